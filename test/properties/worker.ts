/** A child process: checks the cases of some seeds and tells what it finds. */
import { Checker } from "./check-case.ts";
import { caseText, type Case } from "./case.ts";
import { caseOf } from "./generate-case.ts";
import { known } from "./known.ts";
import { shown } from "./show.ts";
import { shrunk } from "./shrink.ts";

export interface Finding {
  readonly seed: number;
  readonly wrong: string;
  /** The case as it is left after shrinking. */
  readonly shown: string;
  readonly json: string;
}
export type Message = { readonly at: number } | { readonly leftOut: number } | Finding;

const SHRINKING_MS = 30_000;

export async function checkSeeds(from: number, count: number, tell: (message: Message) => void): Promise<void> {
  const checker = new Checker();
  for (let seed = from; seed < from + count; seed++) {
    tell({ at: seed });
    const of = caseOf(seed);
    if (known.some((each) => each.is(of))) {
      tell({ leftOut: seed });
      continue;
    }
    const wrong = await checker.check(of);
    if (wrong === undefined) continue;
    const until = performance.now() + SHRINKING_MS;
    const isOver = (): boolean => performance.now() > until;
    const again = async (smaller: Case): Promise<string | undefined> => {
      tell({ at: seed });
      return known.some((each) => each.is(smaller)) ? undefined : checker.check(smaller);
    };
    const smallest = await shrunk(of, wrong, again, isOver);
    tell({ seed, wrong: smallest.wrong, shown: shown(smallest.of), json: caseText(smallest.of) });
  }
  await checker.stop();
}
