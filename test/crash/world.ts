import { SimulatedDisk, type Effect, type Strike } from "../../src/runtime/simulated-disk.ts";
import { simulatedFiles } from "../../src/runtime/simulated-files.ts";
import { simulatedRuntime } from "../../src/runtime/simulated.ts";
import type { Runtime } from "../../src/runtime/runtime.ts";

const START = Date.UTC(2024, 5, 1);
/** Between two lives of an engine. */
const HOUR = 3_600_000;

export interface World {
  readonly runtime: Runtime;
  readonly disk: SimulatedDisk;
  readonly life: number;
}

export interface WorldOptions {
  readonly root: string;
  /** Which life of the engine it is, from 0 on: another process, at a later time. */
  readonly life: number;
  readonly seed: number;
  readonly strike?: (effect: Effect) => Strike | undefined;
  readonly hidden?: (directory: string) => number;
  readonly isUnreadable?: (path: string) => boolean;
  /** The disk of the life before, where the machine has gone on since. */
  readonly before?: SimulatedDisk | undefined;
}

export function newWorld({ root, life, seed, strike, before, ...reading }: WorldOptions): World {
  const disk = new SimulatedDisk(root, strike, before);
  const files = simulatedFiles(disk, reading);
  const runtime = simulatedRuntime({ seed: seed * 31 + life, start: START + life * HOUR, isHasty: true, files });
  const identity = { ...runtime.process.identity, bootId: String(life) };
  return { runtime: { ...runtime, process: { ...runtime.process, identity } }, disk, life };
}
