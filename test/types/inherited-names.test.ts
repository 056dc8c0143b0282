/** Names that every object of the host has mean nothing to Spark. */
import { expect, test } from "vitest";
import { parseDataType } from "../../src/types/ddl-parser.ts";
import { checkCharset } from "../../src/types/charset.ts";
import { conditionOf, scratch, session } from "../scratch.ts";

test.each(["constructor", "toString", "__proto__", "valueOf"])("%s", async (name) => {
  const spark = await session();
  expect(await conditionOf(() => parseDataType(name))).toBe("UNSUPPORTED_DATATYPE");
  expect(await conditionOf(() => checkCharset(name, "encoding"))).toBe("INVALID_OPTION_VALUE");
  expect(await conditionOf(() => spark.sql(`SELECT ${name}(1, 2)`).collect())).toBe("UNRESOLVED_ROUTINE");
  expect(await conditionOf(() => spark.range(1).write.option(name, "1").parquet(scratch()))).toBe("UNKNOWN_OPTION");
});
