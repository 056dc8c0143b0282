/** What Spark 4.3.0 answers. */
import { expect, test } from "vitest";
import { followed, pathSteps } from "../../../src/functions/host/json-path.ts";
import { jsonGrammar, parseJson } from "../../../src/types/json/parser.ts";

const at = (json: string, path: string): string | null => followed(parseJson(json, jsonGrammar({}))!, pathSteps(path)!);

test.each([
  ['[1,[2,3],{"a":4}]', "$[1]", "[2,3]"],
  ['[1,[2,3],{"a":4}]', "$[1][0]", "2"],
  ['[{"a":1},{"a":[2,3]}]', "$[*].a", "[1,[2,3]]"],
  ['[{"a":[1]},{"a":[2,3]}]', "$[*].a[*]", "[[1],[2,3]]"],
  ['{"a":[5]}', "$.a[*]", "5"],
  ['{"a":[]}', "$.a[*]", null],
  ['{"a":[{"k":1}]}', "$.a.k", null],
  ['{"a":1}', "$.*", null],
  ["null", "$", "null"],
  ['{"d":null}', "$.d", null],
  ['{"a":"x"}', "$.a", "x"],
  ['{"a":["x"]}', "$.a[*]", '"x"'],
  ['{"a":12345678901234567890.10}', "$.a", "1.2345678901234567E19"],
])("%s at %s", (json, path, expected) => {
  expect(at(json, path)).toBe(expected);
});

test("what is no path has no steps", () => {
  for (const path of ["a.b", "", "$.", "$..k", " $.e"]) expect(pathSteps(path)).toBeUndefined();
});
