import { expect, test } from "vitest";
import { parseExpression, parseQuery } from "../../src/sql/query-parser.ts";
import { errorOf } from "../scratch.ts";

const parsed = (text: string): unknown => parseQuery(text, { zone: "UTC" });

test.each([
  ["  SELECT id name age FROM people", "near 'age': expected a comma, FROM or the end of the statement"],
  ["SELECT id, name\nFORM people", "near 'people': 'FORM' may be meant to be FROM"],
  ["SELECT id FROM people WHRE id = 1", "near 'id': 'WHRE' may be meant to be WHERE"],
  ["SELECT id FROM people p WHRE id = 1", "near 'WHRE': 'WHRE' may be meant to be WHERE"],
  ["SELECT name, count(*) FROM people GROUP BY name WHERE age > 40", "near 'WHERE': WHERE stands before GROUP BY"],
  ["SELECT id FROM people WHERE id > (SELECT 1 FROM t) WHERE id = 2", "near 'WHERE': there is a WHERE already"],
  ["SELECT id FROM people ORDER BY id GROUP BY id", "near 'GROUP': GROUP BY stands before ORDER BY"],
  ["SELECT 1; SELECT 2", "near 'SELECT': one statement is taken at a time, and another begins here"],
  ["SELECT id FROM people)", "near ')': no parenthesis is open here"],
  ["SELECT id FROM people WHERE a = 1 b = 2", "near 'b': expected a clause such as WHERE, or the end"],
  ["SELECT * FROM people WHERE age == 41 && name = 'Anna'", "near '&&': write AND"],
  ["SELECT 'one", "near ''': the text that begins here is not closed"],
  ["SELECT `one", "near '`': the name that begins here is not closed"],
])("%s", async (text, hint) => {
  const error = await errorOf(() => parsed(text));
  expect(error.condition).toBe("PARSE_SYNTAX_ERROR");
  expect(error.message).toContain(hint);
});

test.each([
  ["INSERT INTO people VALUES (2)", "INSERT INTO", "toTable"],
  ["CREATE TABLE t (a INT)", "CREATE TABLE", "toTable"],
  ["UPDATE people SET age = 42", "UPDATE", "with a query"],
  ["GRANT x TO y", "GRANT", "SELECT"],
])("%s says what to do instead", async (text, statement, remedy) => {
  const error = await errorOf(() => parsed(text));
  expect(error.parameters["statement"]).toBe(statement);
  expect(error.remedy).toContain(remedy);
});

test("an expression ends too", async () => {
  const error = await errorOf(() => parseExpression("a b c", { zone: "UTC" }));
  expect(error.message).toContain("near 'c': expected the end of the expression");
});
