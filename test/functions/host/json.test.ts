import { expect, test } from "vitest";
import { session } from "../../scratch.ts";

/** The kernel takes such names for the same, or for none. */
test.each([
  ["from_json", "from_json('{\"a\":1,\"A\":2}', 'a INT, A INT')", '{"a":1,"A":2}'],
  ["from_json", "from_json('{\"a\":1}', 'a INT, a INT')", '{"a":1}'],
  ["from_json", "from_json('{\"\":1}', '`` INT')", '{"":1}'],
  ["from_csv", "from_csv('1,2', 'a INT, A INT')", '{"a":1,"A":2}'],
  ["from_csv", "from_csv('1,2', 'a INT, a INT')", '{"a":1,"a":2}'],
])("%s into fields that differ in case alone, or not at all: %s", async (_, call, wanted) => {
  const spark = await session();
  expect(await spark.sql(`SELECT to_json(${call}) AS x`).collect()).toEqual([{ x: wanted }]);
});
