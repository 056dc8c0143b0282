/** How many rows Spark makes of a file, counted without the readers' code; undefined where only a parser could tell. */
import type { FileShape } from "./clean-files.ts";

export function recordCount(bytes: Buffer, { kind, options }: FileShape): number | undefined {
  const lines = linesOf(bytes);
  if (kind === "text") return lines.length;
  if (kind === "json") return sum(lines.map((line) => jsonRows(line, options)));
  if (lines.some((line) => line.includes('"')) || options["multiLine"] === "true") return undefined;
  const { comment } = options;
  const records = lines.filter(
    (line) => /[^\0-\x20]/.test(line) && !(comment !== undefined && line.startsWith(comment)),
  );
  // A line of comment that begins with blanks: whether it is a record is the parser's to say.
  if (comment !== undefined && records.some((line) => line.trimStart().startsWith(comment))) return undefined;
  return Math.max(0, records.length - (options["header"] === "true" ? 1 : 0));
}

function sum(counts: readonly (number | undefined)[]): number | undefined {
  return counts.reduce((total, count) => (total === undefined || count === undefined ? undefined : total + count), 0);
}

/** A line ends at a line feed, a carriage return or both; what follows the last end is a line if there is any of it. */
function linesOf(bytes: Buffer): readonly string[] {
  // Without the byte order mark of the file, but with any other.
  const lines = new TextDecoder().decode(bytes).split(/\r\n|\n|\r/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** Whatever stands in a line is a row, but for blanks, which are none, and an array, which is one for each object. */
function jsonRows(line: string, options: FileShape["options"]): number | undefined {
  const first = /^\ufeff?[ \t]*/.exec(line)![0].length;
  if (first === line.length) return line.startsWith("\ufeff") ? 1 : 0;
  // Comments may hide what a line begins with, or all of it.
  if (options["allowComments"] === "true" && line[first] === "/") return undefined;
  if (line[first] !== "[") return 1;
  try {
    const items = JSON.parse(line) as readonly unknown[];
    const isObjects = items.every((item) => typeof item === "object" && item !== null && !Array.isArray(item));
    // Depth and the length of names have limits, beyond which the line is malformed.
    return line.length > 2000 ? undefined : isObjects ? items.length : 1;
  } catch {
    return undefined;
  }
}
