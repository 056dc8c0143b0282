import { describe, expect, test } from "vitest";
import { parseExpression } from "../../src/sql/query-parser.ts";
import { parseQuery } from "../../src/sql/query-parser.ts";
import { unparseExpression, unparseQuery } from "../../src/sql/unparse.ts";
import { CONTEXT, EXPRESSIONS, NOT_YET, STATEMENTS } from "./statements.ts";

describe("a query written out is read as the same query", () => {
  test.each(STATEMENTS.filter((text) => !NOT_YET.has(text)))("%s", (text) => {
    const plan = parseQuery(text, CONTEXT);
    const written = unparseQuery(plan);
    const again = parseQuery(written, CONTEXT);
    expect(placeless(again), written).toEqual(placeless(plan));
    expect(unparseQuery(again)).toBe(written);
  });
});

describe("an expression written out is read as the same expression", () => {
  test.each(EXPRESSIONS.filter((text) => !NOT_YET.has(text)))("%s", (text) => {
    const expression = parseExpression(text, CONTEXT);
    const written = unparseExpression(expression);
    const again = parseExpression(written, CONTEXT);
    expect(placeless(again), written).toEqual(placeless(expression));
    expect(unparseExpression(again)).toBe(written);
  });
});

/** The plan without the places of its parts in the text. */
function placeless(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(placeless);
  if (typeof node !== "object" || node === null || node instanceof Uint8Array) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => key !== "origin")
      .map(([key, value]) => [key, placeless(value)]),
  );
}
