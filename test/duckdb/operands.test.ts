import { expect, test } from "vitest";
import { overOperands } from "../../src/duckdb/operands.ts";

/** An operator that names its first operand twice. */
const doubled = ([a]: readonly string[]): string => `CASE WHEN ${a} IS NULL THEN 0 ELSE ${a} + 1 END`;

test("SQL grows with the depth of an expression, not with its power", () => {
  const lengthAt = (depth: number): number => {
    let sql = "c1";
    for (let i = 0; i < depth; i++) sql = overOperands([{ sql }], doubled);
    return sql.length;
  };
  expect(lengthAt(200)).toBeLessThan(3 * lengthAt(100));
});

test("an operand that is used once is not bound", () => {
  const long = "x".repeat(1000);
  expect(overOperands([{ sql: long }], ([a]) => `f(${a})`)).toBe(`f(${long})`);
});

test("what cannot stand in a lambda is bound beside what is repeated", () => {
  const long = "x".repeat(1000);
  const sql = overOperands([{ sql: long }, { sql: "(SELECT 1)", standsAlone: true }], ([a, b]) => `${a} + ${a} + ${b}`);
  expect(sql.slice(sql.indexOf("lambda"))).not.toContain("SELECT");
});
