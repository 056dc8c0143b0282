/**
 * What of a directory tree would outlive a power loss. Lasting is what has been synced: a file's content as it was at the file's last sync, a
 * directory's names as they were at the directory's. What was removed since is kept in an attic beside the tree, for it may come back.
 *
 * `crash` leaves one of the states the disk may be in then. Every name that changed after its directory's sync is, for itself, as it was or as
 * it is: changes are reordered. A rename never loses the file. Content that was not synced is there, missing, cut short, or ends in zeros.
 */
import {
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
  type Stats,
} from "node:fs";
import { dirname, join } from "node:path";
import type { Random } from "./runtime.ts";

interface Entry {
  readonly inode: number;
  readonly isDirectory: boolean;
}

type Names = ReadonlyMap<string, Entry>;

/** What became of a file's content. */
export type Content = "whole" | "empty" | "torn" | "zeroed";

export interface Survivor {
  /** Relative to the tree. */
  readonly path: string;
  readonly content: Content;
}

interface Found {
  readonly path: string;
  readonly inode: number;
}

export class DurabilityJournal {
  readonly #root: string;
  readonly #attic: string;
  /** By directory, its names as they were at its last sync. */
  readonly #names = new Map<number, Names>();
  /** By file, how it looked at its last sync. */
  readonly #synced = new Map<number, string>();

  /** All that is there now counts as synced. */
  constructor(root: string) {
    this.#root = root;
    this.#attic = `${root}.attic`;
    rmSync(this.#attic, { recursive: true, force: true });
    mkdirSync(this.#attic);
    this.#adopt(root);
  }

  #adopt(directory: string): void {
    this.directorySynced(directory);
    for (const [name, { isDirectory }] of namesIn(directory))
      if (isDirectory) this.#adopt(join(directory, name));
      else this.fileSynced(join(directory, name));
  }

  fileSynced(path: string): void {
    const info = lstatSync(path);
    this.#synced.set(info.ino, lookOf(info));
  }

  directorySynced(path: string): void {
    this.#names.set(lstatSync(path).ino, namesIn(path));
  }

  /** Before a file loses a name: it may come back, and no other file gets its number. */
  keep(path: string): void {
    const info = lstatSync(path, { throwIfNoEntry: false });
    if (info === undefined || info.isDirectory()) return;
    const kept = join(this.#attic, String(info.ino));
    if (lstatSync(kept, { throwIfNoEntry: false }) === undefined) linkSync(path, kept);
  }

  /** Removes an empty directory, by moving it away: no other gets its number. */
  removeDirectory(path: string): void {
    renameSync(path, join(this.#attic, `${lstatSync(path).ino}.d`));
  }

  /** Makes the tree what a power loss leaves of it. `keeping`: how likely it is for a change that was not synced to be there. */
  crash(random: Random, keeping: number): readonly Survivor[] {
    const before = this.#everyFile();
    const chosen = this.#restored(before, this.#choose(this.#root, lstatSync(this.#root).ino, "", random, keeping));
    const next = `${this.#root}.next`;
    mkdirSync(next);
    for (const directory of chosen.directories) mkdirSync(join(next, directory), { recursive: true });
    const survivors = chosen.files.map(({ path, inode }) => {
      const now = before.get(inode)?.[0];
      const file = now === undefined ? join(this.#attic, String(inode)) : join(this.#root, now);
      return { path, content: this.#survive(file, join(next, path), random, keeping) };
    });
    rmSync(this.#root, { recursive: true });
    rmSync(this.#attic, { recursive: true });
    renameSync(next, this.#root);
    return survivors;
  }

  /** For every name of a directory whether it is as at the last sync or as now, and so on below. */
  #choose(now: string | undefined, inode: number, path: string, random: Random, keeping: number): Tree {
    const [then, current] = [this.#names.get(inode) ?? NOTHING, now === undefined ? NOTHING : namesIn(now)];
    const tree: Tree = { files: [], directories: path === "" ? [] : [path] };
    const decided = new Map<number, string>();
    for (const name of [...new Set([...then.keys(), ...current.keys()])].toSorted()) {
      const [old, young] = [then.get(name), current.get(name)];
      const isSame = old?.inode === young?.inode;
      const entry = isSame || random.next() < keeping ? young : old;
      if (entry === undefined) continue;
      const at = path === "" ? name : `${path}/${name}`;
      if (entry.isDirectory) {
        const below = now !== undefined && entry === young ? join(now, name) : undefined;
        const sub = this.#choose(below, entry.inode, at, random, keeping);
        tree.files.push(...sub.files);
        tree.directories.push(...sub.directories);
        continue;
      }
      // Within a directory a rename is one stroke: the file has the old name or the new one.
      if (decided.has(entry.inode) && !this.#hasBoth(current, then, entry.inode)) continue;
      decided.set(entry.inode, name);
      tree.files.push({ path: at, inode: entry.inode });
    }
    return tree;
  }

  #hasBoth(current: Names, then: Names, inode: number): boolean {
    return [current, then].some((names) => [...names.values()].filter((entry) => entry.inode === inode).length > 1);
  }

  /** Files that were renamed and chosen under neither name are put back where they were, or else are. */
  #restored(alive: ReadonlyMap<number, readonly string[]>, tree: Tree): Tree {
    const there = new Set(tree.files.map((file) => file.inode));
    const durable = this.#durablePaths();
    for (const [inode, paths] of alive) {
      const old = durable.get(inode);
      if (old === undefined || there.has(inode)) continue;
      const isFree = (path: string): boolean => tree.files.every((file) => file.path !== path);
      const isReachable = (path: string): boolean => dirname(path) === "." || tree.directories.includes(dirname(path));
      const path = [old, ...paths].find((each) => isFree(each) && isReachable(each)) ?? paths[0]!;
      if (!isReachable(path)) tree.directories.push(dirname(path));
      tree.files.push({ path, inode });
    }
    return tree;
  }

  #durablePaths(): ReadonlyMap<number, string> {
    const paths = new Map<number, string>();
    const visit = (directory: number, path: string): void => {
      for (const [name, { inode, isDirectory }] of this.#names.get(directory) ?? NOTHING)
        if (isDirectory) visit(inode, join(path, name));
        else paths.set(inode, join(path, name));
    };
    visit(lstatSync(this.#root).ino, "");
    return paths;
  }

  /** By file, the paths it has now. */
  #everyFile(): ReadonlyMap<number, readonly string[]> {
    const all = new Map<number, string[]>();
    const visit = (path: string): void => {
      for (const [name, { inode, isDirectory }] of namesIn(join(this.#root, path)))
        if (isDirectory) visit(join(path, name));
        else all.set(inode, [...(all.get(inode) ?? []), join(path, name)]);
    };
    visit("");
    return all;
  }

  #survive(file: string, target: string, random: Random, keeping: number): Content {
    const info = lstatSync(file);
    if (this.#synced.get(info.ino) === lookOf(info) || random.next() < keeping) {
      linkSync(file, target);
      return "whole";
    }
    const content = readFileSync(file);
    const cut = Math.floor(random.next() * content.length);
    const fate = (["empty", "torn", "zeroed"] as const)[Math.floor(random.next() * 3)]!;
    if (fate === "zeroed") content.fill(0, cut);
    writeFileSync(target, fate === "empty" ? "" : fate === "torn" ? content.subarray(0, cut) : content);
    utimesSync(target, info.atimeMs / 1000, info.mtimeMs / 1000);
    return fate;
  }
}

interface Tree {
  readonly files: Found[];
  readonly directories: string[];
}

const NOTHING: Names = new Map();

function namesIn(directory: string): Names {
  const names = new Map<string, Entry>();
  for (const name of readdirSync(directory)) {
    const info = lstatSync(join(directory, name));
    names.set(name, { inode: info.ino, isDirectory: info.isDirectory() });
  }
  return names;
}

const lookOf = ({ size, mtimeMs }: Stats): string => `${size}:${mtimeMs}`;
