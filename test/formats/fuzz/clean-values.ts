/** Values that a clean file holds, as text, by the kind of their column. */
import type { Dice } from "../../sql/fuzz-dice.ts";

const WORDS = ["x", "Ada", "two words", "é", "日本", "😀", "a.b", "inner", "Nancy", "null", "true", "-", "0x1f", "12"];
const two = (n: number): string => String(n).padStart(2, "0");

const day = (dice: Dice): string => `${1990 + dice.below(60)}-${two(1 + dice.below(12))}-${two(1 + dice.below(28))}`;
const clock = (dice: Dice): string => `${two(dice.below(24))}:${two(dice.below(60))}:${two(dice.below(60))}`;
const signed = (dice: Dice, end: number): string => String(dice.below(2 * end) - end);

const MAKERS: Readonly<Record<string, (dice: Dice) => string>> = {
  TINYINT: (dice) => signed(dice, 128),
  SMALLINT: (dice) => signed(dice, 32768),
  INT: (dice) => signed(dice, 2 ** 31),
  BIGINT: (dice) => `${signed(dice, 2 ** 31)}${dice.below(1e9)}`.replace(/^(-?)0+(?=.)/, "$1"),
  FLOAT: (dice) => `${signed(dice, 1000)}.${dice.oneOf(["5", "25", "125"])}`,
  DOUBLE: (dice) => `${signed(dice, 1000)}${dice.oneOf(["", ".5", ".0625", ".1e3", "e-7"])}`,
  "DECIMAL(10,2)": (dice) => `${signed(dice, 10_000_000)}.${two(dice.below(100))}`,
  BOOLEAN: (dice) => dice.oneOf(["true", "false"]),
  DATE: day,
  TIMESTAMP: (dice) =>
    `${day(dice)}${dice.oneOf([" ", "T"])}${clock(dice)}${dice.oneOf(["", ".5", ".123456", "Z", "+02:00"])}`,
  TIMESTAMP_NTZ: (dice) => `${day(dice)} ${clock(dice)}`,
  STRING: (dice) => dice.oneOf(WORDS),
  BINARY: (dice) => Buffer.from(dice.oneOf(WORDS)).toString("base64"),
};

export function cleanValue(type: string, dice: Dice): string {
  return MAKERS[type]!(dice);
}

export interface FuzzColumn {
  readonly name: string;
  readonly type: string;
}

/** The columns of a schema written as `a INT, b STRING`, none of them nested. */
export function columnsOf(schema: string): readonly FuzzColumn[] {
  return schema.split(/, (?=\w+ )/).map((column) => {
    const [name = "", type = ""] = column.split(" ");
    return { name, type };
  });
}

export const FLAT_SCHEMAS: readonly string[] = [
  "id BIGINT, name STRING",
  "i INT, l BIGINT, d DOUBLE, b BOOLEAN, s STRING, t TIMESTAMP, e DATE",
  "y TINYINT, h SMALLINT, f FLOAT, n DECIMAL(10,2), z BINARY, p TIMESTAMP_NTZ",
  "s STRING",
  "d DOUBLE",
  "t TIMESTAMP, e DATE",
];
