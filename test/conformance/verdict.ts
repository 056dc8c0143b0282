/** How one scenario came out. */
export interface Outcome {
  readonly name: string;
  readonly category: string;
  /** The first difference, or why there is no answer; undefined when the scenario passes. */
  readonly failure: string | undefined;
  readonly countersEqual: boolean;
}

/** A scenario that could not be asked the way this run asks. */
export interface NotExpressible {
  readonly name: string;
  readonly reason: string;
}

export interface Report {
  readonly lines: readonly string[];
  readonly exitCode: 0 | 1;
}

/** How the scenarios were run: as they are, with a restart between all steps, or through SQL text. */
type Way = "plain" | "restart" | "sql";

/**
 * Every failing scenario with its first difference, figures per category, the closing lines. `known`: scenario -> the list that
 * expects it to differ. Such a list must be true: a scenario in it that passes fails the run, so that the list shrinks.
 * `notExpressible`: of a run by SQL text alone, what it had to leave out.
 */
export function report(
  outcomes: readonly Outcome[],
  known: ReadonlyMap<string, string>,
  { way = "plain", notExpressible }: { readonly way?: Way; readonly notExpressible?: readonly NotExpressible[] } = {},
): Report {
  const failed = outcomes.filter((one) => one.failure !== undefined && !known.has(one.name));
  const differing = outcomes.filter((one) => one.failure !== undefined && known.has(one.name));
  const passed = outcomes.filter((one) => one.failure === undefined);
  const stale = passed.filter((one) => known.has(one.name));
  const lines = [
    ...failed.map((one) => `FAIL  ${one.name}: ${oneLine(one.failure!)}`),
    ...stale.map((one) => `STALE ${one.name}: passes, take it out of ${known.get(one.name)}`),
    ...(notExpressible ?? []).map(({ name, reason }) => `APART ${name}: not expressible, ${reason}`),
    ...categoryFigures(outcomes),
    `${way}: passed ${passed.length}, failed ${failed.length}${notExpressible === undefined ? "" : `, not expressible ${notExpressible.length}`}`,
    `${passed.length} passed, ${failed.length} failed, ${differing.length} known differences`,
    `${passed.filter((one) => one.countersEqual).length} with all counters equal`,
  ];
  return { lines, exitCode: failed.length + stale.length > 0 ? 1 : 0 };
}

function categoryFigures(outcomes: readonly Outcome[]): string[] {
  const categories = [...new Set(outcomes.map((one) => one.category))];
  const width = Math.max(0, ...categories.map((category) => category.length));
  return categories.map((category) => {
    const all = outcomes.filter((one) => one.category === category);
    const passed = all.filter((one) => one.failure === undefined).length;
    const percent = Math.floor((100 * passed) / all.length);
    return `${category.padEnd(width)}  ${String(passed).padStart(3)} of ${String(all.length).padStart(3)}  ${String(percent).padStart(3)} %`;
  });
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, " ");
}
