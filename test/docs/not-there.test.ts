/** What "Coming from PySpark" says is not there: a row that has come to be there is to be struck from the guide. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { errorOf, session } from "../scratch.ts";

const guide = readFileSync(join(import.meta.dirname, "../../docs/guides/coming-from-pyspark.md"), "utf8");
const section = /## What is not there\n([^]*)$/.exec(guide)![1]!;

test.each([
  ["WITH RECURSIVE", "WITH RECURSIVE t(n) AS (SELECT 1) SELECT * FROM t", "PARSE_SYNTAX_ERROR"],
  ["parse_json", "SELECT parse_json('1')", "UNRESOLVED_ROUTINE"],
  ["try_parse_json", "SELECT try_parse_json('1')", "UNRESOLVED_ROUTINE"],
  ["variant_get", "SELECT variant_get('1', '$', 'INT')", "UNRESOLVED_ROUTINE"],
  ["VARIANT", "SELECT CAST(1 AS VARIANT)", "UNSUPPORTED_DATATYPE"],
  ["TIME '10:00:00'", "SELECT TIME '10:00:00'", "PARSE_SYNTAX_ERROR"],
  ["AS TIME)", "SELECT CAST('10:00' AS TIME)", "UNSUPPORTED_TIME_TYPE"],
  ["to_time", "SELECT to_time('10:00:00')", "UNRESOLVED_ROUTINE"],
  ["current_time", "SELECT current_time()", "UNRESOLVED_ROUTINE"],
  ["COLLATE", "SELECT 'a' COLLATE UTF8_LCASE", "PARSE_SYNTAX_ERROR"],
  ["`collate`", "SELECT collate('a', 'UTF8_LCASE')", "UNRESOLVED_ROUTINE"],
  ["`collation`", "SELECT collation('a')", "UNRESOLVED_ROUTINE"],
  ["IDENTIFIER(", "SELECT IDENTIFIER('id') FROM range(1)", "UNRESOLVED_ROUTINE"],
  ["to_xml", "SELECT to_xml(named_struct('a', 1))", "UNRESOLVED_ROUTINE"],
  ["from_xml", "SELECT from_xml('<a/>', 'a INT')", "UNRESOLVED_ROUTINE"],
  ["schema_of_xml", "SELECT schema_of_xml('<a/>')", "UNRESOLVED_ROUTINE"],
  ["xpath", "SELECT xpath('<a/>', 'a')", "UNRESOLVED_ROUTINE"],
  ["hll_", "SELECT hll_sketch_agg(1)", "UNRESOLVED_ROUTINE"],
  ["theta_", "SELECT theta_sketch_agg(1)", "UNRESOLVED_ROUTINE"],
  ["kll_", "SELECT kll_sketch_agg_bigint(1)", "UNRESOLVED_ROUTINE"],
  ["count_min_sketch", "SELECT count_min_sketch(1, 0.1, 0.9, 1)", "UNRESOLVED_ROUTINE"],
  ["approx_top_k", "SELECT approx_top_k(1)", "UNRESOLVED_ROUTINE"],
  ["bitmap_construct_agg", "SELECT bitmap_construct_agg(1)", "UNRESOLVED_ROUTINE"],
  ["bitmap_or_agg", "SELECT bitmap_or_agg(x'00')", "UNRESOLVED_ROUTINE"],
  ["DESCRIBE FUNCTION", "DESCRIBE FUNCTION upper", "TABLE_OR_VIEW_NOT_FOUND"],
  ["DROP TABLE", "DROP TABLE t", "UNSUPPORTED_SQL_STATEMENT"],
  ["USE", "USE other", "UNSUPPORTED_SQL_STATEMENT"],
  ["REFRESH", "REFRESH TABLE t", "UNSUPPORTED_SQL_STATEMENT"],
  ["CREATE TABLE", "CREATE TABLE t (a INT)", "UNSUPPORTED_SQL_STATEMENT"],
  ["INSERT", "INSERT INTO t VALUES (1)", "UNSUPPORTED_SQL_STATEMENT"],
  ["UPDATE", "UPDATE t SET a = 1", "UNSUPPORTED_SQL_STATEMENT"],
  ["DELETE", "DELETE FROM t", "UNSUPPORTED_SQL_STATEMENT"],
  ["MERGE", "MERGE INTO t USING s ON true WHEN MATCHED THEN DELETE", "UNSUPPORTED_SQL_STATEMENT"],
  ["DECLARE", "DECLARE x INT", "UNSUPPORTED_SQL_STATEMENT"],
  ["CREATE FUNCTION", "CREATE FUNCTION f AS 'f'", "UNSUPPORTED_SQL_STATEMENT"],
])("%s is not there, and the guide says so", async (name, statement, condition) => {
  const table = section.split("\n").filter((line) => line.startsWith("|"));
  expect(table.some((line) => line.split("|")[1]!.includes(name))).toBe(true);
  const spark = await session();
  expect((await errorOf(async () => spark.sql(statement).collect())).condition).toBe(condition);
  expect(section).toContain(condition);
});
