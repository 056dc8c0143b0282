import { text } from "../functions/function.ts";

/** A local path as the URI Spark writes into its logs: `file:///dir/a%20b`. */
export function pathToUri(path: string): string {
  return `file://${path
    .split("/")
    .map((part) => encodeURIComponent(part).replaceAll(/%(?:24|26|2B|2C|3A|3B|3D|40)/g, decodeURIComponent))
    .join("/")}`;
}

/** The local path of such a URI; a plain path is itself. */
export function uriToPath(uri: string): string {
  return uri.startsWith("file:") ? decodeURIComponent(uri.replace(/^file:(?:\/\/[^/]*)?/, "")) : uri;
}

/** Whether `uriToPath` can make a path of it: not every text that begins like a URI is one. */
export function isPathOrUri(value: unknown): value is string {
  if (typeof value !== "string") return false;
  try {
    return !uriToPath(value).includes("\0");
  } catch {
    return false;
  }
}

/** The same URI as kernel SQL over a column of paths; `paths`, if they are known, are all that can be in it. */
export function fileUri(column: string, paths?: readonly string[]): string {
  if (paths?.every((path) => pathToUri(path) === `file://${path}`)) return `('file://' || ${column})`;
  const kept = [
    "%2F",
    "%24",
    "%26",
    "%2B",
    "%2C",
    "%3A",
    "%3B",
    "%3D",
    "%40",
    "%2A",
    "%28",
    "%29",
    "%21",
    "%7E",
    "%27",
  ];
  return `('file://' || ${kept.reduce((sql, code) => `replace(${sql}, '${code}', ${text(decodeURIComponent(code))})`, `url_encode(${column})`)})`;
}

/** A name for the kernel's column of file names that no column of the data has. */
export function freeFileColumn(names: readonly string[]): string {
  const taken = new Set(names.map((name) => name.toLowerCase()));
  let name = "millrace_file";
  while (taken.has(name)) name += "_";
  return name;
}
