/** JSON lines at the border between what the fast path may take and what it must leave to the exact one; a seed decides all of a line. */
import { diceOf, type Dice } from "../../sql/fuzz-dice.ts";
import { cleanLine, type FileShape } from "./clean-files.ts";
import { mangledLine } from "./mangle-lines.ts";

export const PATHS_SHAPE: FileShape = {
  kind: "json",
  schema: "i INT, l BIGINT, d DOUBLE, b BOOLEAN, s STRING, t TIMESTAMP, e DATE, y TINYINT, h SMALLINT",
  options: {},
};
const NAMES = [
  "i",
  "l",
  "d",
  "b",
  "s",
  "t",
  "e",
  "y",
  "h",
  "i",
  "l",
  "d",
  "b",
  "s",
  "t",
  "e",
  "x",
  "X",
  "s ",
  "\\u0078",
  "",
];
const ODD_NAMES = ["I", "S", "D", "\\u0069", "\\u0073"];
/** A line without any of them is left to the exact path. */
const KNOWN = new Set(["i", "l", "d", "b", "s", "t", "e", "y", "h"]);
const LONGEST = 5000;

export function lineOf(seed: number): string {
  const dice = diceOf(seed);
  const kind = dice.next();
  if (kind > 0.01) return objectOf(dice, kind < 0.04 ? 0.3 : 0.002);
  const clean = cleanLine(PATHS_SHAPE, dice);
  const mangled = mangledLine(clean, PATHS_SHAPE, dice);
  return mangled.length > LONGEST ? clean : mangled;
}

/** Fields in any order and number, the values mostly of their column's kind; `odd` is how often they are not. */
function objectOf(dice: Dice, odd: number): string {
  const blank = (): string => (dice.next() < 0.9 ? "" : dice.oneOf([" ", "\t", "  "]));
  const names = dice.many(7, () => dice.oneOf(dice.next() < odd ? ODD_NAMES : NAMES));
  // The same name twice is an oddity like any other.
  const fields = (dice.next() < odd ? names : [...new Set(names)]).map((name) => {
    return `${blank()}"${name}"${blank()}:${blank()}${dice.next() < odd ? anyValue(dice) : fitting(name, dice)}${blank()}`;
  });
  const always = names.some((name) => KNOWN.has(name)) ? [] : ['"s":"k"'];
  return `${blank()}{${[...always, ...fields].join(",")}}${blank()}`;
}

/** What may stand in a column and is read by the fast path, as far as one can say beforehand. */
function fitting(name: string, dice: Dice): string {
  switch (name) {
    case "i":
    case "l":
    case "y":
    case "h":
      return dice.next() < 0.995 ? whole(dice, { y: 1, h: 3, i: 8, l: 17 }[name]) : number(dice);
    case "d":
      return number(dice);
    case "b":
      return dice.oneOf(["true", "false", "null"]);
    case "t":
      return `"${plainDay(dice)}${dice.oneOf([" ", "T"])}${two(dice.below(24))}:${two(dice.below(60))}:${two(dice.below(60))}${dice.oneOf(["", `.${digits(dice, 6)}`])}"`;
    case "e":
      return `"${plainDay(dice)}"`;
    case "s":
      return `"${dice.next() < 0.9 ? dice.oneOf(STARTS) : ""}${text(dice)}"`;
    default:
      return anyValue(dice);
  }
}

function anyValue(dice: Dice): string {
  const kind = dice.next();
  if (kind < 0.25) return number(dice);
  if (kind < 0.45) return `"${text(dice)}"`;
  if (kind < 0.6) return `"${instant(dice)}"`;
  if (kind < 0.65) return `"${number(dice)}"`;
  if (kind < 0.9)
    return dice.oneOf(["true", "false", "null", '""', "0", "1", '"2024-01-01"', '"2024-01-01 00:00:00"', '"x"']);
  if (kind < 0.95) return `[${dice.many(2, () => number(dice)).join(",")}]`;
  return `{"i":${number(dice)},"s":"${text(dice)}"}`;
}

const digits = (dice: Dice, most: number): string => dice.many(most, () => dice.below(10)).join("");
const whole = (dice: Dice, most: number): string =>
  (dice.next() < 0.3 ? "-" : "") +
  digits(dice, most)
    .replace(/^0*(?=.)/, dice.oneOf(["", "1"]))
    .replace(/^0+(?=.)/, "");

function number(dice: Dice): string {
  const fraction = dice.next() < 0.4 ? `.${digits(dice, dice.oneOf([1, 3, 17, 40]))}` : "";
  const power = dice.next() < 0.3 ? `${dice.oneOf(["e", "E"])}${dice.oneOf(["", "-", "+"])}${digits(dice, 3)}` : "";
  const edge = dice.next() < 0.03;
  return edge ? dice.oneOf(EDGES) : `${whole(dice, dice.oneOf([1, 3, 5, 10, 19, 25]))}${fraction}${power}`;
}

const EDGES =
  "127 -128 128 255 256 32767 -32769 2147483647 -2147483649 9223372036854775807 -9223372036854775809 18446744073709551615 -0 -0.0 0.0 0e0 1E400 -1e-400 4.9e-324 5e-324 2.4703282292062327e-324 2.2250738585072011e-308 1.7976931348623159e308 9007199254740993 0.1 123456789012345678 1e22 1e23".split(
    " ",
  );

const STRINGS =
  "A|Z|[|{|z|I|N|i|n|inf|nan|Infinity|-inf|NaN|null|true| |-|+|1.|1e|-0|0x1|\\n|\\u0000|\\u00e9|\\ud83d\\ude00|\\ud83d|\\/|\\\\|\\\"|é|😀|日|\u007f|\u0085|\u2028|\ufeff|\ufffd|{}|[1]|a,}|a,]|,}|: inf|x: nan|'|//|/*|#".split(
    "|",
  );

/** With these a text can be nothing but text. */
const STARTS = "A|Z|a|z|B[|m{|x 1.|é|😀| |_|M|O|H|J|h|j|o|m|1|12|+|-|'".split("|");

const text = (dice: Dice): string => dice.many(3, () => dice.oneOf(dice.next() < 0.97 ? STARTS : STRINGS)).join("");

const two = (n: number): string => String(n).padStart(2, "0");

const plainDay = (dice: Dice): string =>
  `${dice.oneOf(["0001", "1582", "1847", "1900", "1969", "1970", "2024", "2100", "9999", String(1000 + dice.below(9000))])}-${two(1 + dice.below(12))}-${two(1 + dice.below(dice.next() < 0.98 ? 28 : 31))}`;

function instant(dice: Dice): string {
  const year = dice.oneOf([
    "0000",
    "0001",
    "1582",
    "1900",
    "1969",
    "1970",
    "2024",
    "2100",
    "9999",
    String(1000 + dice.below(9000)),
    "10000",
    "294247",
    "+2024",
    "-0001",
  ]);
  const day = `${year}-${two(dice.below(14))}-${two(1 + dice.below(31))}`;
  const clock = `${two(dice.below(25))}:${two(dice.below(61))}:${two(dice.below(61))}`;
  const fraction = dice.next() < 0.4 ? `.${digits(dice, 9)}` : "";
  const zone = dice.oneOf(["", "", "", "Z", "+01:00", " Europe/Paris", " "]);
  return dice.oneOf([day, `${day} ${clock}${fraction}${zone}`, `${day}T${clock}${fraction}${zone}`, `${day} `, clock]);
}
