/**
 * Law 4 under fire: the job is killed (SIGKILL) at random moments and started again until it ends. After every kill independent readers read what is
 * there and must find whole batches; what the job leaves must be what a batch over the same input gives.
 * `npm run kills -- [--runs N | --kills N] [--seed S] [--keep]`: run i has the seed S + i, so `--runs 1 --seed <seed>` replays one; with `--kills` as many
 * runs as it takes. The seed decides job, input and moments; the operating system still decides what exactly those moments hit.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { mustBeThere } from "../python/environment.ts";
import { faults } from "./checks.ts";
import { writeInput } from "./input.ts";
import { live } from "./life.ts";
import { startObservers } from "./observers.ts";
import { placesIn } from "./places.ts";
import { scenarioOf, type Scenario } from "./scenario.ts";
import { Tally } from "./tally.ts";
import { Witness } from "./witness.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string" },
    kills: { type: "string" },
    seed: { type: "string", default: "1" },
    keep: { type: "boolean", default: false },
  },
});
const observers = await startObservers();
const tally = new Tally(observers.present);
const firstSeed = Number(values.seed);
/** The short form is a part of `npm test`. */
const isShort = values.runs === undefined && values.kills === undefined;
const isEnough = (runs: number): boolean =>
  values.kills === undefined ? runs >= Number(values.runs ?? 20) : tally.kills >= Number(values.kills);
let [passed, failed] = [0, 0];
for (let runs = 0; !isEnough(runs); runs++) {
  const seed = firstSeed + runs;
  const scenario = scenarioOf(seed);
  const root = mkdtempSync(join(tmpdir(), `millrace-kills-${seed}-`));
  const found = await run(scenario, root).catch((error: unknown) => [String(error)]);
  if (found.length === 0) passed++;
  else failed++;
  for (const fault of found.slice(0, 1)) {
    const more = found.length > 1 ? ` (and ${found.length - 1} more)` : "";
    console.log(
      `seed ${seed} failed: ${fault.trim().replaceAll(/\s*\n\s*/g, " | ")}${more}; replay: npm run kills -- --runs 1 --seed ${seed}`,
    );
  }
  // A replay may hit other moments: what a failed run has left is the proof.
  if (values.keep || found.length > 0)
    console.log(`seed ${seed}: ${JSON.stringify(scenario)}\n${found.slice(1).join("\n")}\nkept in ${root}`);
  else rmSync(root, { recursive: true, force: true });
}
await observers.close();
for (const missing of observers.missing) console.log(`NOT RUN: no looks by ${missing}`);
console.log(tally.summary());
const skipped = mustBeThere() ? 0 : observers.missing.length;
if (mustBeThere()) failed += observers.missing.length;
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
if (failed > 0) process.exitCode = 1;

async function run(scenario: Scenario, root: string): Promise<readonly string[]> {
  const places = placesIn(root);
  const witness = new Witness(scenario, places);
  writeInput(places.input, scenario);
  const lives = [...scenario.kills, undefined];
  for (const [life, kill] of lives.entries()) {
    const end = await live(scenario.seed, root, kill);
    if (typeof end === "object") return [end.failure];
    if (end === "killed") tally.kills++;
    // A reader that takes long looks now and then only where there is little time, and at what every job leaves.
    const isForAll = !isShort || end === "finished" || tally.kills % 3 === 0;
    const looking = observers.present.filter(({ isSlow }) => isForAll || !isSlow);
    const sight = await witness.look(looking);
    tally.add(looking, sight);
    if (sight.faults.length > 0) return sight.faults.map((fault) => `${end} in life ${life + 1}: ${fault}`);
    if (end === "finished") break;
  }
  return faults(scenario, places);
}
