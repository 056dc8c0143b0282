/** How long after its start a program has the first row of a stream. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { dataSet } from "../data.ts";
import { run } from "../processes.ts";
import { median } from "../statistics.ts";

const ROWS = 10_000;

export interface Start {
  readonly workload: "start";
  readonly firstRowMs: { readonly p50: number };
  readonly limit: { readonly firstRowMs: number };
}

export async function start(rounds: number): Promise<Start> {
  const { directory, files } = await dataSet("sensors", ROWS);
  build();
  const times: { millrace: number[]; limit: number[] } = { millrace: [], limit: [] };
  for (let round = 0; round < rounds; round++) {
    times.limit.push((await run(join(import.meta.dirname, "limit.js"), files[0]!)).firstOutputMs);
    times.millrace.push((await run(join(import.meta.dirname, "millrace.js"), directory)).firstOutputMs);
  }
  return { workload: "start", firstRowMs: { p50: median(times.millrace) }, limit: { firstRowMs: median(times.limit) } };
}

/** The package as it is published, from the sources as they are; whether their types fit is not asked here. */
function build(): void {
  const root = join(import.meta.dirname, "../..");
  spawnSync(process.execPath, [join(root, "scripts/build.ts")], { stdio: "ignore" });
  if (!existsSync(join(root, "dist/index.js"))) throw new Error("the package does not build");
}
