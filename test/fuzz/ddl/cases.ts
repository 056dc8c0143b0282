/** Random types, and texts that are nearly types; a seed decides all of a case. */
import * as types from "../../../src/types/data-type.ts";
import type { DataType, StructType } from "../../../src/types/data-type.ts";
import { toDDL } from "../../../src/types/ddl-text.ts";
import { typeToJson } from "../../../src/types/json-form.ts";
import type { Dice } from "../../sql/fuzz-dice.ts";
import { mangledJson } from "../mangle-json.ts";

const NAMES: readonly string[] = [
  ..."a b value from select struct array int interval a.b a`b constructor __proto__ é 😀 1a _ #".split(" "),
  "with space",
  "with, comma",
  "a:b",
  "a>b",
  "'",
  '"',
  "\\",
  "\n",
  " ",
];
/** No backslash: Spark's DDL does not escape it either, and reads it back as another. */
const COMMENTS: readonly string[] = ["", "x", "it's", '"', "`", "\n", "é 😀", "\u0000", "%", ", b INT"];
const PLAIN: readonly DataType[] = [
  types.NULL,
  types.BOOLEAN,
  types.BYTE,
  types.SHORT,
  types.INT,
  types.LONG,
  types.FLOAT,
  types.DOUBLE,
  types.STRING,
  types.BINARY,
  types.DATE,
  types.TIMESTAMP,
  types.TIMESTAMP_NTZ,
  types.CALENDAR_INTERVAL,
];

export function randomType(dice: Dice, depth = 3): DataType {
  const kind = dice.next();
  if (depth === 0 || kind < 0.4) return dice.oneOf(PLAIN);
  if (kind < 0.5) {
    const precision = 1 + dice.below(types.MAX_DECIMAL_PRECISION);
    return types.decimal(precision, dice.below(precision + 1));
  }
  if (kind < 0.55) return dice.oneOf([types.char, types.varchar])(1 + dice.below(1000));
  if (kind < 0.62) {
    const [of, most] = dice.oneOf([[types.dayTimeInterval, 4] as const, [types.yearMonthInterval, 2] as const]);
    const start = dice.below(most);
    return of(start, start + dice.below(most - start));
  }
  if (kind < 0.75) return types.array(randomType(dice, depth - 1));
  if (kind < 0.85) return types.map(randomType(dice, depth - 1), randomType(dice, depth - 1));
  return randomSchema(dice, depth - 1);
}

export function randomSchema(dice: Dice, depth = 3): StructType {
  const names = new Set(dice.many(4, () => dice.oneOf(NAMES)));
  return types.struct(
    [...names].map((name) => {
      const comment = dice.next() < 0.3 ? { comment: dice.oneOf(COMMENTS) } : undefined;
      return types.field(name, randomType(dice, depth), dice.next() < 0.8, comment);
    }),
  );
}

const PIECES: readonly string[] = [
  ..."a INT STRING DECIMAL DECIMAL( 5,2 99 -1 ) ( < > ARRAY< MAP< STRUCT< , : NOT NULL COMMENT 'x' ' ` INTERVAL DAY TO SECOND YEAR CHAR VARCHAR( TIMESTAMP_NTZ . ; -- /* DEFAULT GENERATED COLLATE".split(
    " ",
  ),
  "VARCHAR(99999999999999999999)",
  "constructor",
  "\u0000",
  "é",
  "<".repeat(3000),
  "ARRAY<".repeat(5000),
  "a INT,".repeat(2000),
];

/** DDL or JSON of a type that something was done to. */
export function nearlySchema(dice: Dice): string {
  const kind = dice.next();
  const schema = randomSchema(dice);
  if (kind < 0.4) return mangledJson(JSON.stringify(typeToJson(schema)), dice);
  if (kind < 0.5) return dice.many(15, () => dice.oneOf(PIECES)).join(dice.oneOf([" ", ""]));
  const text = toDDL(schema);
  const [from, to] = [dice.below(text.length + 1), dice.below(text.length + 1)];
  return dice.oneOf([
    text.slice(0, from),
    text.slice(from),
    `${text.slice(0, from)} ${dice.oneOf(PIECES)} ${text.slice(from)}`,
    `${text.slice(0, from)}${text.slice(to)}`,
    text.toUpperCase(),
    `${text},${text}`,
  ]);
}
