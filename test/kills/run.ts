/**
 * Law 4 under fire: the job is killed (SIGKILL) at random moments and started again until it ends; what it leaves must be what a batch over
 * the same input gives. `npm run kills -- [--runs N] [--seed S] [--keep]`: run i has the seed S + i, so `--runs 1 --seed <seed>` replays one.
 * The seed decides job, input and moments; the operating system still decides what exactly those moments hit.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { faults } from "./checks.ts";
import { writeInput } from "./input.ts";
import { live } from "./life.ts";
import { placesIn } from "./places.ts";
import { scenarioOf, type Scenario } from "./scenario.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "20" },
    seed: { type: "string", default: "1" },
    keep: { type: "boolean", default: false },
  },
});
const firstSeed = Number(values.seed);
let [passed, failed, kills] = [0, 0, 0];
for (let seed = firstSeed; seed < firstSeed + Number(values.runs); seed++) {
  const scenario = scenarioOf(seed);
  const root = mkdtempSync(join(tmpdir(), `millrace-kills-${seed}-`));
  const found = await run(scenario, root).catch((error: unknown) => [String(error)]);
  if (found.length === 0) passed++;
  else failed++;
  for (const fault of found.slice(0, 1)) {
    const more = found.length > 1 ? ` (and ${found.length - 1} more)` : "";
    console.log(
      `seed ${seed} failed: ${fault.trim().replaceAll(/\s*\n\s*/g, " | ")}${more}; replay: npm run kills -- --runs 1 --seed ${seed} --keep`,
    );
  }
  if (values.keep)
    console.log(`seed ${seed}: ${JSON.stringify(scenario)}\n${found.slice(1).join("\n")}\nkept in ${root}`);
  else rmSync(root, { recursive: true, force: true });
}
console.log(`${kills} kills`);
console.log(`${passed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;

async function run(scenario: Scenario, root: string): Promise<readonly string[]> {
  const places = placesIn(root);
  writeInput(places.input, scenario);
  for (const kill of [...scenario.kills, undefined]) {
    const end = await live(scenario.seed, root, kill);
    if (end === "finished") break;
    if (end !== "killed") return [end.failure];
    kills++;
  }
  return faults(scenario, places);
}
