/** What Spark 4.3.0 answers. */
import { expect, test } from "vitest";
import { session } from "../scratch.ts";

async function one(sql: string): Promise<string> {
  const spark = await session();
  return JSON.stringify((await spark.sql(sql).collect()).map((row) => row.at(0)));
}
const STRUCTS = "VALUES (named_struct('x', 1, 'y', NULL)), (named_struct('x', 1, 'y', 2)), (NULL) AS t(s)";

test("a NULL inside comes before every value", async () => {
  expect(await one(`SELECT s FROM ${STRUCTS} ORDER BY s`)).toBe('[null,{"x":1,"y":null},{"x":1,"y":2}]');
  expect(await one(`SELECT s FROM ${STRUCTS} ORDER BY s DESC`)).toBe('[{"x":1,"y":2},{"x":1,"y":null},null]');
  expect(await one(`SELECT max(s) FROM ${STRUCTS}`)).toBe('[{"x":1,"y":2}]');
  expect(await one(`SELECT min(s) FROM ${STRUCTS}`)).toBe('[{"x":1,"y":null}]');
  expect(await one("SELECT array(1, NULL) < array(1, 2)")).toBe("[true]");
  expect(await one("SELECT sort_array(array(array(1, 2), NULL, array(1, NULL)))")).toBe("[[null,[1,null],[1,2]]]");
});
