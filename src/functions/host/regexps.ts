/** Functions over Java's regular expressions. Positions count characters, not UTF-16 units. */
import { millraceError } from "../../errors.ts";
import { host, type HostFunction } from "./host-function.ts";
import { javaPattern, javaReplacement } from "./java-pattern.ts";

function replaceFrom(value: string, regexp: string, replacement: string, position: number): string {
  const pattern = javaPattern(regexp);
  const start = Array.from(value)
    .slice(0, Math.max(position - 1, 0))
    .join("").length;
  const head = value.slice(0, start);
  const fail = (): Error =>
    millraceError("INVALID_REGEXP_REPLACE", {
      source: value,
      pattern: regexp,
      replacement,
      position: String(position),
    });
  const matches = [...value.slice(start).matchAll(pattern)];
  if (matches.length === 0) return value;
  const replace = javaReplacement(replacement, fail);
  let [result, from] = [head, 0];
  const rest = value.slice(start);
  for (const match of matches) {
    result += rest.slice(from, match.index) + replace(match);
    from = match.index + match[0].length;
  }
  return result + rest.slice(from);
}

/** How many groups a pattern has of its own; those made for possessive quantifiers do not count. */
function groupCount(pattern: RegExp): number {
  const match = new RegExp(`${pattern.source}|`, pattern.flags).exec("")!;
  const made = Object.keys(match.groups ?? {}).filter((name) => /^(?:possessive|atomic)\d+$/.test(name)).length;
  return match.length - 1 - made;
}

function checkGroup(functionName: string, pattern: RegExp, group: number): void {
  const groups = groupCount(pattern);
  if (group >= 0 && group <= groups) return;
  throw millraceError("INVALID_PARAMETER_VALUE.REGEX_GROUP_INDEX", {
    parameter: "`idx`",
    functionName: `\`${functionName}\``,
    groupCount: String(groups),
    groupIndex: String(group),
  });
}

function extract(value: string, regexp: string, group: number): string {
  const pattern = javaPattern(regexp);
  const match = pattern.exec(value);
  if (match === null) return "";
  checkGroup("regexp_extract", pattern, group);
  return match[group] ?? "";
}

function extractAll(value: string, regexp: string, group: number): string {
  const pattern = javaPattern(regexp);
  const matches = [...value.matchAll(pattern)];
  // Where nothing is found nothing is asked for.
  if (matches.length > 0) checkGroup("regexp_extract_all", pattern, group);
  return JSON.stringify(matches.map((match) => match[group] ?? ""));
}

/** Java's split: no empty piece for a match of nothing at the start; `limit` > 0 bounds the pieces. */
function split(value: string, regexp: string, limit: number): string {
  const pieces: string[] = [];
  let from = 0;
  // An empty pattern parts the characters and leaves no empty piece behind them.
  const skipsEnd = regexp === "";
  for (const match of value.matchAll(javaPattern(regexp))) {
    if (limit > 0 && pieces.length === limit - 1) break;
    const end = match.index + match[0].length;
    if (end === 0 || (skipsEnd && match.index >= value.length)) continue;
    pieces.push(value.slice(from, match.index));
    from = end;
  }
  pieces.push(value.slice(from));
  return JSON.stringify(pieces);
}

function placeOf(value: string, regexp: string): number {
  const match = javaPattern(regexp).exec(value);
  return match === null ? 0 : Array.from(value.slice(0, match.index)).length + 1;
}

export const regexpFunctions: readonly HostFunction[] = [
  host("millrace_regexp_like", ["VARCHAR", "VARCHAR"], "BOOLEAN", (value: string, regexp: string) =>
    javaPattern(regexp).test(value),
  ),
  host("millrace_regexp_replace", ["VARCHAR", "VARCHAR", "VARCHAR", "INTEGER"], "VARCHAR", replaceFrom),
  host("millrace_regexp_extract", ["VARCHAR", "VARCHAR", "INTEGER"], "VARCHAR", extract),
  host("millrace_regexp_extract_all", ["VARCHAR", "VARCHAR", "INTEGER"], "VARCHAR", extractAll),
  host(
    "millrace_regexp_count",
    ["VARCHAR", "VARCHAR"],
    "INTEGER",
    (value: string, regexp: string) => [...value.matchAll(javaPattern(regexp))].length,
  ),
  host("millrace_regexp_instr", ["VARCHAR", "VARCHAR"], "INTEGER", placeOf),
  host("millrace_regexp_substr", ["VARCHAR", "VARCHAR"], "VARCHAR", (value: string, regexp: string) => {
    const found = javaPattern(regexp).exec(value)?.[0];
    return found === undefined || found === "" ? null : found;
  }),
  host("millrace_split", ["VARCHAR", "VARCHAR", "INTEGER"], "VARCHAR", split),
];
