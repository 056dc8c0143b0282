import { describe, expect, test } from "vitest";
import { parseExpression } from "../../src/sql/query-parser.ts";
import { parseQuery } from "../../src/sql/query-parser.ts";
import { CONTEXT, EXPRESSIONS, NOT_YET, STATEMENTS } from "./statements.ts";

const all = [
  ...STATEMENTS.map((text) => ({ text, parse: () => parseQuery(text, CONTEXT) })),
  ...EXPRESSIONS.map((text) => ({ text, parse: () => parseExpression(text, CONTEXT) })),
];

describe("Spark's statements and expressions parse", () => {
  test.each(all.filter(({ text }) => !NOT_YET.has(text)))("$text", ({ parse }) => {
    expect(parse).not.toThrow();
  });
});

test("what parses by now is struck out of NOT_YET", () => {
  const texts = new Set(all.map(({ text }) => text));
  const learnt = all.filter(({ text, parse }) => NOT_YET.has(text) && parses(parse)).map(({ text }) => text);
  expect({ learnt, unknown: [...NOT_YET].filter((text) => !texts.has(text)) }).toEqual({ learnt: [], unknown: [] });
});

test("no statement is there twice", () => {
  expect(new Set([...STATEMENTS, ...EXPRESSIONS]).size).toBe(STATEMENTS.length + EXPRESSIONS.length);
});

function parses(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch {
    return false;
  }
}
