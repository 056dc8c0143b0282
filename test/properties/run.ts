/**
 * The oracle by definition: random queries over random streams must come to what the same query gives over the finished input, and that to
 * what a few lines of TypeScript say it is. `npm run properties -- [--runs N] [--seed S]`: run i has the seed S + i, so `--runs 1 --seed <seed>`
 * replays one. Failing cases are made smaller and shown; `--show` prints the cases of some seeds. What takes long is making files durable: with
 * TMPDIR in memory it is twice as fast.
 */
import { parseArgs } from "node:util";
import { inChild } from "../seeded-child.ts";
import { caseOf } from "./generate-case.ts";
import { shown } from "./show.ts";
import { checkSeeds, type Finding } from "./worker.ts";
import { wholeNumber } from "../whole-number.ts";

/** After so many cases a new child begins, so that what one keeps in memory is not another's fault. */
const CASES_PER_CHILD = 100;
const CHILDREN = 2;
const SILENCE_MS = 60_000;

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "200" },
    seed: { type: "string", default: "1" },
    child: { type: "boolean", default: false },
    show: { type: "boolean", default: false },
  },
});
const terms = {
  program: import.meta.filename,
  silenceMs: SILENCE_MS,
  died: (seed: number, wrong: string): Finding => ({ seed, wrong, shown: shown(caseOf(seed)), json: "" }),
};

const [first, runs] = [wholeNumber("seed", values.seed), wholeNumber("runs", values.runs)];
if (values.child) {
  await checkSeeds(first, runs, (message) => process.send?.(message));
  process.disconnect?.();
} else if (values.show) {
  for (let seed = first; seed < first + runs; seed++) console.log(`seed ${seed}: ${shown(caseOf(seed))}\n`);
} else {
  let [failed, leftOut] = [0, 0];
  let next = first;
  const size = Math.min(CASES_PER_CHILD, Math.ceil(runs / CHILDREN));
  await Promise.all(
    Array.from({ length: CHILDREN }, async () => {
      while (next < first + runs) {
        const from = next;
        next = Math.min(first + runs, from + size);
        for (let seed = from; seed < Math.min(first + runs, from + size);) {
          seed = await inChild<Finding | { leftOut: number }>(
            seed,
            Math.min(first + runs, from + size) - seed,
            terms,
            (message) => {
              if ("leftOut" in message) leftOut++;
              else {
                failed++;
                tellFinding(message);
              }
            },
          );
        }
      }
    }),
  );
  if (leftOut > 0) console.log(`${leftOut} left out, as known.ts says`);
  console.log(`${runs} runs, seeds ${first}..${first + runs - 1}, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

function tellFinding({ seed, wrong, shown: text, json }: Finding): void {
  console.log(`seed ${seed} failed: ${wrong}\n${text}`);
  if (runs === 1) console.log(json);
  console.log(`replay: npm run properties -- --runs 1 --seed ${seed}\n`);
}
