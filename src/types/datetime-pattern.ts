/** Spark's datetime patterns (`yyyy-MM-dd HH:mm:ss.SSS`): formatting and parsing. */
import { millraceError } from "../errors.ts";
import { civilFromDays, daysInMonth, daysOf, MICROS_PER_DAY } from "./datetime-text.ts";
import { fixedOffset, floorDiv, isZone, localToUtc } from "./time-zone.ts";

type Piece = { readonly letter: string; readonly count: number } | { readonly text: string };

const MONTHS = [
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
const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const LETTERS = /^[GyMLdDQqEFaHhKkmsSzVXxOn]$/;
const cache = new Map<string, readonly Piece[]>();

function compile(pattern: string): readonly Piece[] {
  let pieces = cache.get(pattern);
  if (pieces === undefined) cache.set(pattern, (pieces = parsePattern(pattern)));
  return pieces;
}

function parsePattern(pattern: string): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const [whole, quoted, letters] of pattern.matchAll(/'((?:[^']|'')*)'|(([A-Za-z])\3*)|[^]/g)) {
    if (quoted !== undefined) pieces.push({ text: quoted === "" ? "'" : quoted.replaceAll("''", "'") });
    else if (letters === undefined) pieces.push({ text: whole });
    else {
      if (/[YwWue]/.test(letters[0]!))
        throw millraceError("INVALID_PARAMETER_VALUE", {
          parameter: "`pattern`",
          functionName: "`date_format`",
          reason: `week-based letter '${letters[0]}' is not supported`,
        });
      if (!LETTERS.test(letters[0]!))
        throw millraceError("INVALID_PARAMETER_VALUE", {
          parameter: "`pattern`",
          functionName: "`date_format`",
          reason: `illegal pattern character '${letters[0]}'`,
        });
      pieces.push({ letter: letters[0]!, count: letters.length });
    }
  }
  return pieces;
}

/** A wall-clock time (microseconds) by the pattern. */
export function formatByPattern(local: bigint, pattern: string): string {
  const days = Number(floorDiv(local, MICROS_PER_DAY));
  const inDay = local - BigInt(days) * MICROS_PER_DAY;
  const date = civilFromDays(days);
  const second = Number(inDay / 1_000_000n);
  const hour = Math.floor(second / 3600);
  const weekday = (((days + 3) % 7) + 7) % 7;
  const pad = (n: number, width: number): string => String(n).padStart(width, "0");
  const named = (names: readonly string[], i: number, count: number): string =>
    count <= 3 ? names[i]!.slice(0, 3) : names[i]!;
  return compile(pattern)
    .map((piece) => {
      if ("text" in piece) return piece.text;
      const { letter, count } = piece;
      switch (letter) {
        case "G":
          return date.year > 0 ? "AD" : "BC";
        case "y":
          return count === 2 ? pad(date.year % 100, 2) : pad(date.year, count);
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
          return count >= 4
            ? `${quarter}${["st", "nd", "rd", "th"][quarter - 1]} quarter`
            : count === 3
              ? `Q${quarter}`
              : pad(quarter, count);
        }
        case "E":
          return named(DAYS, weekday, count);
        case "F":
          return pad(Math.floor((date.day - 1) / 7) + 1, count);
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
        default:
          return "";
      }
    })
    .join("");
}

/** UTC microseconds of a text by the pattern; undefined when it does not fit. */
export function parseByPattern(text: string, pattern: string, zone: string): bigint | undefined {
  const field: Record<string, number> = {};
  let [at, fraction, offsetZone] = [0, 0n, zone];
  const digits = (least: number, most: number): number | undefined => {
    const match = new RegExp(`[+-]?\\d{${least},${most}}`, "y");
    match.lastIndex = at;
    const found = match.exec(text);
    if (found === null) return undefined;
    at = match.lastIndex;
    return Number(found[0]);
  };
  const pieces = compile(pattern);
  for (const [i, piece] of pieces.entries()) {
    if ("text" in piece) {
      if (!text.startsWith(piece.text, at)) return undefined;
      at += piece.text.length;
      continue;
    }
    const { letter, count } = piece;
    const next = pieces[i + 1];
    const adjacent = next !== undefined && "letter" in next && /[yMdHhmsS]/.test(next.letter);
    if (letter === "S") {
      const match = new RegExp(`\\d{1,${count}}`, "y");
      match.lastIndex = at;
      const found = match.exec(text);
      if (found === null || found[0].length !== count) return undefined;
      at = match.lastIndex;
      fraction = BigInt(found[0].slice(0, 6).padEnd(6, "0"));
    } else if (/[XxzVO]/.test(letter)) {
      const found = /^(Z|[+-]\d{1,2}(?::?\d{2}){0,2}|[A-Za-z]+(?:\/[A-Za-z_]+)*)/.exec(text.slice(at));
      if (found === null || (fixedOffset(found[0]) === undefined && !isZone(found[0]))) return undefined;
      at += found[0].length;
      offsetZone = found[0];
    } else if ((letter === "M" || letter === "L") && count >= 3) {
      const month = MONTHS.findIndex((name) =>
        text
          .slice(at)
          .toLowerCase()
          .startsWith((count === 3 ? name.slice(0, 3) : name).toLowerCase()),
      );
      if (month < 0) return undefined;
      at += count === 3 ? 3 : MONTHS[month]!.length;
      field["M"] = month + 1;
    } else if (letter === "a") {
      const half = text.slice(at, at + 2).toUpperCase();
      if (half !== "AM" && half !== "PM") return undefined;
      at += 2;
      field["a"] = half === "PM" ? 1 : 0;
    } else if (letter === "E") {
      const found = DAYS.find((name) => text.slice(at).startsWith(count <= 3 ? name.slice(0, 3) : name));
      if (found === undefined) return undefined;
      at += count <= 3 ? 3 : found.length;
    } else {
      const most = adjacent ? count : count === 1 ? 19 : letter === "y" && count === 4 ? 10 : count;
      const value = digits(count, Math.max(count, most));
      if (value === undefined) return undefined;
      field[letter === "L" ? "M" : letter] = letter === "y" && count === 2 ? 2000 + value : value;
    }
  }
  return at === text.length ? assemble(field, fraction, offsetZone) : undefined;
}

function assemble(field: Readonly<Record<string, number>>, fraction: bigint, zone: string): bigint | undefined {
  const [year, month, day] = [field["y"] ?? 1970, field["M"] ?? 1, field["d"] ?? 1];
  const hour =
    field["H"] ??
    (field["h"] === undefined ? (field["K"] ?? (field["k"] ?? 0) % 24) : field["h"] % 12) + (field["a"] ?? 0) * 12;
  const [minute, second] = [field["m"] ?? 0, field["s"] ?? 0];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
    return undefined;
  const days = field["D"] === undefined ? daysOf(year, month, day) : daysOf(year, 1, 1) + field["D"] - 1;
  return localToUtc(
    zone,
    BigInt(days) * MICROS_PER_DAY + BigInt(hour * 3600 + minute * 60 + second) * 1_000_000n + fraction,
  );
}
