/** A failing case made smaller, as long as it goes on failing. */
import type { Arrival, Case, File } from "./case.ts";
import { streamsOf, takesNullTimes } from "./generate-case.ts";
import { isDetermined } from "./generate-step.ts";
import { columnsOf, inputsOf, isStream, withInputs, type Plan } from "./plan.ts";

/** The smallest case found within the time, and what is wrong with it. */
export async function shrunk(
  of: Case,
  wrong: string,
  check: (smaller: Case) => Promise<string | undefined>,
  deadline: () => boolean,
): Promise<{ of: Case; wrong: string }> {
  let best = { of, wrong };
  for (let found = true; found && !deadline();) {
    found = false;
    for (const smaller of smallerCases(best.of)) {
      if (deadline()) break;
      const stillWrong = isSound(smaller) ? await check(smaller) : undefined;
      if (stillWrong === undefined || kindOf(stillWrong) !== kindOf(wrong)) continue;
      best = { of: smaller, wrong: stillWrong };
      found = true;
      break;
    }
  }
  return best;
}

/** The first line without its numbers: what a case must go on failing by. */
const kindOf = (wrong: string): string => wrong.split("\n")[0]!.replaceAll(/\d+/g, "0").slice(0, 80);

/** Whether every name still means something, and the plan is one whose result is determined. */
function isSound({ plan, rows, mode }: Case): boolean {
  try {
    const hasNullTimes = [...rows.a, ...rows.b].some((row) => row["t"] === null);
    return (
      columnsOf(plan).length > 0 &&
      isStream(plan) &&
      isDetermined(plan) &&
      (!hasNullTimes || takesNullTimes(plan, mode))
    );
  } catch {
    return false;
  }
}

function* smallerCases(of: Case): Generator<Case> {
  const { arrival, other, ...rest } = of;
  if (other !== undefined) {
    yield { ...rest, arrival: other };
    yield { ...rest, arrival };
  }
  for (const plan of smallerPlans(of.plan)) {
    const streams = streamsOf(plan);
    const rounds = arrival.rounds.map((files) => files.filter((file) => streams.includes(file.stream)));
    if (!of.isLate || plan.kind === of.plan.kind) yield { ...of, plan, arrival: { ...arrival, rounds } };
  }
  for (const smaller of smallerArrivals(arrival)) yield { ...of, arrival: smaller };
  for (let i = 0; i < of.static.length; i++) yield { ...of, static: of.static.toSpliced(i, 1) };
}

function* smallerPlans(plan: Plan): Generator<Plan> {
  if (plan.kind !== "join" || plan.left.kind !== "static")
    for (const input of inputsOf(plan)) if (isStream(input)) yield input;
  switch (plan.kind) {
    case "aggregate":
      for (let i = 0; plan.calls.length > 1 && i < plan.calls.length; i++)
        yield { ...plan, calls: plan.calls.toSpliced(i, 1) };
      for (let i = 0; i < plan.keys.length; i++) yield { ...plan, keys: plan.keys.toSpliced(i, 1) };
      break;
    case "deduplicate":
      for (let i = 0; plan.columns.length > 1 && i < plan.columns.length; i++)
        yield { ...plan, columns: plan.columns.toSpliced(i, 1) };
      break;
    case "join": {
      const { leftAlone, rightAlone, ...bare } = plan;
      if (leftAlone !== undefined || rightAlone !== undefined) yield bare;
      for (let i = 0; plan.equal.length > 1 && i < plan.equal.length; i++)
        yield { ...plan, equal: plan.equal.toSpliced(i, 1) };
      break;
    }
    case "project":
      for (let i = 0; i < plan.computed.length; i++) yield { ...plan, computed: plan.computed.toSpliced(i, 1) };
      for (let i = 0; plan.keep.length > 1 && i < plan.keep.length; i++)
        yield { ...plan, keep: plan.keep.toSpliced(i, 1) };
      break;
    default:
  }
  for (const [i, input] of inputsOf(plan).entries())
    for (const smaller of smallerPlans(input)) yield withInputs(plan, inputsOf(plan).with(i, smaller));
}

/** Without restarts and faults, without a limit, with fewer rounds, files and rows. */
function* smallerArrivals(arrival: Arrival): Generator<Arrival> {
  const { rounds, restarts, faults, maxFilesPerTrigger, ...rest } = arrival;
  if (faults.length > 0) yield { ...arrival, faults: [] };
  for (let i = 0; i < restarts.length; i++) yield { ...arrival, restarts: restarts.toSpliced(i, 1) };
  if (maxFilesPerTrigger !== undefined) yield { ...rest, rounds, restarts, faults };
  const rows = rounds.flatMap((files, round) =>
    files.flatMap((file, at) => file.rows.map((_, row) => ({ round, at, row }))),
  );
  for (let size = rows.length; size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let from = 0; from < rows.length; from += size) {
      const gone = new Set(rows.slice(from, from + size).map(({ round, at, row }) => `${round} ${at} ${row}`));
      yield {
        ...arrival,
        rounds: rounds.map((files, round) => withoutRows(files, (at, row) => gone.has(`${round} ${at} ${row}`))),
      };
    }
  for (let round = 1; round < rounds.length; round++) {
    const merged = [...rounds[round - 1]!, ...rounds[round]!];
    const earlier = (each: number): number[] => (each === round ? [] : [each > round ? each - 1 : each]);
    yield { ...arrival, rounds: rounds.toSpliced(round - 1, 2, merged), restarts: restarts.flatMap(earlier) };
  }
  for (const [round, files] of rounds.entries())
    for (let i = 1; i < files.length; i++) {
      const [one, two] = [files[i - 1]!, files[i]!];
      if (one.stream === two.stream)
        yield {
          ...arrival,
          rounds: rounds.with(
            round,
            files.toSpliced(i - 1, 2, { stream: one.stream, rows: [...one.rows, ...two.rows] }),
          ),
        };
    }
}

function withoutRows(files: readonly File[], isGone: (at: number, row: number) => boolean): readonly File[] {
  return files
    .map((file, at) => ({ ...file, rows: file.rows.filter((_, row) => !isGone(at, row)) }))
    .filter((file) => file.rows.length > 0);
}
