import { compareRows } from "./compare-rows.ts";
import { factsPerRun, unknownQuery, type QueryFacts } from "./query-facts.ts";
import type { Scenario } from "./scenario.ts";
import { schemaShape, type StructShape } from "./schema-floats.ts";
import type { Batch, FileTexts, OutputFile, Run, StateOperator, StepOutput, Trace, TraceError } from "./trace.ts";

/** The first place where two traces are not the same answer. */
export interface Difference {
  readonly where: string;
  readonly expected: string;
  readonly got: string;
}

/**
 * The verdict: undefined when `got` is the answer `expected` holds, by the rules under "Comparing" in README.md. The scenario tells
 * what those rules excuse; without it nothing is excused, and what may be advisory is left out.
 */
export function compare(expected: Trace, got: Trace, scenario?: Scenario): Difference | undefined {
  for (const difference of differences(expected, got, scenario)) return difference;
  return undefined;
}

/** The second figure: the first state counter that differs, `numRowsUpdated` and `numRowsRemoved` included. */
export function compareCounters(expected: Trace, got: Trace, scenario?: Scenario): Difference | undefined {
  const facts = scenario === undefined ? [] : factsPerRun(scenario);
  for (const [i, run] of expected.runs.entries()) {
    if (facts[i]?.sorts) continue;
    for (const [j, batch] of run.batches.entries()) {
      const other = got.runs[i]?.batches[j];
      for (const difference of counterDifferences(`runs[${i}].batches[${j}]`, batch, other, ALL_COUNTERS))
        return difference;
    }
  }
  return undefined;
}

type Counter = Exclude<keyof StateOperator, "operatorName">;
const VERDICT_COUNTERS: readonly Counter[] = ["numRowsTotal", "numRowsDroppedByWatermark"];
const ALL_COUNTERS: readonly Counter[] = [...VERDICT_COUNTERS, "numRowsUpdated", "numRowsRemoved"];

type Differences = Generator<Difference, void>;

function* differences(expected: Trace, got: Trace, scenario: Scenario | undefined): Differences {
  const facts = scenario === undefined ? [] : factsPerRun(scenario);
  yield* equal("name", expected.name, got.name);
  yield* errorDifferences("error", expected.error, got.error);
  yield* equal("runs", expected.runs.length, got.runs.length);
  for (const [i, run] of expected.runs.entries()) {
    yield* runDifferences(`runs[${i}]`, run, got.runs[i]!, facts[i] ?? unknownQuery, scenario?.ordered === true);
  }
  yield* outputDifferences(expected.output ?? [], got.output ?? []);
  yield* fileDifferences("checkpoint", expected.checkpoint, got.checkpoint);
  yield* fileDifferences("sinkLog", expected.sinkLog, got.sinkLog);
}

function* runDifferences(where: string, expected: Run, got: Run, facts: QueryFacts, ordered: boolean): Differences {
  yield* equal(`${where}.schema`, expected.schema, got.schema);
  yield* errorDifferences(`${where}.error`, expected.error, got.error);
  const close = facts.aggregates ? closeColumns(expected.schema, facts.keyColumns) : undefined;
  for (const [i, batch] of expected.batches.entries()) {
    yield* batchDifferences(`${where}.batches[${i}]`, batch, got.batches[i], facts, ordered, close);
  }
  yield* equal(`${where}.batches`, batchList(expected.batches), batchList(got.batches));
}

function* batchDifferences(
  where: string,
  expected: Batch,
  got: Batch | undefined,
  facts: QueryFacts,
  ordered: boolean,
  close: StructShape | undefined,
): Differences {
  yield* equal(`${where}.batchId`, expected.batchId, got?.batchId);
  yield* equal(`${where}.step`, expected.step, got?.step);
  yield* equal(`${where}.eventTime.watermark`, expected.eventTime?.watermark, got?.eventTime?.watermark);
  if (expected.rows === undefined || got?.rows === undefined) {
    yield* equal(`${where}.rows`, expected.rows, got?.rows);
  } else {
    const row = compareRows(expected.rows, got.rows, close === undefined ? { ordered } : { ordered, close });
    if (row !== undefined)
      yield { where: `${where}.rows`, expected: row.expected ?? "no more rows", got: row.got ?? "no such row" };
  }
  yield* equal(`${where}.stateOperators`, operatorNames(expected), operatorNames(got));
  if (!facts.sorts) yield* counterDifferences(where, expected, got, VERDICT_COUNTERS);
  if (facts.countsInputRows) yield* equal(`${where}.numInputRows`, expected.numInputRows, got?.numInputRows);
  if (facts.oneWatermark) {
    for (const figure of ["min", "max", "avg"] as const) {
      yield* equal(`${where}.eventTime.${figure}`, expected.eventTime?.[figure], got?.eventTime?.[figure]);
    }
  }
}

function* counterDifferences(
  where: string,
  expected: Batch,
  got: Batch | undefined,
  counters: readonly Counter[],
): Differences {
  for (const [i, operator] of (expected.stateOperators ?? []).entries()) {
    for (const counter of counters) {
      yield* equal(`${where}.stateOperators[${i}].${counter}`, operator[counter], got?.stateOperators?.[i]?.[counter]);
    }
  }
}

/** Where Spark's condition has no name of its own, the phase decides, and the engine has to name the error. */
function* errorDifferences(where: string, expected: TraceError | undefined, got: TraceError | undefined): Differences {
  if (expected === undefined || got === undefined) {
    if (expected !== got) yield { where, expected: errorText(expected), got: errorText(got) };
    return;
  }
  if (isNamed(expected.condition)) {
    if (expected.condition !== got.condition)
      yield { where: `${where}.condition`, expected: errorText(expected), got: errorText(got) };
    yield* equal(`${where}.sqlState`, expected.sqlState, got.sqlState);
  } else if (!answersUnnamed(expected, got)) {
    yield { where: `${where}.condition`, expected: "a named condition", got: errorText(got) };
  }
  yield* equal(`${where}.phase`, expected.phase, got.phase);
  yield* equal(`${where}.step`, expected.step, got.step);
}

function isNamed(condition: string | null): condition is string {
  return condition !== null && !condition.startsWith("_LEGACY_ERROR_TEMP_");
}

/** A crash of the engine is not the error Spark gave, although both are nameless. */
function answersUnnamed(expected: TraceError, got: TraceError): boolean {
  if (got.condition === null) return expected.condition === null && expected.exception === got.exception;
  return (
    got.condition === expected.condition || (isNamed(got.condition) && !got.condition.startsWith("INTERNAL_ERROR"))
  );
}

/** Files are cut by partitions: the lines of a directory count, in no order, and that there is a file at all. */
function* outputDifferences(expected: readonly StepOutput[], got: readonly StepOutput[]): Differences {
  for (const { step, text, files } of expected) {
    const other = got.find((one) => one.step === step);
    yield* equal(`output of step ${step}`, text, other?.text);
    const [left, right] = [linesPerDirectory(files), linesPerDirectory(other?.files)];
    for (const [directory, lines] of left) {
      const others = right.get(directory);
      const line =
        others === undefined ? { expected: "a file", got: "none" } : compareRows(lines, others, { ordered: false });
      if (line !== undefined)
        yield {
          where: `output of step ${step}, ${directory}`,
          expected: line.expected ?? "no more lines",
          got: line.got ?? "no such line",
        };
    }
    yield* equal(`output of step ${step}, directories`, [...left.keys()].sort(), [...right.keys()].sort());
  }
  yield* equal(
    "output, steps",
    expected.map((one) => one.step),
    got.map((one) => one.step),
  );
}

function linesPerDirectory(files: readonly OutputFile[] = []): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { dir, suffix, text, base64 } of files) {
    const key = `${dir}/*${suffix}`;
    const lines = text === undefined ? [`base64:${base64 ?? ""}`] : text.split(/(?<=\n)/).filter((line) => line !== "");
    found.set(key, [...(found.get(key) ?? []), ...lines]);
  }
  return found;
}

function* fileDifferences(where: string, expected: FileTexts | undefined, got: FileTexts | undefined): Differences {
  if (expected === undefined) return;
  for (const [path, text] of Object.entries(expected)) yield* equal(`${where} ${path}`, text, got?.[path]);
  yield* equal(`${where}, files`, Object.keys(expected).sort(), Object.keys(got ?? {}).sort());
}

/** Group keys are data, not results of arithmetic: exact, though their type be DOUBLE. */
function closeColumns(schema: string | null, keyColumns: number): StructShape {
  const { kind, fields } = schemaShape(schema ?? "");
  return { kind, fields: fields.map((field, i) => (i < keyColumns ? { name: field.name, shape: "exact" } : field)) };
}

function operatorNames(batch: Batch | undefined): string[] {
  return (batch?.stateOperators ?? []).map((operator) => operator.operatorName);
}

function batchList(batches: readonly Batch[]): string[] {
  return batches.map(({ batchId, step }) => `${batchId} in step ${step}`);
}

function errorText(error: TraceError | undefined): string {
  return error === undefined
    ? "no error"
    : `${error.condition ?? error.exception ?? "an error"} (${error.phase}, step ${error.step}): ${error.message}`;
}

function* equal(where: string, expected: unknown, got: unknown): Differences {
  const [left, right] = [JSON.stringify(expected) ?? "nothing", JSON.stringify(got) ?? "nothing"];
  if (left !== right) yield { where, expected: left, got: right };
}
