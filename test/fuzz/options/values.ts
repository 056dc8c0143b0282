/** Values that an option or a setting may be given, most of them wrong for most. */
import type { OptionRule, OptionTable } from "../../../src/formats/options.ts";
import type { Dice } from "../../sql/fuzz-dice.ts";

const VALUES: readonly string[] = [
  ..."true false TRUE False yes 0 1 -1 2 10 1.5 -0 +5 1e3 1e999 NaN Infinity 0x10 00 2147483647 2147483648 9007199254740993 99999999999999999999 null".split(
    " ",
  ),
  ..."10m 5s 1h 7d -1d 1.5h 10gb 10MB 0b 1t 90 9999999999999d 99999999999999999999g min max append delete archive".split(
    " ",
  ),
  ..."UTC Europe/Berlin +02:00 +25:00 GMT+1 Mars/Base en en-US de utf-8 UTF-16LE utf-32 latin1 klingon".split(" "),
  ..."yyyy-MM-dd yyyy dd/MM/yyyy HH:mm:ss.SSSSSS yyyy-MM-dd'T'HH:mm:ssXXX [yyyy [ ' '' YYYY qqq zzzz 2024-01-01 2024-13-45 0001-01-01".split(
    " ",
  ),
  ..."gzip GZIP snappy zstd none brotli lzo constructor __proto__ toString PERMISSIVE failfast DROPMALFORMED ALL".split(
    " ",
  ),
  ..."* ** *.json [a-z {a,b {a,b} ? \\ / // . .. # % %2F %zz : ; ' \" ` , | || \\t \t \\u0000 \u0000 \n \r\n é 😀 \ud800 ı".split(
    " ",
  ),
  ..."a|a INT|a INT, b|{|{}|value STRING".split("|"),
  "5 seconds",
  "1 minute 30 seconds",
  "INTERVAL 1 DAY",
  "-5 seconds",
  "1 month",
  "0 seconds",
  "1 microsecond",
  "999999999999 years",
  "five minutes",
  "10 minutes 10 minutes",
  "",
  " ",
  "  true ",
  "x".repeat(5000),
  "9".repeat(400),
];

export const anyValue = (dice: Dice): string => dice.oneOf(VALUES);

function valueFor(rule: OptionRule | undefined, dice: Dice): string {
  if (rule?.kind === "choice" && dice.next() < 0.5) return dice.oneOf(rule.values);
  if (rule?.kind === "boolean" && dice.next() < 0.5) return dice.oneOf(["true", "false"]);
  if (rule?.kind === "integer" && dice.next() < 0.5) return dice.oneOf(["0", "1", "2", "3", "100"]);
  return anyValue(dice);
}

/** Up to three options of the table, now and then under a name that is not quite theirs. */
export function optionsOf(table: OptionTable, dice: Dice): Readonly<Record<string, string>> {
  return Object.fromEntries(
    dice.many(3, () => {
      const name = dice.oneOf(Object.keys(table));
      const value = valueFor(table[name], dice);
      const kind = dice.next();
      if (kind < 0.85) return [name, value];
      const middle = 1 + dice.below(name.length);
      return [
        dice.oneOf([
          name.toUpperCase(),
          name.toLowerCase(),
          `${name}s`,
          name.slice(0, middle) + name.slice(middle + 1),
          "",
          "constructor",
          "__proto__x",
          "é",
        ]),
        value,
      ];
    }),
  );
}
