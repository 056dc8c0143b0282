import { promises as fs } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { millraceError } from "../errors.ts";
import type { FileInfo, Files, DirectoryEntry } from "./runtime.ts";

/** Stat calls in flight at once while a directory is listed; more only queue up in the thread pool. */
const LIST_WIDTH = 64;
let asideCounter = 0;

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

  createExclusive: (path: string, content: string) =>
    named("create", path, async () => {
      const aside = await writeAside(path, content);
      try {
        // rename() would replace a winner's file; link() fails when the name is taken.
        await fs.link(aside, path);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
        throw error;
      } finally {
        await fs.unlink(aside);
      }
      await removeChecksum(path);
      await syncDirectory(dirname(path));
      return true;
    }),
  replace: (path: string, content: string) =>
    named("write", path, async () => {
      await fs.rename(await writeAside(path, content), path);
      await removeChecksum(path);
      await syncDirectory(dirname(path));
    }),
  publish: (aside: string, final: string) => realFiles.publishAll([{ aside, final }]),
  publishAll: (pairs: readonly { readonly aside: string; readonly final: string }[]) =>
    named("publish", pairs[0]?.final ?? "", async () => {
      for (const { aside } of pairs) await syncFile(aside);
      const directories = new Set<string>();
      for (const { aside, final } of pairs) {
        await durableDirectory(dirname(final));
        await fs.rename(aside, final);
        await removeChecksum(final);
        directories.add(dirname(final));
      }
      for (const directory of directories) await syncDirectory(directory);
    }),
  sync: (path: string) => named("sync", path, () => syncFile(path)),
  rename: (from: string, to: string) =>
    named("rename", from, async () => {
      await durableDirectory(dirname(to));
      await fs.rename(from, to);
      await syncDirectory(dirname(to));
    }),
  copy: (from: string, to: string) =>
    named("copy", from, async () => {
      await durableDirectory(dirname(to));
      await fs.cp(from, to, { recursive: true });
    }),
  remove: (path: string) =>
    named("remove", path, async () => {
      // Nearly always a file, or nothing: the whole tree is a last resort.
      await fs.unlink(path).catch(async (error: NodeJS.ErrnoException) => {
        if (error.code !== "ENOENT") await fs.rm(path, { recursive: true, force: true });
      });
      await removeChecksum(path);
    }),
  temporaryRoot: tmpdir(),
  temporaryDirectory: (prefix: string) => named("create", prefix, () => fs.mkdtemp(join(tmpdir(), prefix))),
});

function fileInfo(path: string, stat: { size: number; mtimeMs: number; isDirectory(): boolean }): FileInfo {
  return { path, size: stat.size, modified: Math.floor(stat.mtimeMs), isDirectory: stat.isDirectory() };
}

async function writeAside(path: string, content: string): Promise<string> {
  await durableDirectory(dirname(path));
  const aside = join(dirname(path), `.${basename(path)}.${process.pid}-${++asideCounter}.tmp`);
  const handle = await fs.open(aside, "w");
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return aside;
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

/** Makes a directory and those above it; each new name is durable in its parent, or a crash could lose the whole branch. */
async function durableDirectory(path: string): Promise<void> {
  const first = await fs.mkdir(path, { recursive: true });
  if (first === undefined) return;
  for (let made = path; ; made = dirname(made)) {
    await syncDirectory(dirname(made));
    if (made === first || made === dirname(made)) return;
  }
}

async function syncFile(path: string): Promise<void> {
  const handle = await fs.open(path, "r+");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function syncDirectory(path: string): Promise<void> {
  const handle = await fs.open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Hadoop keeps `.name.crc` beside a file it wrote; a stale one would make Spark reject our replacement. */
async function removeChecksum(path: string): Promise<void> {
  await fs.unlink(join(dirname(path), `.${basename(path)}.crc`)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
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
