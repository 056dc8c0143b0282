/**
 * `npm run demo -- --once` under fire: it is killed (SIGKILL) at random moments and started again until it ends; every table it leaves must be what a
 * batch over its input gives. `npm run kills:demo -- [--kills N] [--seed S] [--keep]`; the seed decides the moments, the operating system what they hit.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { seededRandom } from "../../src/runtime/simulated.ts";
import { demoFaults } from "./faults.ts";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "20" },
    seed: { type: "string", default: "1" },
    keep: { type: "boolean", default: false },
  },
});
const wanted = Number(values.kills);
const { next } = seededRandom(Number(values.seed));
const root = mkdtempSync(join(tmpdir(), "millrace-kills-demo-"));

const undisturbed = await life(join(root, "undisturbed"));
let kills = 0;
for (let lives = 1; kills < wanted; lives++) {
  const end = await life(join(root, "killed", String(Math.ceil(lives / 5))), next() * undisturbed.ms);
  if (end.code === null) kills++;
}
// Whatever was left in the middle is brought to its end.
const places = [join(root, "undisturbed")];
for (let i = 1; i <= Math.ceil(kills / 5); i++) places.push(join(root, "killed", String(i)));
let [passed, failed] = [0, 0];
for (const place of places) {
  const { code, output } = await life(place);
  const faults = code === 0 ? await demoFaults(place) : [`it ended with ${code}: ${output}`];
  for (const fault of faults) console.log(`${place}: ${fault}`);
  if (faults.length === 0) passed++;
  else failed++;
}
if (values.keep) console.log(`kept in ${root}`);
else rmSync(root, { recursive: true });
console.log(`${kills} kills, an undisturbed run takes ${Math.round(undisturbed.ms)} ms`);
console.log(`${passed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;

/** One start of the demo, killed after so many milliseconds; code null when the kill came before its end. */
async function life(
  work: string,
  afterMs?: number,
): Promise<{ readonly code: number | null; readonly ms: number; readonly output: string }> {
  const began = performance.now();
  const main = join(import.meta.dirname, "../../src/cli/main.ts");
  const demo = join(import.meta.dirname, "../../examples/iot/iot.ts");
  const child = spawn(process.execPath, [main, "run", demo, "--once", "--work", work], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let output = "";
  child.stderr.on("data", (chunk: Buffer) => (output += String(chunk)));
  const timer = afterMs === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), afterMs);
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  clearTimeout(timer);
  return { code, ms: performance.now() - began, output };
}
