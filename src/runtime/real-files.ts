import { promises as fs } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileRemedy, millraceError } from "../errors.ts";
import type { Disk } from "./disk.ts";
import { DurableWrites } from "./durable-writes.ts";
import { readOnlyRoot } from "./read-only.ts";
import { realDisk } from "./real-disk.ts";
import { holdsWorkingDirectory, resolvePath } from "./resolve-path.ts";
import type { FileInfo, Files, DirectoryEntry } from "./runtime.ts";

/** Stat calls in flight at once while a directory is listed; more only queue up in the thread pool. */
const LIST_WIDTH = 64;

/** The machine's files, changed through `disk` alone. */
export function filesOn(disk: Disk): Files {
  const durable = new DurableWrites(disk);
  return Object.freeze({
    resolve: resolvePath,
    holdsWorkingDirectory,
    nativePath: (path: string) => path,

    read: (path: string) => missingAsUndefined("read", path, () => fs.readFile(path)),
    pieces: (path: string) => pieces(path),
    readText: (path: string) => missingAsUndefined("read", path, () => fs.readFile(path, "utf8")),
    stat: lookAt,
    list: (path: string) => missingAsUndefined("list", path, () => list(path)),
    entries: (path: string) => missingAsUndefined("list", path, () => entries(path)),
    names: (path: string) => missingAsUndefined("list", path, async () => (await fs.readdir(path)).sort()),

    makeDirectory: (path: string) => named("create the directory", path, () => durable.directory(path)),
    settle: (path: string) => named("sync", path, () => settle(durable, path)),
    createExclusive: (path: string, content: string) =>
      named("create", path, () => durable.createExclusive(path, content)),
    replace: (path: string, content: string) => named("write", path, () => durable.replace(path, content)),
    publish: (aside: string, final: string) => named("publish", final, () => durable.publishAll([{ aside, final }])),
    publishAll: (pairs: readonly { readonly aside: string; readonly final: string }[]) =>
      named("publish", pairs[0]?.final ?? "", () => durable.publishAll(pairs)),
    amend: (path: string, at: number, content: string) => named("write", path, () => disk.amend(path, at, content)),
    sync: (path: string) => named("sync", path, () => disk.syncFile(path)),
    rename: (from: string, to: string) => named("rename", from, () => durable.rename(from, to)),
    copy: (from: string, to: string) => named("copy", from, () => durable.copy(from, to)),
    remove: (path: string) => named("remove", path, () => durable.remove(path)),
    removeTree: (path: string) => named("remove", path, () => durable.removeTree(path)),
    removeEmpty: (directory: string) => named("remove", directory, () => durable.removeEmpty(directory)),
    removeAll: (paths: readonly string[]) => named("remove", paths[0] ?? "", () => durable.removeAll(paths)),
    temporaryRoot: tmpdir(),
    temporaryDirectory: (prefix: string) => {
      const path = join(tmpdir(), prefix);
      return named("create", path, () => fs.mkdtemp(path));
    },
  });
}

export const realFiles: Files = filesOn(realDisk);

async function settle(durable: DurableWrites, directory: string): Promise<void> {
  const inside = await missingAsUndefined("list", directory, () => entries(directory));
  if (inside === undefined) return;
  await durable.settle(directory);
  for (const { name, isDirectory } of inside) if (isDirectory) await settle(durable, join(directory, name));
}

function lookAt(path: string): Promise<FileInfo | undefined> {
  return missingAsUndefined("look at", path, async () => fileInfo(path, await fs.stat(path)));
}

async function list(path: string): Promise<readonly FileInfo[]> {
  const names = (await fs.readdir(path)).sort();
  const found: FileInfo[] = [];
  for (let i = 0; i < names.length; i += LIST_WIDTH) {
    const some = await Promise.all(names.slice(i, i + LIST_WIDTH).map((name) => lookAt(join(path, name))));
    for (const info of some) if (info !== undefined) found.push(info);
  }
  return found;
}

async function entries(path: string): Promise<readonly DirectoryEntry[]> {
  const found = await fs.readdir(path, { withFileTypes: true });
  const all = found.map(async (entry): Promise<DirectoryEntry> => {
    // What a link leads to, only the file system knows.
    const isDirectory = entry.isSymbolicLink()
      ? ((await lookAt(join(path, entry.name)))?.isDirectory ?? false)
      : entry.isDirectory();
    return { name: entry.name, isDirectory };
  });
  return (await Promise.all(all)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

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
      const { bytesRead } = await named("read", path, () => handle.read(buffer, 0, PIECE_BYTES));
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
    const said = error.message.replace(/, \w+( '[^']*'( -> '[^']*')?)?$/, "");
    const readOnly = error.code === "EROFS" ? readOnlyRoot(path) : undefined;
    const reason = readOnly === undefined ? said : `${said} ${readOnly}`;
    throw millraceError(
      "FILE_OPERATION_FAILED",
      { operation, path, reason, remedy: fileRemedy(reason, operation) },
      { cause: error },
    );
  }
}
