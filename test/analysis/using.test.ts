import { expect, test } from "vitest";
import type { Session } from "../../src/index.ts";
import { conditionOf, session } from "../scratch.ts";

async function tables(): Promise<Session> {
  const spark = await session();
  spark.sql("CREATE TEMP VIEW a AS SELECT * FROM VALUES (1, 'x'), (2, 'y') AS t(id, l)");
  spark.sql("CREATE TEMP VIEW b AS SELECT * FROM VALUES (1, 'p'), (3, 'q') AS t(id, r)");
  return spark;
}
const json = async (spark: Session, sql: string): Promise<unknown[]> =>
  (await spark.sql(sql).collect()).map((row) => row.fields.map((_: unknown, i: number) => row.at(i)));

test.each([
  ["SELECT b.id, a.id, id FROM a JOIN b USING (id)", [[1, 1, 1]]],
  ["SELECT b.id FROM a LEFT JOIN b USING (id) WHERE b.id IS NULL", [[null]]],
  [
    "SELECT a.id, b.id, id FROM a RIGHT JOIN b USING (id) ORDER BY b.id",
    [
      [1, 1, 1],
      [null, 3, 3],
    ],
  ],
  [
    "SELECT a.id, b.id, id FROM a FULL JOIN b USING (id) ORDER BY id",
    [
      [1, 1, 1],
      [2, null, 2],
      [null, 3, 3],
    ],
  ],
  ["SELECT * FROM a JOIN b USING (id)", [[1, "x", "p"]]],
  [
    "SELECT b.* FROM a LEFT JOIN b USING (id) ORDER BY a.id",
    [
      [1, "p"],
      [null, null],
    ],
  ],
  ["SELECT count(b.id) FROM a LEFT JOIN b USING (id)", [[1n]]],
  [
    "SELECT b.id, count(*) FROM a LEFT JOIN b USING (id) GROUP BY b.id ORDER BY b.id",
    [
      [null, 1n],
      [1, 1n],
    ],
  ],
  ["SELECT c.l FROM a JOIN b USING (id) JOIN a AS c ON b.id = c.id", [["x"]]],
  [
    "SELECT * FROM (SELECT * FROM a NATURAL JOIN b) UNION ALL SELECT 9, 'm', 'n'",
    [
      [1, "x", "p"],
      [9, "m", "n"],
    ],
  ],
  ["SELECT (SELECT max(b.id) FROM a JOIN b USING (id))", [[1]]],
])("%s", async (sql, rows) => {
  expect(await json(await tables(), sql)).toEqual(rows);
});

test("behind the query that joins, its hidden columns are gone", async () => {
  const spark = await tables();
  const outside = "SELECT b.id FROM (SELECT * FROM a JOIN b USING (id)) AS j";
  expect(await conditionOf(() => spark.sql(outside).collect())).toBe("UNRESOLVED_COLUMN.WITH_SUGGESTION");
  const joined = spark.table("a").join(spark.table("b"), "id");
  expect(await joined.columns()).toEqual(["id", "l", "r"]);
  expect(await joined.distinct().columns()).toEqual(["id", "l", "r"]);
  expect(await joined.union(joined).count()).toBe(2);
});
