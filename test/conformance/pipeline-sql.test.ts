import { expect, test } from "vitest";
import { notExpressible, SqlTranslation } from "./pipeline-sql.ts";
import type { Pipeline, Scenario } from "./scenario.ts";

const COLUMNS = ["time", "device", "v v"];

/** A translation, with the views it made. */
function translation(): { sql: SqlTranslation; views: Record<string, string> } {
  const views: Record<string, string> = {};
  const sql = new SqlTranslation({
    columns: async () => COLUMNS,
    createView: async (name, query) => (views[name] = query),
  });
  return { sql, views };
}

const said = (...steps: Pipeline): Promise<string> => translation().sql.query([["from", "input"], ...steps]);

const rows: [Pipeline, string][] = [
  [[], "SELECT * FROM input"],
  [[["selectExpr", ["a + 1 AS b", "c"]]], "SELECT a + 1 AS b, c FROM input"],
  [
    [
      ["where", "a > 1"],
      ["selectExpr", ["a"]],
    ],
    "SELECT a FROM input WHERE a > 1",
  ],
  [
    [
      ["selectExpr", ["a"]],
      ["where", "a > 1"],
    ],
    "SELECT * FROM (SELECT a FROM input) WHERE a > 1",
  ],
  [
    [
      ["where", "a"],
      ["where", "b"],
    ],
    "SELECT * FROM (SELECT * FROM input WHERE a) WHERE b",
  ],
  [[["withColumn", "n", "1"]], "SELECT *, 1 AS n FROM input"],
  [[["withColumn", "DEVICE", "upper(device)"]], "SELECT time, upper(device) AS DEVICE, `v v` FROM input"],
  [[["drop", ["Time", "nope"]]], "SELECT device, `v v` FROM input"],
  [[["withWatermark", "time", "10 seconds"]], "SELECT * FROM input WATERMARK time DELAY OF INTERVAL 10 seconds"],
  [[["withWatermark", "t", "INTERVAL 1 MINUTE"]], "SELECT * FROM input WATERMARK t DELAY OF INTERVAL 1 MINUTE"],
  [
    [
      ["where", "a"],
      ["withWatermark", "t", "1 day"],
    ],
    "SELECT * FROM (SELECT * FROM input WHERE a) WATERMARK t DELAY OF INTERVAL 1 day",
  ],
  [
    [
      ["alias", "i"],
      ["where", "i.a"],
    ],
    "SELECT * FROM input AS i WHERE i.a",
  ],
  [
    [
      ["alias", "i"],
      ["where", "i.a"],
      ["where", "i.b"],
    ],
    "SELECT * FROM (SELECT * FROM input AS i WHERE i.a) AS i WHERE i.b",
  ],
  [
    [
      ["alias", "i"],
      ["alias", "j"],
    ],
    "SELECT * FROM (SELECT * FROM input AS i) AS j",
  ],
  [
    [
      ["orderBy", ["a DESC", "b"]],
      ["limit", 2],
    ],
    "SELECT * FROM input ORDER BY a DESC, b LIMIT 2",
  ],
  [
    [
      ["offset", 1],
      ["limit", 2],
    ],
    "SELECT * FROM input LIMIT 2 OFFSET 1",
  ],
  [
    [
      ["limit", 2],
      ["offset", 1],
    ],
    "SELECT * FROM (SELECT * FROM input LIMIT 2) OFFSET 1",
  ],
];

test.each(rows)("%j", async (steps, text) => {
  expect(await said(...steps)).toBe(text);
});

test("GROUP BY takes the keys without their names", async () => {
  const keys = ["window(t, '1 hour') AS `w w`", "CAST(a AS INT)", "b as c"];
  const list = `SELECT ${keys.join(", ")}, count(*) FROM input GROUP BY`;
  const bare = "window(t, '1 hour'), CAST(a AS INT), b";
  expect(await said(["groupBy", keys, ["count(*)"]])).toBe(`${list} ${bare}`);
  expect(await said(["rollup", keys, ["count(*)"]])).toBe(`${list} ROLLUP (${bare})`);
  expect(await said(["cube", keys, ["count(*)"]])).toBe(`${list} CUBE (${bare})`);
  expect(await said(["groupBy", [], ["count(*) AS n"]])).toBe("SELECT count(*) AS n FROM input");
});

test("what comes after a grouping is a query over it, but for ORDER BY and LIMIT", async () => {
  const grouped: Pipeline = [["groupBy", ["a"], ["count(*) AS n"]]];
  const text = "SELECT a, count(*) AS n FROM input GROUP BY a";
  expect(await said(...grouped, ["where", "n > 1"])).toBe(`SELECT * FROM (${text}) WHERE n > 1`);
  expect(await said(...grouped, ["groupBy", ["n"], ["max(a)"]])).toBe(`SELECT n, max(a) FROM (${text}) GROUP BY n`);
  expect(await said(...grouped, ["orderBy", ["n"]], ["limit", 1])).toBe(`${text} ORDER BY n LIMIT 1`);
});

test("joins follow one another, a filtered side is a query", async () => {
  expect(await said(["join", "a", "x = y", "leftSemi"], ["join", "b", ["k", "l"], "fullOuter"])).toBe(
    "SELECT * FROM input LEFT SEMI JOIN a ON x = y FULL OUTER JOIN b USING (k, l)",
  );
  expect(await said(["where", "z"], ["join", "a", ["k"], "inner"], ["where", "y"])).toBe(
    "SELECT * FROM (SELECT * FROM input WHERE z) INNER JOIN a USING (k) WHERE y",
  );
  expect(await said(["crossJoin", "a"])).toBe("SELECT * FROM input CROSS JOIN a");
});

test("a set operation is a query of its own", async () => {
  expect(await said(["union", "a"], ["intersect", "b"])).toBe(
    "SELECT * FROM (SELECT * FROM input UNION ALL SELECT * FROM a) INTERSECT SELECT * FROM b",
  );
  expect(await said(["limit", 1], ["except", "a"])).toBe(
    "SELECT * FROM (SELECT * FROM input LIMIT 1) EXCEPT SELECT * FROM a",
  );
  expect(await said(["unionByName", "a"])).toBe("SELECT * FROM input UNION ALL SELECT time, device, `v v` FROM a");
});

test("SQL text passes as it is, and may go on", async () => {
  expect(await said(["sql", "TABLE input"])).toBe("TABLE input");
  expect(await said(["sql", "TABLE input"], ["limit", 1])).toBe("SELECT * FROM (TABLE input) LIMIT 1");
});

test("a view is known by its name and keeps its frame's alias", async () => {
  const { sql, views } = translation();
  await sql.createView("types", [
    ["from", "dim"],
    ["alias", "t"],
  ]);
  const query = await sql.query([
    ["from", "input"],
    ["createOrReplaceTempView", "all"],
    ["where", "a"],
    ["join", "types", "k = t.k", "leftOuter"],
  ]);
  expect(views).toEqual({ types: "SELECT * FROM dim AS t", all: "SELECT * FROM input" });
  expect(query).toBe("SELECT * FROM (SELECT * FROM input WHERE a) LEFT OUTER JOIN types AS t ON k = t.k");
});

const scenario = (query: Pipeline, more: Partial<Scenario> = {}): Scenario => ({
  name: "a/1",
  about: "",
  inputs: {},
  query,
  ...more,
});

test("what SQL cannot say is found in the query, its views and later starts", () => {
  const plain: Pipeline = [["from", "input"]];
  const sampled: Pipeline = [...plain, ["sample", 0.5]];
  expect(notExpressible(scenario(plain))).toBeUndefined();
  expect(notExpressible(scenario(sampled))).toMatch(/^sample: /);
  expect(notExpressible(scenario(plain, { views: { v: sampled } }))).toMatch(/^sample: /);
  expect(notExpressible(scenario(plain, { steps: [{}, { start: { query: sampled } }] }))).toMatch(/^sample: /);
});

test("only a union that fills missing columns has no SQL", () => {
  expect(
    notExpressible(
      scenario([
        ["from", "a"],
        ["unionByName", "b"],
      ]),
    ),
  ).toBeUndefined();
  expect(
    notExpressible(
      scenario([
        ["from", "a"],
        ["unionByName", "b", true],
      ]),
    ),
  ).toMatch(/^unionByName: /);
});

test("a view hides the files' metadata, SQL text says itself what it reads", () => {
  expect(
    notExpressible(
      scenario([
        ["from", "a"],
        ["where", "_metadata.file_size > 1"],
      ]),
    ),
  ).toMatch(/^where: _metadata /);
  expect(notExpressible(scenario([["sql", "SELECT _metadata FROM a"]]))).toBeUndefined();
});
