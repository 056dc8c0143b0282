import { expect, test } from "vitest";
import { checkOptions, integer, text, type OptionTable } from "../../src/formats/options.ts";
import { ownersOfOption } from "../../src/formats/registry.ts";
import { conditionOf, errorOf, scratch, session } from "../scratch.ts";

const TABLE: OptionTable = { path: text, numRows: integer(0) };

const remedyOf = async (option: string, table = TABLE): Promise<string> =>
  (await errorOf(() => checkOptions("console", table, { [option]: "1" }, { elsewhere: ownersOfOption }))).remedy;

test("an option that is none: who has it, which is near, or which there are", async () => {
  expect(await remedyOf("header")).toBe("It is an option of csv.");
  expect(await remedyOf("multiLine")).toBe("It is an option of reading csv, reading json.");
  expect(await remedyOf("numRow")).toBe("Did you mean 'numRows'?");
  expect(await remedyOf("colour")).toBe("It takes path, numRows.");
  expect(await remedyOf("colour", {})).toBe("It takes no options.");
});

test("names and wrong values in any case", () => {
  const faults: unknown[] = [];
  expect(checkOptions("console", TABLE, { NUMROWS: "3" })).toEqual({ numRows: "3" });
  checkOptions("console", TABLE, { numRows: "many" }, { onInvalid: (fault) => faults.push(fault) });
  expect(faults).toHaveLength(1);
});

test("a text's encoding is one there is, and a number one that can be counted to", async () => {
  const spark = await session();
  const refused = (action: () => unknown): Promise<string> => conditionOf(action);
  expect(await refused(() => spark.read.option("encoding", "klingon").text(scratch()).collect())).toBe(
    "INVALID_OPTION_VALUE",
  );
  const many = "9".repeat(400);
  const rate = spark.readStream.format("rate").load().writeStream.format("console");
  expect(await refused(() => rate.option("numRows", many).start())).toBe("INVALID_OPTION_VALUE");
  expect(await refused(() => spark.conf.set("spark.sql.streaming.pollingDelay", many))).toBe(
    "INVALID_CONF_VALUE.TYPE_MISMATCH",
  );
});

test.each(["json", "csv"])("a time zone is one there is, whatever is read as %s", async (format) => {
  const spark = await session();
  const read = (zone: string): unknown =>
    spark.read.schema("v INT").option("timeZone", zone).format(format).load(scratch()).collect();
  expect(await conditionOf(() => read("Mars"))).toBe("INVALID_TIMEZONE");
  expect(await read("+02:00")).toEqual([]);
});
