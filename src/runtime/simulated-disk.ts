/**
 * A disk whose every stroke is numbered and can be the last: before or after any of them the power may go, or the stroke itself may fail. What is
 * done is really done, to a directory of the machine; a journal knows what of it would last.
 */
import {
  closeSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Disk } from "./disk.ts";
import { DurabilityJournal, type Survivor } from "./durability-journal.ts";
import { realDisk } from "./real-disk.ts";
import type { Random } from "./runtime.ts";

export type Stroke =
  | "make directory"
  | "write"
  | "amend"
  | "link"
  | "rename"
  | "copy"
  | "unlink"
  | "remove directory"
  | "sync file"
  | "sync directory"
  /** The kernel is told a name under which to write. */
  | "write natively";

export interface Effect {
  /** From 1 on. */
  readonly number: number;
  readonly stroke: Stroke;
  /** Relative to the disk. */
  readonly path: string;
}

/** What happens at an effect: the power goes before or after it, or it fails. */
export type Strike = "before" | "after" | "ENOSPC" | "EIO";

/** Whoever runs on a disk without power finds nothing but this. */
class PowerLoss extends Error {}

export class SimulatedDisk implements Disk {
  readonly #root: string;
  readonly #journal: DurabilityJournal;
  readonly #strike: (effect: Effect) => Strike | undefined;
  #powerOff: () => void = () => undefined;
  #effects = 0;
  #isOff = false;
  /** Resolves when the power goes. */
  readonly off: Promise<void> = new Promise((resolve) => (this.#powerOff = resolve));

  /**
   * What lies in `root` now has been synced; or, after a process has ended and not the machine, only what had been on the disk `before`. Other
   * directories are the machine's own.
   */
  constructor(root: string, strike: (effect: Effect) => Strike | undefined = () => undefined, before?: SimulatedDisk) {
    this.#root = root;
    this.#journal = before === undefined ? new DurabilityJournal(root) : before.#journal;
    this.#strike = strike;
  }

  get effects(): number {
    return this.#effects;
  }
  get isOff(): boolean {
    return this.#isOff;
  }

  /** When nothing runs on the disk any more: makes of it what the power loss left. */
  crash(random: Random, keeping: number): readonly Survivor[] {
    return this.#journal.crash(random, keeping);
  }

  makeDirectory(path: string): string | undefined {
    if (!this.#has(path)) return realDisk.makeDirectory(path);
    if (existsSync(path)) return undefined;
    const first = this.makeDirectory(dirname(path));
    this.#do("make directory", path, () => mkdirSync(path));
    return first ?? path;
  }

  async write(path: string, content: string): Promise<void> {
    if (!this.#has(path)) return realDisk.write(path, content);
    this.#do("write", path, (share) => writeFileSync(path, content.slice(0, Math.ceil(content.length * share))));
    await this.syncFile(path);
  }

  async amend(path: string, at: number, content: string): Promise<void> {
    if (!this.#has(path)) return realDisk.amend(path, at, content);
    this.#do("amend", path, () => {
      const file = openSync(path, "r+");
      try {
        writeSync(file, content, at);
      } finally {
        closeSync(file);
      }
    });
  }

  link(path: string, name: string): void {
    if (!this.#has(name)) return realDisk.link(path, name);
    this.#do("link", name, () => linkSync(path, name));
  }

  rename(from: string, to: string): void {
    if (!this.#has(to)) return realDisk.rename(from, to);
    this.#do("rename", to, () => {
      this.#journal.keep(to);
      renameSync(from, to);
    });
  }

  async copy(from: string, to: string): Promise<void> {
    if (!this.#has(to)) return realDisk.copy(from, to);
    if (statSync(from).isDirectory()) {
      this.makeDirectory(to);
      for (const name of readdirSync(from)) await this.copy(join(from, name), join(to, name));
    } else this.#do("copy", to, () => copyFileSync(from, to));
  }

  unlink(path: string): void {
    if (!this.#has(path)) return realDisk.unlink(path);
    // To find nothing, or a directory, changes nothing.
    if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return unlinkSync(path);
    this.#do("unlink", path, () => {
      this.#journal.keep(path);
      unlinkSync(path);
    });
  }

  removeDirectory(path: string): void {
    if (!this.#has(path)) return realDisk.removeDirectory(path);
    // To find something in it, or nothing there, changes nothing.
    if (!this.exists(path) || readdirSync(path).length > 0) return rmdirSync(path);
    this.#do("remove directory", path, () => this.#journal.removeDirectory(path));
  }

  async removeTree(path: string): Promise<void> {
    if (!this.#has(path)) return realDisk.removeTree(path);
    const info = statSync(path, { throwIfNoEntry: false });
    if (info === undefined) return;
    if (!info.isDirectory()) return this.unlink(path);
    for (const name of readdirSync(path)) await this.removeTree(join(path, name));
    this.#do("remove directory", path, () => this.#journal.removeDirectory(path));
  }

  exists(path: string): boolean {
    return realDisk.exists(path);
  }

  async syncFile(path: string): Promise<void> {
    if (!this.#has(path)) return realDisk.syncFile(path);
    this.#do("sync file", path, () => this.#journal.fileSynced(path));
  }

  async syncDirectory(path: string): Promise<void> {
    // Of what lies outside nothing is at stake.
    if (!this.#has(path)) return;
    this.#do("sync directory", path, () => this.#journal.directorySynced(path));
  }

  /** The path for the kernel to write to: on a full disk, one that is always full. */
  writeNatively(path: string): string {
    if (!this.#has(path)) return path;
    let target = path;
    this.#do("write natively", path, (share) => {
      // The kernel may put a new file in the place of one that is there.
      this.#journal.keep(path);
      if (share < 1) target = "/dev/full";
    });
    return target;
  }

  #has(path: string): boolean {
    return path === this.#root || path.startsWith(`${this.#root}/`);
  }

  /** `action` is told how much of what it has to write there is room for. */
  #do(stroke: Stroke, path: string, action: (share: number) => void): void {
    if (this.#isOff) throw new PowerLoss();
    const effect = { number: ++this.#effects, stroke, path: path.slice(this.#root.length + 1) };
    const strike = this.#strike(effect);
    if (strike === "before") this.#losePower();
    if (strike === "EIO") throw failure("EIO", "i/o error", stroke, path);
    if (strike === "ENOSPC" && stroke === "write natively") return action(0);
    if (strike === "ENOSPC") {
      if (stroke === "write") action(0.5);
      throw failure("ENOSPC", "no space left on device", stroke, path);
    }
    action(1);
    if (strike === "after") this.#losePower();
  }

  #losePower(): never {
    this.#isOff = true;
    this.#powerOff();
    throw new PowerLoss();
  }
}

/** As Node's own would be. */
function failure(code: string, reason: string, stroke: Stroke, path: string): Error {
  return Object.assign(new Error(`${code}: ${reason}, ${stroke} '${basename(path)}'`), { code });
}
