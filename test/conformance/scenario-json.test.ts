import { expect, test } from "vitest";
import { parseScenarioJson } from "./scenario-json.ts";

const again = (text: string): string => JSON.stringify(parseScenarioJson(text));

test.each([
  ['{"a":1.0,"b":[2,-0.5]}', '{"a":1.0,"b":[2,-0.5]}'],
  ['{"a":9007199254740993}', '{"a":9007199254740993}'],
  ["-0.0", "-0.0"],
  ["1e2", "100.0"],
  ["1.50", "1.5"],
  ["1e16", "1e+16"],
  ["1e-7", "1e-07"],
  ["0.0001", "0.0001"],
  ["1.5e-300", "1.5e-300"],
  ['"1.0"', '"1.0"'],
])("%s is written as Python writes it: %s", (text, expected) => expect(again(text)).toBe(expected));

test("a number that JavaScript prints alike is a number", () => {
  expect(parseScenarioJson('["limit", 3, 0.5]')).toEqual(["limit", 3, 0.5]);
});
