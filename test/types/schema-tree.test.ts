import { expect, test } from "vitest";
import { parseSchema } from "../../src/types/ddl-parser.ts";
import { schemaTree } from "../../src/types/schema-tree.ts";

test("what is inside of a column stands below it", () => {
  const { fields } = parseSchema("l BIGINT, s STRUCT<a: INT, b: ARRAY<BIGINT>>, m MAP<STRING, DECIMAL(5,2)> NOT NULL");
  expect(schemaTree(fields)).toBe(`root
 |-- l: long (nullable = true)
 |-- s: struct (nullable = true)
 |    |-- a: integer (nullable = true)
 |    |-- b: array (nullable = true)
 |    |    |-- element: long (containsNull = true)
 |-- m: map (nullable = false)
 |    |-- key: string
 |    |-- value: decimal(5,2) (valueContainsNull = true)
`);
});
