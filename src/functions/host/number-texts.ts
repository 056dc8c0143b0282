/** Numbers as text by a format, and back: `to_char` and `to_number`. */
import { millraceError } from "../../errors.ts";
import { host, type HostFunction } from "./host-function.ts";
import { digitsIn, numberFormat, type DigitGroup, type FormatToken, type NumberFormat } from "./number-format.ts";

/** A number by the format: nines that have no digit are blanks, zeros are zeros; one too large is all `#`. */
function toChar(text: string, format: string): string {
  const { tokens, precision, scale } = numberFormat(format);
  const match = /^(-?)(\d*)(?:\.(\d*))?$/.exec(text)!;
  const negative = match[1] === "-";
  const whole = (match[2] ?? "").replace(/^0+/, "");
  const fraction = (match[3] ?? "").replace(/0+$/, "");
  const places = precision - scale;
  const tooLarge = whole.length > places || fraction.length > scale;
  const point = tokens.findIndex(({ t }) => t === ".");
  const before = tokens.find((token, i): token is DigitGroup => token.t === "digits" && (point < 0 || i < point));
  let body = before === undefined ? "" : wholeText(before, tooLarge ? undefined : whole.padStart(places));
  // Before a point there is a digit, if there is room for one.
  if (point >= 0 && !tooLarge) body = body.replace(/ $/, "0");
  const blank = /^ */.exec(body)![0];
  const digits = tooLarge ? "#".repeat(scale) : fraction.padEnd(scale, "0");
  const number = body.slice(blank.length) + (point < 0 ? "" : scale === 0 ? " " : `.${digits}`);
  const sides = signsOf(tokens, negative);
  // A currency sign stays where it is written, before the blanks; other signs stand at the number.
  return tokens.some(({ t }) => t === "$")
    ? `${sides.front}$${blank}${number}${sides.end}`
    : blank + sides.front + number + sides.end;
}

/** The digits before the point with their commas; a comma shows only behind a digit. */
function wholeText({ parts }: DigitGroup, digits: string | undefined): string {
  let [text, place] = ["", 0];
  for (const part of parts) {
    if (part === ",") text += /\d$/.test(text) ? "," : " ";
    else {
      const run = digits?.slice(place, place + part.count) ?? "#".repeat(part.count);
      // A digit that has stood before makes a blank impossible behind it.
      text += part.exact ? run.replaceAll(" ", "0") : run;
      place += part.count;
    }
  }
  return text;
}

function signsOf(tokens: readonly FormatToken[], negative: boolean): { readonly front: string; readonly end: string } {
  const isBefore = (kind: FormatToken["t"]): boolean =>
    tokens.findIndex(({ t }) => t === kind) < tokens.findIndex(({ t }) => t === "digits");
  const side = (isFront: boolean): string =>
    tokens
      .map(({ t }) => {
        if (t === "<") return isFront && negative ? "<" : "";
        if (t === ">") return isFront ? "" : negative ? ">" : "  ";
        if (t === "S" && isBefore(t) === isFront) return negative ? "-" : "+";
        return t === "MI" && isBefore(t) === isFront ? (negative ? "-" : " ") : "";
      })
      .join("");
  return { front: side(true), end: side(false) };
}

function toNumber(text: string, format: string, isTry: boolean): string | null {
  const number = readNumber(text, numberFormat(format));
  if (number === undefined && !isTry)
    throw millraceError("INVALID_FORMAT.MISMATCH_INPUT", { inputType: '"STRING"', input: text, format });
  return number ?? null;
}

/** The tokens one after the other over the text; undefined where it does not fit. */
function readNumber(text: string, { tokens }: NumberFormat): string | undefined {
  let [at, whole, fraction, isBehindPoint, negative, open] = [0, "", "", false, false, false];
  for (const token of tokens) {
    const here = text[at];
    switch (token.t) {
      case "digits": {
        const run = /^[\d,\s]*/.exec(text.slice(at))![0];
        if (!fits(run, token)) return undefined;
        if (isBehindPoint) fraction += run.replaceAll(/\D/g, "");
        else whole += run.replaceAll(/\D/g, "");
        at += run.length;
        break;
      }
      case ".":
        if (here === ".") [at, isBehindPoint] = [at + 1, true];
        break;
      case "$":
        if (here !== "$") return undefined;
        at += 1;
        break;
      case "S":
      case "MI":
        if (here !== "-" && !(here === "+" && token.t === "S")) break;
        negative ||= here === "-";
        at += 1;
        break;
      case "<":
        if (here === "<") [at, open] = [at + 1, true];
        break;
      case ">":
        if ((here === ">") !== open) return undefined;
        if (open) [at, negative] = [at + 1, true];
        break;
      default:
    }
  }
  if (at < text.length || whole + fraction === "") return undefined;
  return `${negative ? "-" : ""}${whole || "0"}.${fraction || "0"}`;
}

/** Whether the runs of digits between commas are as long as the format says, counted from the last one. */
function fits(run: string, group: DigitGroup): boolean {
  const given = run.split(",").map((digits) => digits.replaceAll(/\s/g, "").length);
  const wanted = digitsIn([group]).toReversed();
  // A comma before all digits opens no group.
  const counts = (given[0] === 0 ? given.slice(1) : given).toReversed();
  if (counts.length > wanted.length) return false;
  return wanted.every(({ count, exact }, i) => (exact ? (counts[i] ?? 0) === count : (counts[i] ?? 0) <= count));
}

export const numberTextFunctions: readonly HostFunction[] = [
  host("millrace_to_char", ["VARCHAR", "VARCHAR"], "VARCHAR", toChar),
  host("millrace_to_number", ["VARCHAR", "VARCHAR", "BOOLEAN"], "VARCHAR", toNumber),
];
