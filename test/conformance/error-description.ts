import type { ErrorDescription, Phase } from "./trace.ts";

/** What a trace tells of a thrown value: the innermost condition behind those that only say who was running. */
export function describeError(thrown: unknown, phase: Phase): ErrorDescription {
  const causes = causeChain(thrown);
  const named = causes.filter(hasCondition).filter(({ condition }) => !WRAPPERS.has(condition));
  const last = named.at(-1);
  if (last === undefined) {
    const innermost = causes.at(-1);
    return { condition: null, exception: className(innermost), message: firstLine(messageOf(innermost)), phase };
  }
  const conditions = named.map(({ condition }) => condition);
  return {
    condition: last.condition,
    sqlState: last.sqlState ?? null,
    messageParameters: sortedByKey(last.parameters ?? {}),
    message: firstLine(messageOf(last)),
    ...(conditions.length > 1 ? { chain: conditions } : {}),
    phase,
  };
}

interface ErrorWithCondition {
  readonly condition: string;
  readonly sqlState?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly message?: string;
}

const WRAPPERS: ReadonlySet<string> = new Set(["STREAM_FAILED", "FOREACH_BATCH_USER_FUNCTION_ERROR"]);
/** Whoever throws may have made a ring of causes. */
const MOST_CAUSES = 20;

function causeChain(thrown: unknown): unknown[] {
  const chain = [thrown];
  while (chain.length < MOST_CAUSES) {
    const cause = (chain.at(-1) as { cause?: unknown } | null | undefined)?.cause;
    if (cause === undefined || cause === null) break;
    chain.push(cause);
  }
  return chain;
}

function hasCondition(thrown: unknown): thrown is ErrorWithCondition {
  return typeof (thrown as { condition?: unknown } | null | undefined)?.condition === "string";
}

function className(thrown: unknown): string {
  return thrown instanceof Error ? thrown.constructor.name : typeof thrown;
}

function messageOf(thrown: unknown): string {
  const message = (thrown as { message?: unknown } | null | undefined)?.message;
  return typeof message === "string" ? message : String(thrown);
}

function firstLine(text: string): string {
  return text.trim().split("\n", 1)[0] ?? "";
}

function sortedByKey(parameters: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
