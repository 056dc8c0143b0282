import { promises as fs } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { millraceError } from "../errors.ts";
import { createExclusive, durableDirectory, publishAll, remove, rename, replace, syncFile } from "./durable-writes.ts";
import type { FileInfo, Files, DirectoryEntry } from "./runtime.ts";

/** Stat calls in flight at once while a directory is listed; more only queue up in the thread pool. */
const LIST_WIDTH = 64;

export const realFiles: Files = Object.freeze({
  resolve: (path: string) =>
    resolve(
      path.startsWith("file://") ? decodeURIComponent(path.replace(/^file:\/\/[^/]*/, "")) : path.replace(/^file:/, ""),
    ),
  nativePath: (path: string) => path,

  read: (path: string) => missingAsUndefined("read", path, () => fs.readFile(path)),
  pieces: (path: string) => pieces(path),
  readText: (path: string) => missingAsUndefined("read", path, () => fs.readFile(path, "utf8")),
  stat: (path: string) => missingAsUndefined("look at", path, async () => fileInfo(path, await fs.stat(path))),
  list: (path: string) =>
    missingAsUndefined("list", path, async () => {
      const names = (await fs.readdir(path)).sort();
      const entries: FileInfo[] = [];
      for (let i = 0; i < names.length; i += LIST_WIDTH) {
        const found = await Promise.all(names.slice(i, i + LIST_WIDTH).map((name) => realFiles.stat(join(path, name))));
        for (const info of found) if (info !== undefined) entries.push(info);
      }
      return entries;
    }),
  entries: (path: string) =>
    missingAsUndefined("list", path, async () => {
      const found = await fs.readdir(path, { withFileTypes: true });
      const entries = found.map(async (entry): Promise<DirectoryEntry> => {
        // What a link leads to, only the file system knows.
        const isDirectory = entry.isSymbolicLink()
          ? ((await realFiles.stat(join(path, entry.name)))?.isDirectory ?? false)
          : entry.isDirectory();
        return { name: entry.name, isDirectory };
      });
      return (await Promise.all(entries)).sort((a, b) => (a.name < b.name ? -1 : 1));
    }),
  names: (path: string) => missingAsUndefined("list", path, async () => (await fs.readdir(path)).sort()),
  makeDirectory: (path: string) => named("create the directory", path, () => durableDirectory(path)),
  createExclusive: (path: string, content: string) => named("create", path, () => createExclusive(path, content)),
  replace: (path: string, content: string) => named("write", path, () => replace(path, content)),
  publish: (aside: string, final: string) => named("publish", final, () => publishAll([{ aside, final }])),
  publishAll: (pairs: readonly { readonly aside: string; readonly final: string }[]) =>
    named("publish", pairs[0]?.final ?? "", () => publishAll(pairs)),
  sync: (path: string) => named("sync", path, () => syncFile(path)),
  rename: (from: string, to: string) => named("rename", from, () => rename(from, to)),
  copy: (from: string, to: string) =>
    named("copy", from, async () => {
      await durableDirectory(dirname(to));
      await fs.cp(from, to, { recursive: true });
    }),
  remove: (path: string) => named("remove", path, () => remove(path)),
  temporaryRoot: tmpdir(),
  temporaryDirectory: (prefix: string) => named("create", prefix, () => fs.mkdtemp(join(tmpdir(), prefix))),
});

function fileInfo(
  path: string,
  stat: { size: number; mtimeMs: number; ctimeMs: number; isDirectory(): boolean },
): FileInfo {
  const { size, mtimeMs, ctimeMs } = stat;
  return { path, size, modified: Math.floor(mtimeMs), changed: ctimeMs, isDirectory: stat.isDirectory() };
}

const PIECE_BYTES = 1024 * 1024;
/** Buffers that nobody reads into: making one for every file would keep the collector busy. */
const spare: Buffer[] = [];

async function* pieces(path: string): AsyncGenerator<Uint8Array> {
  const handle = await missingAsUndefined("read", path, () => fs.open(path, "r"));
  if (handle === undefined) return;
  const buffer = spare.pop() ?? Buffer.allocUnsafeSlow(PIECE_BYTES);
  try {
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, PIECE_BYTES);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    spare.push(buffer);
    await handle.close();
  }
}

async function missingAsUndefined<T>(
  operation: string,
  path: string,
  action: () => Promise<T>,
): Promise<T | undefined> {
  return named(operation, path, async () => {
    try {
      return await action();
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === "ENOENT" || code === "ENOTDIR") return undefined;
      throw error;
    }
  });
}

async function named<T>(operation: string, path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    throw millraceError("FILE_OPERATION_FAILED", { operation, path, reason: error.message }, { cause: error });
  }
}
