/**
 * Whether the engine can run for long: five queries in one process over a directory that takes ten files a second.
 * `npm run -s soak -- [--minutes N] [--seed S]`: a line a minute, then every check with its figure; exit code 1 when one fails.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { summary } from "./report.ts";
import { soak } from "./soak.ts";

const { values } = parseArgs({
  options: { minutes: { type: "string", default: "10" }, seed: { type: "string", default: "1" } },
});
const minutes = numberOf("minutes", values.minutes, (n) => n > 0);
const seed = numberOf("seed", values.seed, Number.isInteger);

const interruption = new AbortController();
// Once: who asks a second time does not want to wait for an orderly end.
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => interruption.abort());

const root = await mkdtemp(join(tmpdir(), "millrace-soak-"));
try {
  const checks = await soak({ minutes, seed, root, signal: interruption.signal });
  console.log(summary(checks));
  process.exitCode = checks.every(({ passed }) => passed) ? 0 : 1;
} catch (error) {
  if (!interruption.signal.aborted) throw error;
  console.log("interrupted");
  process.exitCode = 1;
} finally {
  await rm(root, { recursive: true, force: true, maxRetries: 5 });
}

function numberOf(option: string, text: string, isFit: (n: number) => boolean): number {
  const number = Number(text);
  if (text.trim() !== "" && isFit(number)) return number;
  throw new Error(`--${option} ${text} is not a number that fits`);
}
