/**
 * Writes that survive a crash. Operations on names and small contents are synchronous: each costs less than the way to the thread pool and
 * back, of which a batch would make some seventy. Only what waits for the disk, the fsync, is awaited.
 */
import {
  closeSync,
  existsSync,
  fsync,
  linkSync,
  mkdirSync,
  openSync,
  promises,
  renameSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";

const flush = promisify(fsync);
/** Longer contents are not worth holding everything else up. */
const SMALL = 64 * 1024;
let asideCounter = 0;

/** Makes a directory and those above it; each new name is durable in its parent, or a crash could lose the whole branch. */
export async function durableDirectory(path: string): Promise<void> {
  const first = mkdirSync(path, { recursive: true });
  if (first === undefined) return;
  for (let made = path; ; made = dirname(made)) {
    await syncDirectory(dirname(made));
    if (made === first || made === dirname(made)) return;
  }
}

/** False when the name is taken. */
export async function createExclusive(path: string, content: string): Promise<boolean> {
  const aside = await writeAside(path, content);
  try {
    // rename() would replace a winner's file; link() fails when the name is taken.
    linkSync(aside, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    unlinkSync(aside);
  }
  removeChecksum(path);
  await syncDirectory(dirname(path));
  return true;
}

export async function replace(path: string, content: string): Promise<void> {
  renameSync(await writeAside(path, content), path);
  removeChecksum(path);
  await syncDirectory(dirname(path));
}

/** Files that were written aside under their final names: one fsync each, then the renames, then one fsync per directory. */
export async function publishAll(pairs: readonly { readonly aside: string; readonly final: string }[]): Promise<void> {
  for (const { aside } of pairs) await syncFile(aside);
  const directories = new Set(pairs.map(({ final }) => dirname(final)));
  for (const directory of directories) await durableDirectory(directory);
  for (const { aside, final } of pairs) {
    renameSync(aside, final);
    removeChecksum(final);
  }
  for (const directory of directories) await syncDirectory(directory);
}

export async function rename(from: string, to: string): Promise<void> {
  await durableDirectory(dirname(to));
  renameSync(from, to);
  await syncDirectory(dirname(to));
}

/** No error when there is nothing. */
export async function remove(path: string): Promise<void> {
  try {
    unlinkSync(path);
  } catch (error) {
    // Nearly always a file, or nothing: the whole tree is a last resort.
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") await promises.rm(path, { recursive: true, force: true });
  }
  removeChecksum(path);
}

export const syncFile = (path: string): Promise<void> => withDescriptor(path, "r+", flush);
const syncDirectory = (path: string): Promise<void> => withDescriptor(path, "r", flush);

async function writeAside(path: string, content: string): Promise<string> {
  await durableDirectory(dirname(path));
  const aside = join(dirname(path), `.${basename(path)}.${process.pid}-${++asideCounter}.tmp`);
  if (content.length > SMALL) await promises.writeFile(aside, content, { flush: true });
  else
    await withDescriptor(aside, "w", (descriptor) => {
      const bytes = Buffer.from(content);
      for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
      return flush(descriptor);
    });
  return aside;
}

async function withDescriptor(
  path: string,
  flags: string,
  action: (descriptor: number) => Promise<void>,
): Promise<void> {
  const descriptor = openSync(path, flags);
  try {
    await action(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Hadoop keeps `.name.crc` beside a file it wrote; a stale one would make Spark reject our replacement. */
function removeChecksum(path: string): void {
  const checksum = join(dirname(path), `.${basename(path)}.crc`);
  if (existsSync(checksum)) unlinkSync(checksum);
}
