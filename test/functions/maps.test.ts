/** Equal keys: an error, or by a setting the last one's value at the place of the first. */
import { expect, test } from "vitest";
import { conditionOf, session } from "../scratch.ts";
import { expectAnswers } from "./answers.ts";

expectAnswers({
  "SELECT map('a', 1, 'a', 2)": "DUPLICATED_MAP_KEY",
  "SELECT str_to_map('a:1,a:2')": "DUPLICATED_MAP_KEY",
  "SELECT map(1, 1, -0.0D, 2) AS m, str_to_map('a|1', ',', '|') AS s": ['{"m":{"1.0":1,"0.0":2},"s":{"a":"|1"}}'],
});

test("with LAST_WIN the last of equal keys stays", async () => {
  const spark = await session({ conf: { "spark.sql.mapKeyDedupPolicy": "LAST_WIN" } });
  const one = async (sql: string): Promise<string> => (await spark.sql(`SELECT ${sql} AS m`).toJSON())[0]!;
  expect(await one("map('a', 1, 'b', 5, 'a', 2)")).toBe('{"m":{"a":2,"b":5}}');
  expect(await one("map_concat(map('a', 1), map('a', 2))")).toBe('{"m":{"a":2}}');
  expect(await one("map_from_arrays(array('a', 'a'), array(1, 2))")).toBe('{"m":{"a":2}}');
  expect(await one("map_from_entries(array(struct('a', 1), struct('a', 2)))")).toBe('{"m":{"a":2}}');
  expect(await one("str_to_map('a:1,a:2')")).toBe('{"m":{"a":"2"}}');
  expect(await one("map(0.0D, 1, -0.0D, 2)")).toBe('{"m":{"0.0":2}}');
  expect(await conditionOf(() => spark.sql("SELECT map(NULL, 1)").collect())).toBe("NULL_MAP_KEY");
});

expectAnswers({
  "SELECT map_contains_key(map(), 'a') AS a, element_at(map(), 'a') AS b, NULL['a'] AS c, NULL[0] AS d": [
    '{"a":false,"b":null,"c":null,"d":null}',
  ],
  "SELECT map()[1]": "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  "SELECT map()['a']": "DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION",
  "SELECT map_concat(map('a', 1), map(2, 'b'))": "DATATYPE_MISMATCH.DATA_DIFF_TYPES",
  "SELECT map_concat(map('a', 1), array(1))": "DATATYPE_MISMATCH.MAP_CONCAT_DIFF_TYPES",
});
