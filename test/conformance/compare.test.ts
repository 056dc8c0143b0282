import { describe, expect, test } from "vitest";
import { compare, compareCounters } from "./compare.ts";
import type { Scenario } from "./scenario.ts";
import {
  agrees,
  batch,
  differs,
  error,
  filtered,
  operator,
  part,
  scenario,
  sorted,
  trace,
  withBatch,
  withError,
  withFiles,
  withOperator,
} from "./test-traces.ts";
import type { StateOperator, Trace, TraceError } from "./trace.ts";

test("a trace agrees with itself", () => {
  agrees(trace(), trace());
  agrees(trace(), structuredClone(trace()), scenario);
  agrees(withError(), withError(), scenario);
});

test("the difference says where and what", () => {
  expect(compare(trace(), withBatch({ batchId: 1 }))).toEqual({
    where: "runs[0].batches[0].batchId",
    expected: "0",
    got: "1",
  });
});

describe("runs and batches", () => {
  test.each<[string, Trace]>([
    ["another schema", trace({ runs: [{ schema: "k STRING,n BIGINT NOT NULL", batches: [batch] }] })],
    ["no schema", trace({ runs: [{ schema: null, batches: [batch] }] })],
    ["no run", trace({ runs: [] })],
    ["one run more", trace({ runs: [...trace().runs, { schema: null, batches: [] }] })],
    ["a batch missing", trace({ runs: [{ schema: "k STRING,n BIGINT", batches: [] }] })],
    ["a batch more", trace({ runs: [{ schema: "k STRING,n BIGINT", batches: [batch, { ...batch, batchId: 1 }] }] })],
    ["another batch id", withBatch({ batchId: 7 })],
    ["another step", withBatch({ step: 1 })],
    ["another watermark", withBatch({ eventTime: { ...batch.eventTime, watermark: "1970-01-01T00:00:00.001Z" } })],
    ["no watermark", withBatch({ eventTime: {} })],
    ["an error that Spark did not give", withError()],
    ["a run's error that Spark did not give", trace({ runs: [{ ...trace().runs[0]!, error }] })],
    ["another scenario", trace({ name: "window/other" })],
  ])("%s", (_, got) => differs(trace(), got));

  test("the batches of a run are compared in their order", () => {
    const [first, second] = [
      { ...batch, batchId: 1, rows: [] },
      { ...batch, batchId: 2, rows: [] },
    ];
    differs(
      trace({ runs: [{ schema: "k STRING", batches: [first, second] }] }),
      trace({ runs: [{ schema: "k STRING", batches: [second, first] }] }),
    );
  });
});

describe("state counters", () => {
  test.each<[string, Partial<StateOperator>]>([
    ["numRowsTotal", { numRowsTotal: 3 }],
    ["numRowsDroppedByWatermark", { numRowsDroppedByWatermark: 1 }],
  ])("%s belongs to the verdict, unless the query sorts", (_, changes) => {
    differs(trace(), withOperator(changes), scenario);
    differs(trace(), withOperator(changes));
    agrees(trace(), withOperator(changes), sorted);
    expect(compareCounters(trace(), withOperator(changes), scenario)).toBeDefined();
    expect(compareCounters(trace(), withOperator(changes), sorted)).toBeUndefined();
  });

  test.each<[string, Partial<StateOperator>]>([
    ["numRowsUpdated", { numRowsUpdated: 0 }],
    ["numRowsRemoved", { numRowsRemoved: 0 }],
  ])("%s is the second figure", (_, changes) => {
    agrees(trace(), withOperator(changes), scenario);
    expect(compareCounters(trace(), withOperator(changes), scenario)).toBeDefined();
    expect(compareCounters(trace(), trace(), scenario)).toBeUndefined();
  });

  test("operator names and their order always count", () => {
    const two = (...names: string[]): Trace =>
      withBatch({ stateOperators: names.map((operatorName) => ({ ...operator, operatorName })) });
    differs(trace(), withOperator({ operatorName: "dedupe" }), sorted);
    differs(trace(), withBatch({ stateOperators: [] }), sorted);
    differs(two("a", "b"), two("b", "a"), sorted);
  });

  test("an SQL text sorts too, but not in a literal", () => {
    const ofSql = (text: string): Scenario => ({ ...scenario, query: [["sql", text]] });
    agrees(trace(), withOperator({ numRowsTotal: 4 }), ofSql("SELECT k, count(*) FROM input GROUP BY k ORDER  BY k"));
    differs(trace(), withOperator({ numRowsTotal: 4 }), ofSql("SELECT 'order by' AS k, count(*) FROM input"));
  });
});

describe("what may be advisory", () => {
  const fewer = withBatch({ numInputRows: 2 });
  const otherAverage = withBatch({ eventTime: { ...batch.eventTime, avg: "2020-01-01T00:00:01.000Z" } });
  const twoWatermarks: Scenario = {
    ...scenario,
    query: [["from", "input"], ["withWatermark", "t", "1 second"], ["createOrReplaceTempView", "v"], ...scenario.query],
  };
  const clause: Scenario = {
    ...scenario,
    query: [["sql", "SELECT k, count(*) AS n FROM input WATERMARK t DELAY OF INTERVAL 1 SECOND GROUP BY k"]],
  };

  test("numInputRows counts unless something stands over the source that Spark pushes into the reader", () => {
    differs(trace(), fewer, scenario);
    differs(trace(), fewer, sorted);
    agrees(trace(), fewer, filtered);
    agrees(trace(), fewer, { ...scenario, query: [["sql", "SELECT * FROM input WHERE k > 1"]] });
    agrees(trace(), fewer, {
      ...scenario,
      views: {
        v: [
          ["from", "input"],
          ["limit", 1],
        ],
      },
    });
    agrees(trace(), fewer, {
      ...scenario,
      query: [
        ["from", "input"],
        ["join", "other", "a = b", "inner"],
      ],
    });
    agrees(trace(), fewer);
  });

  test("min, max and avg of the event time count with one watermark", () => {
    differs(trace(), otherAverage, scenario);
    differs(trace(), otherAverage, clause);
    differs(trace(), withBatch({ eventTime: { watermark: batch.eventTime!.watermark! } }), scenario);
    agrees(trace(), otherAverage, twoWatermarks);
    agrees(trace(), otherAverage);
  });

  test("each run is judged by its own query", () => {
    const restarted: Scenario = { ...scenario, steps: [{ add: { input: [] } }, { start: { query: filtered.query } }] };
    const runs = (first: number, second: number): Trace =>
      trace({
        runs: [first, second].map((numInputRows) => ({
          schema: "k STRING,n BIGINT",
          batches: [{ ...batch, numInputRows }],
        })),
      });
    agrees(runs(3, 3), runs(3, 2), restarted);
    differs(runs(3, 3), runs(2, 3), restarted);
    differs(runs(3, 3), runs(2, 3), { ...restarted, autoStart: true });
    agrees(runs(3, 3), runs(2, 2), { ...restarted, query: filtered.query });
  });
});

describe("errors", () => {
  const wrong: [string, Partial<TraceError>][] = [
    ["another condition", { condition: "CAST_INVALID_INPUT" }],
    ["another sqlState", { sqlState: "22003" }],
    ["another phase", { phase: "start" }],
    ["another step", { step: 1 }],
    ["no condition", { condition: null, sqlState: null, exception: "TypeError" }],
  ];
  test.each(wrong)("%s", (_, changes) => differs(withError(), withError(changes)));

  test("parameters and message are there to copy from", () => {
    agrees(withError(), withError({ message: "otherwise", messageParameters: {} }));
  });

  test("an error that did not come", () => differs(withError(), trace()));

  test("a run's error counts like the scenario's", () => {
    const inRun = (changes: Partial<TraceError> = {}): Trace =>
      trace({ runs: [{ ...trace().runs[0]!, error: { ...error, ...changes } }] });
    agrees(inRun(), inRun({ message: "otherwise" }));
    for (const [, changes] of wrong) differs(inRun(), inRun(changes));
    differs(inRun(), trace());
    differs(inRun(), withError());
  });

  describe.each<[string, Partial<TraceError>]>([
    ["a legacy condition", { condition: "_LEGACY_ERROR_TEMP_3102", sqlState: null }],
    ["no condition", { condition: null, sqlState: null, exception: "java.lang.IllegalArgumentException" }],
  ])("%s of Spark's", (_, unnamed) => {
    test("is answered by any named condition of the same phase", () => {
      agrees(withError(unnamed), withError({ condition: "STREAMING_SORT_UNSUPPORTED", sqlState: "0A000" }));
      agrees(withError(unnamed), withError(unnamed));
      differs(withError(unnamed), withError({ phase: "analysis" }));
    });
    test("is not answered by a crash", () => {
      differs(withError(unnamed), withError({ condition: null, exception: "TypeError" }));
      differs(withError(unnamed), withError({ condition: "INTERNAL_ERROR", sqlState: "XX000" }));
      differs(withError(unnamed), trace());
    });
  });
});

describe("text of sink and checkpoint", () => {
  test("lines count per directory, however the files are cut", () => {
    agrees(withFiles(part("1\n2\n"), part("3\n")), withFiles(part("3\n1\n"), part("2\n")));
    differs(withFiles(part("1\n2\n")), withFiles(part("1\n")));
    differs(withFiles(part("1\n")), withFiles(part("1\n1\n")));
    differs(withFiles(part("1\n")), withFiles(part("1")));
    differs(withFiles(part("1\r\n")), withFiles(part("1\n")));
    differs(withFiles(part("1\n", "p=a")), withFiles(part("1\n", "p=b")));
    differs(withFiles(part("1\n", "p=a"), part("2\n", "p=b")), withFiles(part("2\n", "p=a"), part("1\n", "p=b")));
    differs(withFiles(part("1\n")), withFiles(part("1\n", ".", ".csv")));
    differs(withFiles(part("1\n")), withFiles(part("1\n"), part("2\n", "p=b")));
  });

  test("an empty file is a file", () => {
    agrees(withFiles(part("")), withFiles(part(""), part("")));
    differs(withFiles(part("")), trace());
    differs(trace(), withFiles(part("")));
    differs(withFiles(part(""), part("1\n", "p=a")), withFiles(part("1\n", "p=a")));
  });

  test("bytes that are no text", () => {
    const bytes = (base64: string): Trace => withFiles({ dir: ".", suffix: ".txt", base64 });
    agrees(bytes("/w=="), bytes("/w=="));
    differs(bytes("/w=="), bytes("/g=="));
  });

  test("the same output in another step", () => {
    differs(trace({ output: [{ step: 0, text: "+-+\n" }] }), trace({ output: [{ step: 1, text: "+-+\n" }] }));
    differs(
      trace({ output: [{ step: 0, text: "x" }] }),
      trace({
        output: [
          { step: 0, text: "x" },
          { step: 1, text: "x" },
        ],
      }),
    );
  });

  test("the console's text, to the letter", () => {
    agrees(trace({ output: [{ step: 0, text: "+-+\n" }] }), trace({ output: [{ step: 0, text: "+-+\n" }] }));
    differs(trace({ output: [{ step: 0, text: "+-+\n" }] }), trace({ output: [{ step: 0, text: "+-+ \n" }] }));
    differs(trace({ output: [{ step: 0, text: "+-+\n" }] }), trace());
  });

  test.each(["checkpoint", "sinkLog"] as const)("%s: the same files with the same text", (log) => {
    const files = (texts: Record<string, string>): Trace => trace({ [log]: texts });
    agrees(files({ "offsets/0": "v1", "commits/0": "v1" }), files({ "commits/0": "v1", "offsets/0": "v1" }));
    differs(files({ "offsets/0": "v1" }), files({ "offsets/0": "v1\n" }));
    differs(files({ "offsets/0": "v1" }), files({ "offsets/0": "v1", "offsets/1": "v1" }));
    differs(files({ "offsets/0": "v1" }), files({}));
    differs(files({ "offsets/0": "v1" }), trace());
  });
});
