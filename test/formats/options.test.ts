import { expect, test } from "vitest";
import { checkOptions, integer, text, type OptionTable } from "../../src/formats/options.ts";
import { ownersOfOption } from "../../src/formats/registry.ts";
import { errorOf } from "../scratch.ts";

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
