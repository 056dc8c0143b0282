/** What SQL text is before it is parsed, by settings. */
import { expect, test } from "vitest";
import { session } from "../scratch.ts";

test("a name in ${} is the setting of that name", async () => {
  const spark = await session({ conf: { "app.day": "monday" } });
  const rows = (sql: string): Promise<readonly string[]> => spark.sql(sql).toJSON();
  expect(await rows("SELECT '${app.day} ${spark:app.day} ${nosuch} ${env:HOME}' AS x")).toEqual([
    '{"x":"monday monday  ${env:HOME}"}',
  ]);
  await spark.conf.set("spark.sql.variable.substitute", "false");
  expect(await rows("SELECT '${app.day}' AS x")).toEqual(['{"x":"${app.day}"}']);
});

test("with escapedStringLiterals a backslash is one", async () => {
  const spark = await session({ conf: { "spark.sql.parser.escapedStringLiterals": "true" } });
  expect(await spark.sql(String.raw`SELECT '\d' AS a, 'it\'s' AS b, '100' RLIKE '^\d+$' AS c`).toJSON()).toEqual([
    String.raw`{"a":"\\d","b":"it\\'s","c":true}`,
  ]);
});
