/** The long forms: every power loss of a program, and every pair of two. */
import type { How } from "./schedule.ts";
import { runAll } from "./workers.ts";

/** Two batches each: an output of files, a state, a function of the user's. */
const SHORT = ["short-etl", "short-aggregate", "short-foreach-batch"];
const SIDES: readonly How[] = ["-", "+"];

export async function everyLoss(programs: readonly string[]): Promise<Iterable<string>> {
  const effects = await effectsOf(programs);
  return programs.flatMap((program) => blows(effects.get(program)!).map((blow, i) => `${program}/${blow}/${i + 1}`));
}

/** The second of a pair strikes the life that follows: it has no more effects than a whole one and some for the recovery. */
export async function everyPair(): Promise<Iterable<string>> {
  const effects = await effectsOf(SHORT);
  return (function* () {
    for (const program of SHORT) {
      const [first, second] = [blows(effects.get(program)!, ["-"]), blows(effects.get(program)! + 10, ["-"])];
      for (const [i, one] of first.entries())
        for (const [j, two] of second.entries()) yield `${program}/${one},${two}/${i * second.length + j}`;
    }
  })();
}

const blows = (effects: number, sides: readonly How[] = SIDES): readonly string[] =>
  sides.flatMap((side) => Array.from({ length: effects }, (_, i) => `${i + 1}${side}`));

/** Of a life in which nothing goes wrong. */
async function effectsOf(programs: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  await runAll(
    programs.map((program) => `${program}//1`),
    ({ job, effects, faults }) => {
      if (faults.length > 0) throw new Error(`${job}: ${faults.join("; ")}`);
      found.set(String(job).split("/")[0]!, effects);
      return true;
    },
  );
  return found;
}
