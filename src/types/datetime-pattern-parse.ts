/** Reading dates and times by a pattern. */
import { compilePattern, MONTHS, type PatternPiece } from "./datetime-pattern.ts";
import { numberAt, numberWidths, type NumberWidth } from "./datetime-pattern-widths.ts";
import { daysInMonth, daysOf, MICROS_PER_DAY } from "./datetime-text.ts";
import { fixedOffset, isZone, localToUtc } from "./time-zone.ts";

/** What has been read so far. */
interface Reading {
  readonly field: Record<string, number>;
  at: number;
  fraction: bigint;
  zone: string;
}

/** UTC microseconds of a text by the pattern; undefined when it does not fit. */
export function parseByPattern(text: string, pattern: string, zone: string): bigint | undefined {
  const reading: Reading = { field: {}, at: 0, fraction: 0n, zone };
  if (!readPieces(text, compilePattern(pattern, "reads"), reading) || reading.at !== text.length) return undefined;
  return assemble(reading);
}

function readPieces(text: string, pieces: readonly PatternPiece[], reading: Reading): boolean {
  const widths = numberWidths(pieces);
  return pieces.every((piece, i) => {
    if ("text" in piece) {
      if (!startsAt(text, piece.text, reading.at)) return false;
      reading.at += piece.text.length;
      return true;
    }
    if ("optional" in piece) {
      const before = { ...reading, field: { ...reading.field } };
      if (!readPieces(text, piece.optional, reading)) {
        for (const key of Object.keys(reading.field)) delete reading.field[key];
        Object.assign(reading.field, before.field);
        Object.assign(reading, { at: before.at, fraction: before.fraction, zone: before.zone });
      }
      return true;
    }
    return widths[i] === undefined ? readLetter(text, piece, reading) : readNumber(text, piece, widths[i], reading);
  });
}

/** Capital or small makes no difference, in names or in what stands between. */
function startsAt(text: string, part: string, at: number): boolean {
  return text.slice(at, at + part.length).toLowerCase() === part.toLowerCase();
}

function readNumber(
  text: string,
  { letter, count }: { readonly letter: string; readonly count: number },
  width: NumberWidth,
  reading: Reading,
): boolean {
  const found = numberAt(text, reading.at, width);
  if (found === undefined) return false;
  reading.at += found.length;
  const value = Number(found);
  reading.field[letter === "L" ? "M" : letter] = letter === "y" && count === 2 ? 2000 + value : value;
  return true;
}

function match(text: string, reading: Reading, pattern: string): string | undefined {
  const sticky = new RegExp(pattern, "y");
  sticky.lastIndex = reading.at;
  const found = sticky.exec(text)?.[0];
  if (found !== undefined) reading.at += found.length;
  return found;
}

function readLetter(
  text: string,
  { letter, count }: { readonly letter: string; readonly count: number },
  reading: Reading,
): boolean {
  switch (letter) {
    case "S": {
      const digits = match(text, reading, String.raw`\d{1,${count}}`);
      if (digits === undefined) return false;
      reading.fraction = BigInt(digits.slice(0, 6).padEnd(6, "0"));
      return true;
    }
    case "G":
      return readName(text, reading, count === 4 ? ["Before Christ", "Anno Domini"] : ["BC", "AD"], "G", 0);
    case "a":
      return readName(text, reading, ["AM", "PM"], "a", 0);
    case "M":
    case "L":
      return readName(text, reading, count === 3 ? MONTHS.map((name) => name.slice(0, 3)) : MONTHS, "M", 1);
    case "X":
    case "x":
    case "Z":
    case "O":
    case "z":
    case "V":
      return readZone(text, letter, reading);
    default:
      return false;
  }
}

function readName(text: string, reading: Reading, names: readonly string[], key: string, base: number): boolean {
  const index = names.findIndex((name) => startsAt(text, name, reading.at));
  if (index < 0) return false;
  reading.at += names[index]!.length;
  reading.field[key] = index + base;
  return true;
}

function readZone(text: string, letter: string, reading: Reading): boolean {
  const forms: Readonly<Record<string, string>> = {
    X: String.raw`Z|[+-]\d{2}(?::?\d{2}){0,2}`,
    x: String.raw`[+-]\d{2}(?::?\d{2}){0,2}`,
    Z: String.raw`Z|(?:GMT)?[+-]\d{2}(?::?\d{2}){0,2}|GMT`,
    O: String.raw`GMT(?:[+-]\d{1,2}(?::\d{2}){0,2})?`,
  };
  const found = match(
    text,
    reading,
    forms[letter] ?? String.raw`Z|(?:UTC|GMT|UT)?[+-]\d{1,2}(?::?\d{2}){0,2}|[A-Za-z][A-Za-z_]*(?:\/[A-Za-z_+-]+)*`,
  );
  if (found === undefined || (fixedOffset(found) === undefined && !isZone(found))) return false;
  reading.zone = found;
  return true;
}

function assemble({ field, fraction, zone }: Reading): bigint | undefined {
  const era = field["y"] ?? 1970;
  const year = field["G"] === 0 ? 1 - era : era;
  const [month, day] = [field["M"] ?? 1, field["d"] ?? 1];
  const hour = hourOf(field);
  const [minute, second] = [field["m"] ?? 0, field["s"] ?? 0];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  if (hour === undefined || minute > 59 || second > 59) return undefined;
  const ordinal = field["D"] ?? 1;
  if (ordinal < 1 || ordinal > daysOf(year + 1, 1, 1) - daysOf(year, 1, 1)) return undefined;
  const days = field["D"] === undefined ? daysOf(year, month, day) : daysOf(year, 1, 1) + ordinal - 1;
  return localToUtc(
    zone,
    BigInt(days) * MICROS_PER_DAY + BigInt(hour * 3600 + minute * 60 + second) * 1_000_000n + fraction,
  );
}

/** The hour of the day from whichever letters said it; undefined where one says what there is not, or two say different things. */
function hourOf(field: Readonly<Record<string, number>>): number | undefined {
  const { H, h, K, k, a } = field;
  const isOut = (value: number | undefined, least: number, most: number): boolean =>
    value !== undefined && (value < least || value > most);
  if (isOut(H, 0, 23) || isOut(h, 1, 12) || isOut(K, 0, 11) || isOut(k, 1, 24)) return undefined;
  const whole = H ?? (k === undefined ? undefined : k % 24);
  if (whole !== undefined) return a === undefined || a === Math.floor(whole / 12) ? whole : undefined;
  return (h === undefined ? (K ?? 0) : h % 12) + (a ?? 0) * 12;
}
