/** The long forms: every power loss and kill of a program, every fault, and every pair of two losses. */
import type { How, Length } from "./schedule.ts";
import { runAll } from "./workers.ts";

/** Two batches each: an output of files, a state, a function of the user's. */
const SHORT = ["short-etl", "short-aggregate", "short-foreach-batch"];
const SIDES: readonly How[] = ["-", "+", "x"];

export async function everyLoss(programs: readonly string[]): Promise<Iterable<string>> {
  const lengths = await lengthsOf(programs);
  return programs.flatMap((program) => numbered(program, blows(lengths.get(program)!.effects)));
}

export async function everyFault(programs: readonly string[]): Promise<Iterable<string>> {
  const lengths = await lengthsOf(programs);
  return programs.flatMap((program) => {
    const { effects, reads } = lengths.get(program)!;
    return numbered(program, [...blows(effects, ["ENOSPC", "EIO"]), ...blows(reads, ["unread"])]);
  });
}

const numbered = (program: string, all: readonly string[]): readonly string[] =>
  all.map((blow, i) => `${program}/${blow}/${i + 1}`);

/** The second of a pair strikes the life that follows: it has no more effects than a whole one and some for the recovery. */
export async function everyPair(program: string | undefined): Promise<Iterable<string>> {
  const chosen = program === undefined ? SHORT : [program];
  const lengths = await lengthsOf(chosen);
  return (function* () {
    for (const name of chosen) {
      const { effects } = lengths.get(name)!;
      const [first, second] = [blows(effects, ["-"]), blows(effects + 10, ["-"])];
      for (const [i, one] of first.entries())
        for (const [j, two] of second.entries()) yield `${name}/${one},${two}/${i * second.length + j}`;
    }
  })();
}

const blows = (effects: number, sides: readonly How[] = SIDES): readonly string[] =>
  sides.flatMap((side) => Array.from({ length: effects }, (_, i) => `${i + 1}${side}`));

/** Of a life in which nothing goes wrong. */
async function lengthsOf(programs: readonly string[]): Promise<ReadonlyMap<string, Length>> {
  const found = new Map<string, Length>();
  await runAll(
    programs.map((program) => `${program}//1`),
    ({ job, effects, reads, faults }) => {
      if (faults.length > 0) throw new Error(`${job}: ${faults.join("; ")}`);
      found.set(String(job).split("/")[0]!, { effects, reads });
      return true;
    },
  );
  return found;
}
