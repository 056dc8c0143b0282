import { expect, test } from "vitest";
import { typeFromJsonText } from "../../src/types/json-form.ts";
import { conditionOf } from "../scratch.ts";

const inField = (rest: string): string => `{"type":"struct","fields":[{"name":"a","type":"integer"${rest}}]}`;

test.each([
  ["no JSON", "{"],
  ["null", "null"],
  ["a struct without fields", '{"type":"struct"}'],
  ["null for a field", '{"type":"struct","fields":[null]}'],
  ["a number for a name", '{"type":"struct","fields":[{"name":1,"type":"integer"}]}'],
  ["a field without a type", '{"type":"struct","fields":[{"name":"a"}]}'],
  ["an array without its elements' type", '{"type":"array"}'],
  ["a text for nullable", inField(',"nullable":"no"')],
  ["a number for metadata", inField(',"metadata":5')],
  ["an object's own names", '{"type":"constructor"}'],
])("%s is no schema", async (_, text) => {
  expect(await conditionOf(() => typeFromJsonText(text))).toBe("INVALID_JSON_DATA_TYPE");
});

test("a name that every object has is no type", async () => {
  expect(await conditionOf(() => typeFromJsonText('"constructor"'))).toBe("UNSUPPORTED_DATATYPE");
});

test("a type too deep for the stack is refused with a condition", async () => {
  const deep = `${'{"type":"array","elementType":'.repeat(100_000)}"integer"${"}".repeat(100_000)}`;
  expect(await conditionOf(() => typeFromJsonText(deep))).toBe("FAILED_TO_PARSE_TOO_COMPLEX");
});
