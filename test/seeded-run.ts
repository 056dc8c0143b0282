/**
 * What the fuzzers share. Case i of `npm run <script> -- [--runs N] [--seed S]` has the seed S + i, so `--runs 1 --seed <seed>` replays one and
 * shows all of it. The work is done by child processes, so that a crash or an endless loop is a finding like any other.
 */
import { parseArgs } from "node:util";
import { inChild } from "./seeded-child.ts";
import { wholeNumber } from "./whole-number.ts";

/** A case whose outcome is not what it has to be. */
export interface SeededFinding {
  readonly seed: number;
  /** The same for cases that fail in the same way. */
  readonly cause: string;
  readonly detail: string;
}

export type Tell<Found> = (message: { readonly at: number } | Found) => void;

interface SeededRun<Found extends SeededFinding> {
  /** The file that calls this, which the children run too. */
  readonly program: string;
  readonly script: string;
  /** What the cases are, in the plural. */
  readonly cases: string;
  readonly perChild: number;
  readonly silenceMs: number;
  /** The finding that a child's own end is. */
  readonly died: (seed: number, cause: string) => Found;
  readonly work: (from: number, count: number, tell: Tell<Found>) => Promise<void>;
  /** What to say of a finding beside its cause, in one line. */
  readonly brief?: (finding: Found) => string;
}

const { values } = parseArgs({
  strict: false,
  options: {
    runs: { type: "string", default: "2000" },
    seed: { type: "string", default: "1" },
    child: { type: "boolean", default: false },
  },
});
const [first, runs] = [wholeNumber("seed", values.seed), wholeNumber("runs", values.runs)];

export async function seededRun<Found extends SeededFinding>(run: SeededRun<Found>): Promise<void> {
  if (values.child === true) {
    await run.work(first, runs, (message) => process.send?.(message));
    process.disconnect?.();
    return;
  }
  const findings: Found[] = [];
  for (let seed = first; seed < first + runs;) {
    const count = Math.min(run.perChild, first + runs - seed);
    seed = await inChild(seed, count, run, (finding) => {
      findings.push(finding);
      report(finding, run);
    });
  }
  if (runs > 1)
    for (const [cause, group] of Map.groupBy(findings, (finding) => finding.cause))
      console.log(`${group.length} x ${cause}`);
  console.log(`${runs} ${run.cases}, seeds ${first}..${first + runs - 1}, ${findings.length} failed`);
  if (findings.length > 0) process.exitCode = 1;
}

function report<Found extends SeededFinding>(finding: Found, { script, brief }: SeededRun<Found>): void {
  const { seed, cause, detail } = finding;
  if (runs === 1) console.log(`${detail}\n`);
  const more = brief === undefined ? "" : ` | ${brief(finding)}`;
  console.log(`seed ${seed} failed: ${cause}${more}; replay: npm run ${script} -- --runs 1 --seed ${seed}`);
}

/** A case may not make the process grow by more than this. */
const MOST_GROWTH = 1.5 * 2 ** 30;

/** Checks the cases of some seeds in turn, telling of each before it begins; what nobody caught is the fault of the case it came up in. */
export async function eachSeed<Found extends SeededFinding>(
  from: number,
  count: number,
  tell: Tell<Found>,
  check: (seed: number) => Promise<Found | undefined>,
  stray: (seed: number, error: unknown) => Found,
): Promise<void> {
  let thrown: { readonly error: unknown } | undefined;
  const keep = (error: unknown): void => {
    thrown = { error };
  };
  process.on("unhandledRejection", keep).on("uncaughtException", keep);
  for (let seed = from; seed < from + count; seed++) {
    tell({ at: seed });
    const before = process.memoryUsage.rss();
    const found = await check(seed).catch((error: unknown) => stray(seed, error));
    const growth = process.memoryUsage.rss() - before;
    if (found !== undefined) tell(found);
    else if (thrown !== undefined) tell(stray(seed, thrown.error));
    else if (growth > MOST_GROWTH)
      tell(stray(seed, new Error(`the process grew by ${Math.round(growth / 2 ** 20)} MB`)));
    thrown = undefined;
  }
  process.off("unhandledRejection", keep).off("uncaughtException", keep);
}
