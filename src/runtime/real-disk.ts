/**
 * The machine's disk. Operations on names and small contents are synchronous: each costs less than the way to the thread pool and back, of
 * which a batch would make some seventy. Only what waits for the disk, the fsync, is awaited.
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
  rmdirSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { promisify } from "node:util";
import type { Disk } from "./disk.ts";
import { readOnlyRoot } from "./read-only.ts";

const flush = promisify(fsync);
/** Longer contents are not worth holding everything else up. */
const SMALL = 64 * 1024;

export const realDisk: Disk = Object.freeze({
  makeDirectory,
  write: async (path: string, content: string) => {
    if (content.length > SMALL) return promises.writeFile(path, content, { flush: true });
    return withDescriptor(path, "w", (descriptor) => {
      const bytes = Buffer.from(content);
      for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
      return flush(descriptor);
    });
  },
  amend: (path: string, at: number, content: string) =>
    withDescriptor(path, "r+", async (descriptor) => {
      const bytes = Buffer.from(content);
      for (let done = 0; done < bytes.length;) done += writeSync(descriptor, bytes, done, undefined, at + done);
    }),
  link: linkSync,
  rename: renameSync,
  copy: (from: string, to: string) => promises.cp(from, to, { recursive: true }),
  unlink: unlinkSync,
  removeDirectory: rmdirSync,
  removeTree: (path: string) => promises.rm(path, { recursive: true, force: true }),
  exists: existsSync,
  syncFile: (path: string) => withDescriptor(path, "r+", flush),
  syncDirectory: (path: string) => withDescriptor(path, "r", flush),
});

function makeDirectory(path: string): string | undefined {
  try {
    return mkdirSync(path, { recursive: true });
  } catch (error) {
    // Node looks for what it could not make, and tells what the look gave: nothing is there.
    if ((error as NodeJS.ErrnoException).code !== "ENOENT" || readOnlyRoot(path) === undefined) throw error;
    throw Object.assign(new Error("EROFS: read-only file system", { cause: error }), { code: "EROFS" });
  }
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
