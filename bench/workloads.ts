import { etl } from "./etl.ts";
import { keys } from "./keys.ts";
import { windowed } from "./window.ts";
import type { Workload } from "./workload.ts";

export const workloads: Readonly<Record<"etl" | "window" | "keys", Workload>> = { etl, window: windowed, keys };
export type WorkloadName = keyof typeof workloads;
