/** Where a file system is mounted read-only: it is the place to name, since no other directory of it does better. */
import { accessSync, constants, statSync } from "node:fs";
import { dirname } from "node:path";

/** The topmost directory at or above `path` of the read-only file system that it is on; undefined where one may write. */
export function readOnlyRoot(path: string): string | undefined {
  let found: string | undefined;
  for (let at = path; ; at = dirname(at)) {
    const device = deviceOf(at);
    if (device !== undefined) {
      if (!isReadOnly(at) || (found !== undefined && device !== deviceOf(found))) return found;
      found = at;
    }
    if (at === dirname(at)) return found;
  }
}

function deviceOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.dev;
}

function isReadOnly(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EROFS";
  }
}
