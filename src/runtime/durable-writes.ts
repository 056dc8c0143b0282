/** Writes that survive a crash: in which order what a disk does at one stroke has to be done. */
import { randomUUID } from "node:crypto";
import { basename, dirname, join } from "node:path";
import type { Disk } from "./disk.ts";

/** Of this module alone: threads share the number of their process, and processes in containers often have the same. */
const writer = randomUUID().slice(0, 8);
let asideCounter = 0;

export class DurableWrites {
  readonly #disk: Disk;
  /** Directories whose own names are durable. */
  readonly #settled = new Set<string>();

  constructor(disk: Disk) {
    this.#disk = disk;
  }

  /**
   * Makes a directory and those above it; each name is durable in its parent, or a crash could lose the whole branch. So is that of one that was
   * there: who made it may have been killed before that was done.
   */
  async directory(path: string): Promise<void> {
    const first = this.#disk.makeDirectory(path);
    for (let each = path; each !== dirname(each); each = dirname(each)) {
      const isNew = first !== undefined && each.length >= first.length;
      if (!isNew && this.#settled.has(each)) return;
      await this.#syncNames(dirname(each), isNew);
      this.#settled.add(each);
    }
  }

  /** Makes durable what a killed process may have left undone in a directory that is there: its names, and its own. */
  async settle(path: string): Promise<void> {
    await this.directory(path);
    await this.#syncNames(path, true);
  }

  #forget(directory: string): void {
    if (!this.#settled.delete(directory)) return;
    for (const each of this.#settled) if (each.startsWith(`${directory}/`)) this.#settled.delete(each);
  }

  /** `isOwn`: the names are not only those of directories on the way, which need not be open to everybody. */
  async #syncNames(directory: string, isOwn: boolean): Promise<void> {
    try {
      await this.#disk.syncDirectory(directory);
    } catch (error) {
      if (isOwn || !/^(EACCES|EPERM|EINVAL|ENOTSUP)$/.test((error as NodeJS.ErrnoException).code ?? "")) throw error;
    }
  }

  /** False when the name is taken. */
  async createExclusive(path: string, content: string): Promise<boolean> {
    const aside = await this.#writeAside(path, content);
    try {
      // rename() would replace a winner's file; link() fails when the name is taken.
      this.#disk.link(aside, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      // The caller goes by what is there: it must last, whatever becomes of who wrote it.
      await this.#disk.syncDirectory(dirname(path));
      return false;
    } finally {
      this.#disk.unlink(aside);
    }
    this.#removeChecksum(path);
    await this.#disk.syncDirectory(dirname(path));
    return true;
  }

  async replace(path: string, content: string): Promise<void> {
    this.#disk.rename(await this.#writeAside(path, content), path);
    this.#removeChecksum(path);
    await this.#disk.syncDirectory(dirname(path));
  }

  /** Files that were written aside under their final names: one fsync each, then the renames, then one fsync per directory. */
  async publishAll(pairs: readonly { readonly aside: string; readonly final: string }[]): Promise<void> {
    for (const { aside } of pairs) await this.#disk.syncFile(aside);
    const directories = new Set(pairs.map(({ final }) => dirname(final)));
    for (const directory of directories) await this.directory(directory);
    for (const { aside, final } of pairs) {
      this.#disk.rename(aside, final);
      this.#removeChecksum(final);
    }
    for (const directory of directories) await this.#disk.syncDirectory(directory);
  }

  async rename(from: string, to: string): Promise<void> {
    await this.directory(dirname(to));
    this.#disk.rename(from, to);
    await this.#disk.syncDirectory(dirname(to));
  }

  async copy(from: string, to: string): Promise<void> {
    await this.directory(dirname(to));
    await this.#disk.copy(from, to);
  }

  /** No error when there is nothing. */
  async remove(path: string): Promise<void> {
    try {
      this.#disk.unlink(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
    this.#removeChecksum(path);
  }

  /** With everything below it; no error when there is nothing. */
  async removeTree(path: string): Promise<void> {
    await this.#disk.removeTree(path);
    this.#forget(path);
    this.#removeChecksum(path);
  }

  /** What has something in it stays. */
  async removeEmpty(directory: string): Promise<void> {
    try {
      this.#disk.removeDirectory(directory);
      this.#forget(directory);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "ENOENT" && code !== "ENOTEMPTY" && code !== "EEXIST") throw error;
    }
  }

  async removeAll(paths: readonly string[]): Promise<void> {
    for (const path of paths) await this.remove(path);
    for (const directory of new Set(paths.map((path) => dirname(path))))
      if (this.#disk.exists(directory)) await this.#disk.syncDirectory(directory);
  }

  async #writeAside(path: string, content: string): Promise<string> {
    await this.directory(dirname(path));
    const aside = join(dirname(path), `.${basename(path)}.${writer}-${++asideCounter}.tmp`);
    await this.#disk.write(aside, content);
    return aside;
  }

  /** Hadoop keeps `.name.crc` beside a file it wrote; a stale one would make Spark reject our replacement. */
  #removeChecksum(path: string): void {
    const checksum = join(dirname(path), `.${basename(path)}.crc`);
    if (this.#disk.exists(checksum)) this.#disk.unlink(checksum);
  }
}
