import { expect, test } from "vitest";
import { readSchema } from "../../src/embedded/read-schema.ts";
import { conditionOf, scratch, session, writeLines } from "../scratch.ts";
import { join } from "node:path";

test("every column can be NULL, whatever the schema says", () => {
  const schema = readSchema("a INT NOT NULL, s STRUCT<b: STRING NOT NULL>");
  expect(schema.fields.map((field) => field.nullable)).toEqual([true, true]);
});

test.each([
  ["c CHAR(3)", "UNSUPPORTED_CHAR_OR_VARCHAR_AS_STRING"],
  ["c MAP<STRING, ARRAY<VARCHAR(3)>>", "UNSUPPORTED_CHAR_OR_VARCHAR_AS_STRING"],
  ["s STRUCT<c: CHAR(2)>", "UNSUPPORTED_CHAR_OR_VARCHAR_AS_STRING"],
  ["t TIME", "UNSUPPORTED_TIME_TYPE"],
  ['{"type":"array","elementType":"integer","containsNull":true}', "UNSUPPORTED_DATATYPE"],
])("%s cannot be read", async (text, condition) => {
  expect(await conditionOf(() => readSchema(text))).toBe(condition);
});

test("one name twice is told at once of files, and in the first batch of a stream", async () => {
  const root = scratch();
  writeLines(join(root, "1.json"), { v: 1 });
  const spark = await session();
  expect(await conditionOf(() => spark.read.schema("v INT, V STRING").json(root).collect())).toBe(
    "COLUMN_ALREADY_EXISTS",
  );
  const stream = spark.readStream.schema("v INT, V STRING").json(root);
  const query = await stream.writeStream.format("noop").trigger({ availableNow: true }).start();
  expect(await conditionOf(() => query.awaitTermination())).toBe("COLUMN_ALREADY_EXISTS");
});
