/**
 * Law 4 in a simulated world: small programs whose disk loses power before or after any one of its effects (every write, link, rename, removal,
 * new directory, fsync), or fails there, or whose process is killed there; then a new engine over what is left; at the end the answer must be the
 * batch query's.
 *
 *   npm run crash -- [--runs N] [--seed S]    N schedules, those of the seeds S, S + 1, ...; with --program P, the next N of that program
 *   npm run crash -- --replay <schedule>      one, as a violation prints it
 *   npm run crash -- --every [--program P]    a power loss before and after every effect of every program, and a kill before it
 *   npm run crash -- --faults [--program P]   an effect that fails, a disk that is full and a read that fails, everywhere
 *   npm run crash -- --first-only             with any of them: no further schedule once one has failed
 *   npm run crash -- --pairs [--program P]    every pair of power losses of three short programs
 *
 * The closing line counts schedules, violations, and distinct effects: the different combinations of program, kind of effect and role of the
 * file ("etl-csv: link checkpoint/offsets/N") at which power was lost or something failed.
 */
import { parseArgs } from "node:util";
import { isKnown } from "./known.ts";
import { programs } from "./programs/index.ts";
import { everyFault, everyLoss, everyPair } from "./enumerate.ts";
import type { Report } from "./worker.ts";
import { runAll } from "./workers.ts";
import { wholeNumber } from "../whole-number.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "300" },
    seed: { type: "string", default: "1" },
    replay: { type: "string" },
    every: { type: "boolean", default: false },
    faults: { type: "boolean", default: false },
    pairs: { type: "boolean", default: false },
    program: { type: "string" },
    "first-only": { type: "boolean", default: false },
  },
});
let [schedules, violations, known] = [0, 0, 0];
const hit = new Set<string>();

await runAll(await jobs(), (report) => {
  schedules++;
  for (const effect of report.hit) hit.add(effect);
  if (report.faults.length > 0) {
    if (isKnown(report)) known++;
    else print(report, ++violations);
  }
  return !(values["first-only"] && violations > 0);
});
if (known > 0) console.log(`${known} known violations: see test/crash/known.ts`);
console.log(`${schedules} schedules, ${hit.size} distinct effects, ${violations} violations`);
if (violations > 0) process.exitCode = 1;

async function jobs(): Promise<Iterable<number | string>> {
  if (values.replay !== undefined) return [values.replay];
  const chosen = values.program === undefined ? programs.map((p) => p.name) : [values.program];
  if (values.every) return everyLoss(chosen);
  if (values.faults) return everyFault(chosen);
  if (values.pairs) return everyPair(values.program);
  const [first, runs] = [wholeNumber("seed", values.seed), wholeNumber("runs", values.runs)];
  if (values.program === undefined) return Array.from({ length: runs }, (_, i) => first + i);
  const index = programs.findIndex((program) => program.name === values.program);
  const visit = Math.ceil((first - index) / programs.length);
  return Array.from({ length: runs }, (_, i) => index + (visit + i) * programs.length);
}

function print({ job, schedule, faults, hit: effects }: Report, number: number): void {
  console.log(`violation ${number}, seed ${job}: ${schedule}`);
  for (const effect of effects) console.log(`  at ${effect}`);
  for (const fault of faults.slice(0, 5)) console.log(`  ${fault.trim().replaceAll(/\s*\n\s*/g, " | ")}`);
  console.log(
    `  replay: npm run crash -- ${/^\d+$/.test(schedule) ? `--runs 1 --seed ${job}` : `--replay ${schedule}`}`,
  );
}
