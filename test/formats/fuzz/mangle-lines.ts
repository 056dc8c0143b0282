/** What writers get wrong in a line, or do on purpose: texts of the line's format that something is off about. */
import type { Dice } from "../../sql/fuzz-dice.ts";
import { cleanLine, type FileShape } from "./clean-files.ts";
import { columnsOf } from "./clean-values.ts";

type LineMangle = (line: string, shape: FileShape, dice: Dice) => string;

const HUGE = 2_000_000;
const DEPTHS = [3, 50, 900, 1100, 5000];

const NUMBERS = [
  ..."128 -129 32768 2147483648 -9223372036854775809 99999999999999999999 1e400 -1e-400 1.0 1e5 01 +1 .5 5. 0x10 -0 - 1_000 1,5 12345678901.234".split(
    " ",
  ),
  ..."NaN nan Infinity -Infinity inf -INF +INF INF".split(" "),
  "1".repeat(900),
];
const TIMES =
  "2024-02-30 00:00:00|2024-13-01|2024-1-1|24:00:00|2024-01-01 24:00:00|2024-01-01T25:61:61|2024-01-01 00:00:60|0000-00-00|2024-01-01 00:00:00.1234567891|2024-01-01 00:00:00 Mars/Olympus|2024-01-01 00:00:00+25:00|99999-01-01|300000-01-01|-5000-01-01|2024-01-01T|T12|12:30|epoch|now|2024|1700000000| 2024-01-01 |2024-01-01 00:00:00\\u0000".split(
    "|",
  );

const oddValue = (dice: Dice): string => (dice.next() < 0.5 ? dice.oneOf(NUMBERS) : dice.oneOf(TIMES));
const anywhere = (line: string, dice: Dice, what: string): string => {
  const at = dice.below(line.length + 1);
  return line.slice(0, at) + what + line.slice(at);
};

const COMMON: Readonly<Record<string, LineMangle>> = {
  cut: (line, _, dice) => line.slice(0, dice.below(line.length + 1)),
  joined: (line, shape, dice) => line + dice.oneOf(["", " ", ","]) + cleanLine(shape, dice),
  split: (line, _, dice) => anywhere(line, dice, "\n"),
  blank: (_line, _, dice) => dice.oneOf(["", " ", "\t", "\u00a0", "\u000b", "\u2028"]),
  odd: (line, _, dice) =>
    anywhere(line, dice, dice.oneOf(["'", '"', ",", "\\", "\t", "\u0001", "\u0085", "\ufffe", "#", "{", "]"])),
  huge: (line, _, dice) => anywhere(line, dice, "x".repeat(HUGE)),
};

/** `"name":` with a value behind it that may be of any sort. */
const someField = (shape: FileShape, dice: Dice, value: string): string =>
  `${JSON.stringify(dice.oneOf([...columnsOf(shape.schema).map(({ name }) => name), "other"]))}:${value}`;

/** Another field at the end of the object. */
const withField = (line: string, field: string): string =>
  line.endsWith("}") ? `${line.slice(0, -1)}${line.endsWith("{}") ? "" : ","}${field}}` : line + field;

function nested(dice: Dice): string {
  const depth = dice.oneOf(DEPTHS);
  const closed = dice.next() < 0.8 ? depth : dice.below(depth);
  const [open, close] = dice.oneOf([
    ["[", "]"],
    ['{"o":', "}"],
    ['[{"a":', "}]"],
  ] as const);
  return `${open.repeat(depth)}1${close.repeat(closed)}`;
}

const JSON_MANGLES: Readonly<Record<string, LineMangle>> = {
  ...COMMON,
  twice: (line, shape, dice) => withField(line, someField(shape, dice, dice.oneOf(["1", '"x"', "null", "{}"]))),
  oddNumber: (line, shape, dice) => withField(line, someField(shape, dice, dice.oneOf(NUMBERS))),
  oddTime: (line, shape, dice) => withField(line, someField(shape, dice, `"${dice.oneOf(TIMES)}"`)),
  oddText: (line, shape, dice) =>
    withField(
      line,
      someField(
        shape,
        dice,
        `"${dice.oneOf(["\\u00e9", "\\ud83d", "\\x", "\\u12", "\\'", "a\tb", "{", "[1]", "NaN", "1.50", "-0"])}"`,
      ),
    ),
  array: (line, shape, dice) => `[${[line, ...dice.many(3, () => cleanLine(shape, dice))].join(",")}]`,
  mixedArray: (line, _, dice) => `[${line},${dice.oneOf(["1", "null", "[]", '"x"', "{}", ""])}]`,
  scalar: (_line, _, dice) => dice.oneOf(["1", "null", '"x"', "true", "[]", "{}", "[[]]", "x", "[{}]", "{{}}", "NaN"]),
  comment: (line, _, dice) =>
    dice.oneOf([`// c\u0020${line}`, `/* c */${line}`, `${line}// c`, `# c`, line.replace(":", ":/*c*/")]),
  singleQuotes: (line) => line.replaceAll('"', "'"),
  noQuotes: (line, _, dice) => (dice.next() < 0.5 ? line.replaceAll(/"(\w+)":/g, "$1:") : line.replace('"', "")),
  trailingComma: (line, _, dice) =>
    dice.oneOf([line.replace(/\}$/, ",}"), `${line},`, line.replace("{", "{,"), line.replace(",", ",,")]),
  // A field that nobody reads is nested no less.
  deep: (line, shape, dice) => {
    const kind = dice.next();
    if (kind < 0.2) return nested(dice);
    return withField(line, kind < 0.6 ? `"other":${nested(dice)}` : someField(shape, dice, nested(dice)));
  },
  behind: (line, _, dice) => line + dice.oneOf([" x", "}", '{"s":1}', "\u0000", " [", "null", "]"]),
  otherCase: (line) => line.replace(/"(\w+)":/, (name) => name.toUpperCase()),
};

const CSV_MANGLES: Readonly<Record<string, LineMangle>> = {
  ...COMMON,
  moreValues: (line, { options }, dice) => line + (options["sep"] ?? ",").repeat(1 + dice.below(3)),
  fewerValues: (line, { options }) => line.slice(0, Math.max(0, line.lastIndexOf(options["sep"] ?? ","))),
  manyValues: (line, { options }, dice) => line + (options["sep"] ?? ",").repeat(dice.oneOf([300, 20_400, 21_000])),
  oddFirst: (line, { options }, dice) => oddValue(dice) + line.slice(line.indexOf(options["sep"] ?? ",")),
  oddLast: (line, { options }, dice) => line.slice(0, line.lastIndexOf(options["sep"] ?? ",") + 1) + oddValue(dice),
  quoted: (line, { options }, dice) =>
    dice.oneOf([
      `"${line}"`,
      line
        .split(options["sep"] ?? ",")
        .map((value) => `"${value}"`)
        .join(options["sep"] ?? ","),
      `"${line}`,
      line.replace(options["sep"] ?? ",", '"'),
    ]),
  badQuotes: (line, _, dice) =>
    dice.oneOf([
      `"a"b,${line}`,
      `"a""b",${line}`,
      `"a\\"b",${line}`,
      `"a\\\\",${line}`,
      `"a" ,${line}`,
      `""",${line}`,
      `" ${line}`,
    ]),
  comment: (line) => `#${line}`,
  blanksAround: (line) => ` \t${line}  `,
};

/** A line of the file, after something was done to it. */
export function mangledLine(line: string, shape: FileShape, dice: Dice): string {
  const table = shape.kind === "json" ? JSON_MANGLES : shape.kind === "csv" ? CSV_MANGLES : COMMON;
  const name = dice.oneOf(Object.keys(table));
  // What is huge costs most and shows least: one time of five is enough.
  if (name === "huge" && dice.next() < 0.8) return line;
  return table[name]!(line, shape, dice);
}
