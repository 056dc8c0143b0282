// `npm test` runs every suite; `npm test unit package` only those named.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { add, closingLine, nothing } from "./counts.ts";
import type { Counts } from "./counts.ts";
import { root, run } from "./processes.ts";
import { suites } from "./suites.ts";
import type { Suite } from "./suites.ts";
import { wantedOf } from "./wanted.ts";

const wanted = wantedOf(
  "npm test",
  suites.map(({ name }) => name),
);

let total = nothing;
for (const suite of suites) {
  if (wanted.includes(suite.name)) total = add(total, await runSuite(suite));
}
if (total.failed > 0) process.exitCode = 1;
console.log(closingLine(total));

async function runSuite({ name, command: [command, ...args], needs, counts }: Suite): Promise<Counts> {
  const label = name.padEnd(12);
  if (needs !== undefined && !existsSync(join(root, needs))) {
    console.log(`${label} not run: there is no ${needs}`);
    return nothing;
  }
  const started = performance.now();
  const { exitCode, output } = await run(command, args);
  const counted = honest(exitCode, counts(output));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${label} ${seconds.padStart(6)} s   ${closingLine(counted)}`);
  if (counted.failed > 0) console.log(`${output.trimEnd()}\n`);
  else for (const line of output.split("\n")) if (line.startsWith("NOT RUN: ")) console.log(line);
  return counted;
}

/** A suite that counted nothing, or fails without saying what, has failed once. */
function honest(exitCode: number, counts: Counts | undefined): Counts {
  if (counts === undefined) return { ...nothing, failed: 1 };
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
