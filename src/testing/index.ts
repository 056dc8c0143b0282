/** The test kit: deterministic runs and exact moments. */
export { betweenBatches } from "./between-batches.ts";
export { seededRandom, simulatedRuntime, type SimulatedClock, type SimulatedRuntime } from "../runtime/simulated.ts";
