/** Files on a simulated disk. */
import { fileRemedy, millraceError } from "../errors.ts";
import { filesOn } from "./real-files.ts";
import type { Files } from "./runtime.ts";
import type { SimulatedDisk } from "./simulated-disk.ts";

export interface SimulatedFilesOptions {
  /** How many of a directory's newest entries the next listing does not show yet; it is asked at every listing. */
  readonly hidden?: (directory: string) => number;
  /** Whether a file or directory cannot be read; it is asked at every read, listing and look. */
  readonly isUnreadable?: (path: string) => boolean;
}

export function simulatedFiles(
  disk: SimulatedDisk,
  { hidden = () => 0, isUnreadable = () => false }: SimulatedFilesOptions = {},
): Files {
  const files = unreliable(filesOn(disk), isUnreadable);
  const stale = async <E>(
    directory: string,
    entries: readonly E[] | undefined,
    nameOf: (entry: E) => string,
  ): Promise<readonly E[] | undefined> => {
    const count = hidden(directory);
    if (count === 0 || entries === undefined) return entries;
    const times = new Map<E, number>();
    for (const entry of entries)
      times.set(entry, (await files.stat(`${directory}/${nameOf(entry)}`))?.modified ?? Number.NEGATIVE_INFINITY);
    const newest = new Set(entries.toSorted((a, b) => times.get(b)! - times.get(a)!).slice(0, count));
    return entries.filter((entry) => !newest.has(entry));
  };
  return {
    ...files,
    // Readers are given the same path; whoever writes does so to a name that says it is unfinished.
    nativePath: (path) => (path.endsWith(".tmp") ? disk.writeNatively(path) : path),
    list: async (path) => stale(path, await files.list(path), (entry) => entry.path.slice(path.length + 1)),
    entries: async (path) => stale(path, await files.entries(path), (entry) => entry.name),
    names: async (path) => stale(path, await files.names(path), (name) => name),
  };
}

/** The same files, of which some cannot be read. */
function unreliable(files: Files, isUnreadable: (path: string) => boolean): Files {
  const check = (operation: string, path: string): string => {
    if (!isUnreadable(path)) return path;
    const reason = "EIO: i/o error";
    throw millraceError("FILE_OPERATION_FAILED", { operation, path, reason, remedy: fileRemedy(reason, operation) });
  };
  return {
    ...files,
    read: async (path) => files.read(check("read", path)),
    readText: async (path) => files.readText(check("read", path)),
    stat: async (path) => files.stat(check("look at", path)),
    list: async (path) => files.list(check("list", path)),
    entries: async (path) => files.entries(check("list", path)),
    names: async (path) => files.names(check("list", path)),
    async *pieces(path) {
      yield* files.pieces(check("read", path));
    },
  };
}
