/** Spark's datetime patterns (`yyyy-MM-dd HH:mm:ss.SSS`): which letters there are, and formatting by them. */
import { millraceError } from "../errors.ts";
import { civilFromDays, daysOf, MICROS_PER_DAY } from "./datetime-text.ts";
import { floorDiv, offsetAt, zoneName } from "./time-zone.ts";

/** A letter as often as it stands there, a literal text, or a part that a text may lack. */
export type PatternPiece =
  | { readonly letter: string; readonly count: number }
  | { readonly text: string }
  | { readonly optional: readonly PatternPiece[] };

export const MONTHS: readonly string[] = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const DAYS: readonly string[] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** How often each letter may stand; a letter that is not here means nothing. */
const MOST: Readonly<Record<string, number>> = {
  G: 4,
  y: 6,
  M: 4,
  L: 4,
  d: 2,
  D: 3,
  Q: 4,
  q: 4,
  E: 4,
  F: 1,
  a: 1,
  H: 2,
  h: 2,
  K: 2,
  k: 2,
  m: 2,
  s: 2,
  S: 9,
  z: 4,
  V: 2,
  X: 5,
  x: 5,
  O: 4,
  Z: 5,
};
/** What SimpleDateFormat knows, by which Spark before 3.0 read patterns. */
const OLD_LETTERS = /^[GyYMLwWDdFEuaHkKhmsSzZX]*$/;
const WEEK_BASED = /[YWwuec]/;
const NEVER = /[ABnNp]/;
/** What is only written: it would be read by other rules than the rest. */
const WRITTEN_ONLY = /[EFqQ]/;
const NARROW = /G{5}|M{5}|L{5}|E{5}|Q{5}|q{5}/;
const DOCROOT = "https://spark.apache.org/docs/latest";
const caches = {
  reads: new Map<string, readonly PatternPiece[]>(),
  writes: new Map<string, readonly PatternPiece[]>(),
};

export function compilePattern(pattern: string, use: "reads" | "writes"): readonly PatternPiece[] {
  let pieces = caches[use].get(pattern);
  if (pieces === undefined) {
    checkLetters(pattern, use);
    caches[use].set(pattern, (pieces = read(pattern)));
  }
  return pieces;
}

/** What stands in quotes, also where the last one is missing. */
const QUOTED = /'[^']*(?:'|$)/g;

/** A pattern that older Sparks read is refused as one that has changed its meaning; every other one for what is wrong with it. */
function refusal(pattern: string, reason: () => Error): Error {
  const bare = pattern.replaceAll(QUOTED, "");
  const isClosed = pattern.split("'").length % 2 === 1;
  const isOld = isClosed && OLD_LETTERS.test(bare.replaceAll(/[^A-Za-z]/g, "")) && !/X{4}/.test(bare);
  return isOld
    ? millraceError("INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION", {
        pattern: `'${pattern}'`,
        config: '"spark.sql.legacy.timeParserPolicy"',
        docroot: DOCROOT,
      })
    : reason();
}

const unreadable = (pattern: string): Error =>
  refusal(pattern, () =>
    millraceError("INVALID_DATETIME_PATTERN.WITH_SUGGESTION", { pattern: `'${pattern}'`, docroot: DOCROOT }),
  );

/** Letters that are refused wherever they stand outside quotes, part by part. */
function checkLetters(pattern: string, use: "reads" | "writes"): void {
  const refuse = (reason: () => Error): never => {
    throw refusal(pattern, reason);
  };
  for (const part of pattern.split(QUOTED)) {
    const week = WEEK_BASED.exec(part);
    if (week !== null)
      refuse(() => millraceError("INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_WEEK_BASED_PATTERN", { c: week[0] }));
    const refused = Array.from(part).find((c) => NEVER.test(c) || (use === "reads" && WRITTEN_ONLY.test(c)));
    if (refused !== undefined)
      refuse(() => millraceError("INVALID_DATETIME_PATTERN.ILLEGAL_CHARACTER", { c: refused, pattern }));
    if (NARROW.test(part)) refuse(() => millraceError("INVALID_DATETIME_PATTERN.LENGTH", { pattern }));
  }
}

function read(pattern: string): readonly PatternPiece[] {
  const stack: PatternPiece[][] = [[]];
  for (const [whole, quoted, letters] of pattern.matchAll(/'((?:[^']|'')*)'|(([A-Za-z])\3*)|[^]/g)) {
    const pieces = stack.at(-1)!;
    if (quoted !== undefined) pieces.push({ text: quoted === "" ? "'" : quoted.replaceAll("''", "'") });
    else if (letters !== undefined) pieces.push(letterPiece(letters, pattern));
    else if (whole === "[") stack.push([]);
    else if (whole === "]" && stack.length > 1) stack.at(-2)!.push({ optional: stack.pop()! });
    else if (/['{}#\]]/.test(whole)) throw unreadable(pattern);
    else pieces.push({ text: whole });
  }
  // A part that is opened and not closed ends with the pattern.
  while (stack.length > 1) {
    const open = stack.pop()!;
    stack.at(-1)!.push({ optional: open });
  }
  return stack[0]!;
}

function letterPiece(letters: string, pattern: string): PatternPiece {
  const letter = letters[0]!;
  if (
    letters.length > (MOST[letter] ?? 0) ||
    (letter === "V" && letters.length !== 2) ||
    (letter === "O" && /^(OO|OOO)$/.test(letters))
  )
    throw unreadable(pattern);
  return { letter, count: letters.length };
}

interface Moment {
  readonly local: bigint;
  readonly zone: string;
  readonly offset: number;
}

/** An instant (UTC microseconds) in the zone, by the pattern. */
export function formatByPattern(utc: bigint, pattern: string, zone = "UTC"): string {
  const offset = zone === "UTC" ? 0 : offsetAt(zone, Number(floorDiv(utc, 1_000_000n)));
  return format(compilePattern(pattern, "writes"), { local: utc + BigInt(offset) * 1_000_000n, zone, offset }, pattern);
}

function format(pieces: readonly PatternPiece[], moment: Moment, pattern: string): string {
  return pieces
    .map((piece) => {
      if ("text" in piece) return piece.text;
      return "optional" in piece ? format(piece.optional, moment, pattern) : letterText(piece, moment, pattern);
    })
    .join("");
}

const pad = (n: number, width: number): string => String(n).padStart(width, "0");
const named = (names: readonly string[], i: number, count: number): string =>
  count <= 3 ? names[i]!.slice(0, 3) : names[i]!;

function yearText(year: number, count: number): string {
  if (count === 2) return pad(((year % 100) + 100) % 100, 2);
  const digits = pad(Math.abs(year), count);
  return year < 0
    ? `-${digits}`
    : year > 9999 && count >= 4 && count < 6 && digits.length > count
      ? `+${digits}`
      : digits;
}

function letterText(
  { letter, count }: { readonly letter: string; readonly count: number },
  moment: Moment,
  pattern: string,
): string {
  const { local } = moment;
  const days = Number(floorDiv(local, MICROS_PER_DAY));
  const inDay = local - BigInt(days) * MICROS_PER_DAY;
  const date = civilFromDays(days);
  const second = Number(inDay / 1_000_000n);
  const hour = Math.floor(second / 3600);
  switch (letter) {
    case "G":
      return count === 4 ? (date.year > 0 ? "Anno Domini" : "Before Christ") : date.year > 0 ? "AD" : "BC";
    case "y":
      // Years of an era count from 1 on both sides.
      return yearText(date.year > 0 ? date.year : 1 - date.year, count);
    case "M":
    case "L":
      return count >= 3 ? named(MONTHS, date.month - 1, count) : pad(date.month, count);
    case "d":
      return pad(date.day, count);
    case "D":
      return pad(days - daysOf(date.year, 1, 1) + 1, count);
    case "Q":
    case "q": {
      const quarter = Math.ceil(date.month / 3);
      if (count >= 4) return `${quarter}${["st", "nd", "rd", "th"][quarter - 1]} quarter`;
      return count === 3 ? `Q${quarter}` : pad(quarter, count);
    }
    case "E":
      return named(DAYS, (((days + 3) % 7) + 7) % 7, count);
    case "F":
      return String(((date.day - 1) % 7) + 1);
    case "a":
      return hour < 12 ? "AM" : "PM";
    case "H":
      return pad(hour, count);
    case "h":
      return pad(hour % 12 || 12, count);
    case "K":
      return pad(hour % 12, count);
    case "k":
      return pad(hour || 24, count);
    case "m":
      return pad(Math.floor(second / 60) % 60, count);
    case "s":
      return pad(second % 60, count);
    case "S":
      return String(inDay % 1_000_000n)
        .padStart(6, "0")
        .padEnd(9, "0")
        .slice(0, count);
    case "z":
      return zoneName(moment.zone, Number(floorDiv(local, 1_000_000n)) - moment.offset, count === 4 ? "long" : "short");
    case "V":
      return moment.zone;
    case "X":
    case "x":
    case "Z":
    case "O":
      return offsetLetters(letter, count, moment.offset);
    default:
      throw unreadable(pattern);
  }
}

/** An offset by `X` (Z for none), `x`, `Z` or `O` (GMT+8). */
function offsetLetters(letter: string, count: number, offset: number): string {
  const size = Math.abs(offset);
  const [hours, minutes, seconds] = [Math.floor(size / 3600), Math.floor(size / 60) % 60, size % 60];
  const sign = offset < 0 ? "-" : "+";
  if (letter === "O" || (letter === "Z" && count === 4)) {
    if (offset === 0) return "GMT";
    if (letter === "Z" || count === 4)
      return `GMT${sign}${pad(hours, 2)}:${pad(minutes, 2)}${seconds ? `:${pad(seconds, 2)}` : ""}`;
    return `GMT${sign}${hours}${minutes || seconds ? `:${pad(minutes, 2)}` : ""}${seconds ? `:${pad(seconds, 2)}` : ""}`;
  }
  if (offset === 0 && (letter === "X" || (letter === "Z" && count === 5))) return "Z";
  if (letter === "Z")
    return count === 5
      ? `${sign}${pad(hours, 2)}:${pad(minutes, 2)}${seconds ? `:${pad(seconds, 2)}` : ""}`
      : `${sign}${pad(hours, 2)}${pad(minutes, 2)}`;
  const colon = count === 3 || count === 5 ? ":" : "";
  if (count === 1) return `${sign}${pad(hours, 2)}${minutes ? pad(minutes, 2) : ""}`;
  return `${sign}${pad(hours, 2)}${colon}${pad(minutes, 2)}${count >= 4 && seconds ? `${colon}${pad(seconds, 2)}` : ""}`;
}
