/** Text files hold one column of text: what is said of frames that have another one. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { conditionOf, scratch, session } from "../../scratch.ts";

test.each([
  ["SELECT 'a' AS a, 1 AS b", "UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE"],
  ["SELECT 1 AS b", "UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE"],
  ["SELECT 'a' AS a, 'b' AS b", "TEXT_NEEDS_ONE_COLUMN"],
])("%s: %s", async (query, condition) => {
  const spark = await session();
  expect(await conditionOf(() => spark.sql(query).write.text(join(scratch(), "out")))).toBe(condition);
});
