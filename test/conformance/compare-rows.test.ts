import { describe, test } from "vitest";
import type { Scenario } from "./scenario.ts";
import { agrees, batch, differs, scenario, trace, withBatch } from "./test-traces.ts";
import type { Trace } from "./trace.ts";

describe("rows", () => {
  const ordered: Scenario = { ...scenario, ordered: true };
  const rows = (...texts: string[]): Trace => withBatch({ rows: texts });

  test("are a multiset", () => {
    agrees(rows("1", "2", "1"), rows("2", "1", "1"), scenario);
    differs(rows("1", "2", "1"), rows("2", "2", "1"), scenario);
    differs(rows("1", "1"), rows("1"), scenario);
    differs(rows("1"), rows("1", "1"), scenario);
    differs(rows(), rows("1"), scenario);
  });

  test("have an order when the scenario says so", () => {
    agrees(rows("1", "2"), rows("1", "2"), ordered);
    differs(rows("1", "2"), rows("2", "1"), ordered);
    differs(rows("1", "2"), rows("1"), ordered);
    differs(rows("1"), rows("1", "2"), ordered);
  });

  test("no rows at all (a real sink) is not the same as no row", () => {
    const { rows: _, ...without } = batch;
    const sink = trace({ runs: [{ schema: "k STRING,n BIGINT", batches: [without] }] });
    agrees(sink, structuredClone(sink));
    differs(sink, rows());
    differs(rows(), sink);
  });

  test.each([
    ['{"a":1}', '{"a": 1}'],
    ['{"a":1,"b":2}', '{"b":2,"a":1}'],
    ['{"a":9007199254740993}', '{"a":9007199254740992}'],
    ['{"a":1.50}', '{"a":1.5}'],
    ['{"a":1.0}', '{"a":1}'],
    ['{"a":null}', "{}"],
    ['{"a":"é"}', '{"a":"e\u0301"}'],
    ['{"t":"2020-01-01T00:00:00.000Z"}', '{"t":"2020-01-01T00:00:00Z"}'],
  ])("are equal to the letter: %s, not %s", (left, right) => differs(rows(left), rows(right), scenario));
});

describe("FLOAT and DOUBLE of an aggregating query", () => {
  const schema =
    "k DOUBLE,n BIGINT,d DECIMAL(20,2),s DOUBLE,w STRUCT<a: FLOAT, b: BIGINT>,l ARRAY<DOUBLE>,m MAP<STRING, DOUBLE> NOT NULL,t STRING";
  const row = (changes: Record<string, string> = {}): string => {
    const values = {
      k: "0.1",
      n: "3",
      d: "1.50",
      s: "2.6666666666666665",
      w: '{"a":0.1,"b":1}',
      l: "[1.5,null]",
      m: '{"x":2.5}',
      t: '"0.1"',
      ...changes,
    };
    return `{${Object.entries(values)
      .map(([name, value]) => `"${name}":${value}`)
      .join(",")}}`;
  };
  const rows = (...texts: string[]): Trace => trace({ runs: [{ schema, batches: [{ ...batch, rows: texts }] }] });
  const stateless: Scenario = {
    ...scenario,
    query: [
      ["from", "input"],
      ["selectExpr", ["*"]],
    ],
  };
  const sql: Scenario = { ...scenario, query: [["sql", "SELECT k, sum(v) AS s FROM input GROUP BY k"]] };
  const behindSelect: Scenario = { ...scenario, query: [...scenario.query, ["selectExpr", ["*"]]] };

  test.each<[string, Record<string, string>]>([
    ["the last digit", { s: "2.666666666666667" }],
    ["in a struct", { w: '{"a":0.10000000001,"b":1}' }],
    ["in an array", { l: "[1.5000000000000002,null]" }],
    ["in a map", { m: '{"x":2.5000000000000004}' }],
    ["with an exponent", { s: "2.666666666666667E0" }],
  ])("close is enough: %s", (_, changes) => {
    agrees(rows(row()), rows(row(changes)), scenario);
    agrees(rows(row()), rows(row(changes)), sql);
    differs(rows(row()), rows(row(changes)), stateless);
    differs(rows(row()), rows(row(changes)));
  });

  test.each<[string, Record<string, string>]>([
    ["too far", { s: "2.66666667" }],
    ["a BIGINT", { n: "4" }],
    ["the text of a decimal", { d: "1.5" }],
    ["a BIGINT in a struct", { w: '{"a":0.1,"b":1.0}' }],
    ["a STRING", { t: '"0.10000000000000001"' }],
    ["NULL", { s: "null" }],
    ["NaN", { s: '"NaN"' }],
    ["the same value printed otherwise", { s: "2.66666666666666650" }],
    ["not as Java prints", { s: "2.666666666666667e0" }],
    ["another sign", { s: "-2.6666666666666665" }],
    ["a list that is longer", { l: "[1.5,null,1.0]" }],
    ["another map key", { m: '{"y":2.5}' }],
    ["a group key", { k: "0.10000000000000002" }],
  ])("still differs: %s", (_, changes) => differs(rows(row()), rows(row(changes)), scenario));

  test("only a plain group key is known to be one", () => {
    agrees(rows(row()), rows(row({ k: "0.10000000000000002" })), sql);
    agrees(rows(row()), rows(row({ k: "0.10000000000000002" })), behindSelect);
  });

  test("zero is not close to anything, and has a sign", () => {
    differs(rows(row({ s: "0.0" })), rows(row({ s: "1.0E-17" })), scenario);
    differs(rows(row({ s: "0.0" })), rows(row({ s: "-0.0" })), scenario);
  });

  test("each row finds a partner of its own", () => {
    agrees(
      rows(row({ n: "1" }), row({ n: "2" })),
      rows(row({ n: "2", s: "2.666666666666667" }), row({ n: "1" })),
      scenario,
    );
    differs(
      rows(row({ n: "1" }), row({ n: "2" })),
      rows(row({ n: "1" }), row({ n: "1", s: "2.666666666666667" })),
      scenario,
    );
    differs(rows(row()), rows(row(), row({ s: "2.666666666666667" })), scenario);
  });

  test("rows that are no JSON differ like any text", () => {
    for (const text of ["", "{", '{"k":', '{"k":0.1', '{"k":0.1}x', "{k:0.1}", '{"k":0.1,}', "[0.1"])
      differs(rows(row()), rows(text), scenario);
  });

  test("columns of one name, and names in back-ticks", () => {
    const twice = (x: string): Trace =>
      trace({
        runs: [{ schema: "`odd, <name>` DOUBLE,x BIGINT COMMENT 'a, b',x DOUBLE", batches: [{ ...batch, rows: [x] }] }],
      });
    agrees(
      twice('{"odd, <name>":1.5,"x":1,"x":2.5}'),
      twice('{"odd, <name>":1.5000000000000002,"x":1,"x":2.5000000000000004}'),
      sql,
    );
    differs(twice('{"odd, <name>":1.5,"x":1,"x":2.5}'), twice('{"odd, <name>":1.5,"x":1.0,"x":2.5}'), sql);
  });
});
