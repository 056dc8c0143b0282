/** Text functions without a kernel form: measures, masks, sentences, quoting. */
import { host, type HostFunction } from "./host-function.ts";

/** Edits that make `b` of `a`, by characters; -1 when there are more than `most`. */
function levenshtein(a: string, b: string, most: number): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  let row = right.map((_, i) => i + 1);
  row.unshift(0);
  left.forEach((char, i) => {
    const next = [i + 1];
    right.forEach((other, j) => next.push(Math.min(next[j]! + 1, row[j + 1]! + 1, row[j]! + (char === other ? 0 : 1))));
    row = next;
  });
  const distance = row[right.length]!;
  return most >= 0 && distance > most ? -1 : distance;
}

/** Digits of the letters A to Z; "7" stands for H and W, which part nothing, "0" for the vowels. */
const SOUNDS = "01230127022455012623017202";

function soundex(value: string): string {
  const first = value[0]?.toUpperCase();
  if (first === undefined || first < "A" || first > "Z") return value;
  let [code, last] = [first, SOUNDS[first.charCodeAt(0) - 65]!];
  for (const char of value.slice(1).toUpperCase()) {
    if (char < "A" || char > "Z") {
      last = "0";
      continue;
    }
    const digit = SOUNDS[char.charCodeAt(0) - 65]!;
    if (digit === "7") continue;
    if (digit !== "0" && digit !== last) code += digit;
    last = digit;
    if (code.length === 4) break;
  }
  return code.padEnd(4, "0");
}

/** The check digit of card numbers. */
function luhn(value: string): boolean {
  if (!/^\d+$/.test(value)) return false;
  const sum = Array.from(value)
    .toReversed()
    .map(Number)
    .reduce((total, digit, i) => total + (i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2), 0);
  return sum % 10 === 0;
}

function mask(
  value: string | null,
  upper: string | null,
  lower: string | null,
  digit: string | null,
  other: string | null,
): string | null {
  if (value === null) return null;
  return Array.from(value)
    .map((char) => {
      const replacement = /\p{Lu}/u.test(char)
        ? upper
        : /\p{Ll}/u.test(char)
          ? lower
          : /\p{Nd}/u.test(char)
            ? digit
            : other;
      return replacement ?? char;
    })
    .join("");
}

function sentences(value: string): string {
  const parts = value.split(/(?<=[.!?])\s+/);
  const words = parts.map((part) => part.match(/[\p{L}\p{N}'’]+/gu) ?? []);
  return JSON.stringify(words.filter((each) => each.length > 0));
}

/** The 1-based place of a word in a comma-separated list; 0 when it is not there, or itself has a comma. */
function findInSet(word: string, list: string): number {
  return word.includes(",") ? 0 : list.split(",").indexOf(word) + 1;
}

function overlay(value: string, replacement: string, position: number, length: number): string {
  const [chars, put] = [Array.from(value), Array.from(replacement)];
  const removed = length >= 0 ? length : put.length;
  const head = chars.slice(0, Math.max(position - 1, 0));
  const tail = chars.slice(Math.max(position - 1 + removed, 0));
  return [...head, ...put, ...(position < 1 ? chars.slice(Math.max(position + removed - 1, 0)) : tail)].join("");
}

export const textFormFunctions: readonly HostFunction[] = [
  host("millrace_levenshtein", ["VARCHAR", "VARCHAR", "INTEGER"], "INTEGER", levenshtein),
  host("millrace_soundex", ["VARCHAR"], "VARCHAR", soundex),
  host("millrace_luhn", ["VARCHAR"], "BOOLEAN", luhn),
  host("millrace_mask", ["VARCHAR", "VARCHAR", "VARCHAR", "VARCHAR", "VARCHAR"], "VARCHAR", mask, true),
  host("millrace_sentences", ["VARCHAR"], "VARCHAR", sentences),
  host("millrace_find_in_set", ["VARCHAR", "VARCHAR"], "INTEGER", findInSet),
  host("millrace_overlay", ["VARCHAR", "VARCHAR", "INTEGER", "INTEGER"], "VARCHAR", overlay),
  host(
    "millrace_quote",
    ["VARCHAR"],
    "VARCHAR",
    (value: string) => `'${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`,
  ),
];
