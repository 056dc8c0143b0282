import { resolve } from "node:path";
import { millraceError } from "../errors.ts";

/** The absolute path a user's text names: a local path, or a `file:` URI. Other file systems are none that Millrace has, and no directories either. */
export function resolvePath(text: string): string {
  // It would be the working directory, which nobody means who leaves a variable empty.
  if (/^(file:)?\s*$/i.test(text)) throw millraceError("EMPTY_PATH");
  const scheme = /^([a-z][a-z\d+.-]+):\//i.exec(text)?.[1];
  if (scheme === undefined) return resolve(text.replace(/^file:/i, ""));
  if (scheme.toLowerCase() !== "file") throw millraceError("UNSUPPORTED_FILE_SYSTEM", { scheme, path: text });
  const path = text.slice("file:".length);
  return resolve(path.startsWith("//") ? decoded(path.replace(/^\/\/[^/]*/, "")) : path);
}

/** Where a percent sign begins no code it is one. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

export function holdsWorkingDirectory(path: string): boolean {
  const here = resolve();
  return here === path || here.startsWith(path === "/" ? "/" : `${path}/`);
}
