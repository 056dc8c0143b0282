import { expect } from "vitest";
import { compare } from "./compare.ts";
import type { Scenario } from "./scenario.ts";
import type { Batch, OutputFile, StateOperator, Trace, TraceError } from "./trace.ts";

/** A small trace and its scenario, from which the comparison tests vary one thing at a time. */
export const operator: StateOperator = {
  operatorName: "stateStoreSave",
  numRowsTotal: 2,
  numRowsUpdated: 2,
  numRowsRemoved: 1,
  numRowsDroppedByWatermark: 0,
};
export const batch: Batch = {
  batchId: 0,
  step: 0,
  rows: ['{"k":"a","n":1}', '{"k":"b","n":2}'],
  numInputRows: 3,
  eventTime: {
    avg: "2020-01-01T00:00:02.000Z",
    max: "2020-01-01T00:00:03.000Z",
    min: "2020-01-01T00:00:01.000Z",
    watermark: "1970-01-01T00:00:00.000Z",
  },
  stateOperators: [operator],
};
export const error: TraceError = {
  condition: "DIVIDE_BY_ZERO",
  sqlState: "22012",
  messageParameters: { config: "x" },
  message: "[DIVIDE_BY_ZERO] ...",
  phase: "run",
  step: 0,
};
export const scenario: Scenario = {
  name: "window/counts",
  about: "",
  inputs: { input: { schema: "k STRING" } },
  outputMode: "update",
  query: [
    ["from", "input"],
    ["withWatermark", "t", "1 second"],
    ["groupBy", ["k"], ["count(*) AS n"]],
  ],
  steps: [{ add: { input: [] } }],
};
export const filtered: Scenario = {
  ...scenario,
  query: [
    ["from", "input"],
    ["where", "k <> ''"],
    ["groupBy", ["k"], ["count(*) AS n"]],
  ],
};
export const sorted: Scenario = { ...scenario, query: [...scenario.query, ["orderBy", ["k"]]] };

export const trace = (changes: Partial<Trace> = {}): Trace => ({
  name: "window/counts",
  runs: [{ schema: "k STRING,n BIGINT", batches: [batch] }],
  ...changes,
});
export const withBatch = (changes: Partial<Batch>): Trace =>
  trace({ runs: [{ schema: "k STRING,n BIGINT", batches: [{ ...batch, ...changes }] }] });
export const withOperator = (changes: Partial<StateOperator>): Trace =>
  withBatch({ stateOperators: [{ ...operator, ...changes }] });
export const withError = (changes: Partial<TraceError> = {}): Trace => trace({ error: { ...error, ...changes } });
export const withFiles = (...files: OutputFile[]): Trace => trace({ output: [{ step: 0, files }] });
export const part = (text: string, dir = ".", suffix = ".json"): OutputFile => ({ dir, suffix, text });

export const differs = (left: Trace, right: Trace, of?: Scenario): void =>
  expect(compare(left, right, of)).toBeDefined();
export const agrees = (left: Trace, right: Trace, of?: Scenario): void =>
  expect(compare(left, right, of)).toBeUndefined();
