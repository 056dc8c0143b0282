/** What Spark 4.3.0 answers. */
import { expect, test } from "vitest";
import { conditionOf, session } from "../scratch.ts";

const LEGACY = { "spark.sql.ansi.enabled": "false" };

async function one(sql: string, conf: Readonly<Record<string, string>> = {}): Promise<string> {
  const spark = await session({ conf });
  return (await spark.sql(`SELECT CAST(${sql} AS STRING)`).collect())[0]!.at(0) as string;
}

test("outside ANSI mode texts are doubles, and integers go round", async () => {
  expect(await one("typeof('1' + '2')", LEGACY)).toBe("double");
  expect(await one("1 + 'x'", LEGACY)).toBeNull();
  expect(await one("abs(-2147483648)", LEGACY)).toBe("-2147483648");
  expect(await one("-9223372036854775808L div -1", LEGACY)).toBe("-9223372036854775808");
  expect(await one("typeof(1L + FLOAT(1))", LEGACY)).toBe("float");
  expect(await one("typeof(1L + FLOAT(1))")).toBe("double");
  const sum = "(SELECT sum(a) FROM VALUES (9223372036854775807L), (2L) AS t(a))";
  expect(await one(sum, LEGACY)).toBe("-9223372036854775807");
});

test("an operator says whether its operands differ, or are both of a wrong type", async () => {
  const spark = await session();
  const condition = (sql: string): Promise<string> => conditionOf(() => spark.sql(`SELECT ${sql}`).collect());
  expect(await condition("7.9D div 2")).toBe("DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES");
  expect(await condition("1 AND true")).toBe("DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES");
  expect(await condition("1 AND 1")).toBe("DATATYPE_MISMATCH.BINARY_OP_WRONG_TYPE");
  expect(await condition("1.5 & 1")).toBe("DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES");
  expect(await condition("struct(1) = struct('a')")).toBe("DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES");
  expect(await condition("map(1, 2) = map(1, 2)")).toBe("DATATYPE_MISMATCH.INVALID_ORDERING_TYPE");
});

test("structs are compared field by field, whatever the names", async () => {
  expect(await one("named_struct('a', 1) = named_struct('b', 1)")).toBe("true");
});
