/** What can happen to a file. */
import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import type { Random } from "../../src/runtime/runtime.ts";

export interface Damaged {
  readonly path: string;
  readonly original: Buffer;
  /** The same file, or the one before it in its log, as it once was. */
  readonly older: Buffer | undefined;
  readonly random: Random;
}

export interface Damage {
  readonly name: string;
  /** False where it cannot be done to this file. */
  readonly do: (damaged: Damaged) => boolean;
}

const replaced = (name: string, content: (damaged: Damaged) => Buffer | string | undefined): Damage => ({
  name,
  do: (damaged) => {
    const text = content(damaged);
    if (text === undefined || damaged.original.equals(Buffer.from(text))) return false;
    writeFileSync(damaged.path, text);
    return true;
  },
});

const once: readonly Damage[] = [
  { name: "deleted", do: ({ path }) => (rmSync(path), true) },
  { name: "emptied", do: ({ path }) => (truncateSync(path), true) },
  replaced("cut in half", ({ original }) => original.subarray(0, original.length / 2)),
  replaced("cut at the end", ({ original }) => original.subarray(0, -1)),
  replaced("garbage", ({ original, random }) => Buffer.from(original.map(() => Math.floor(random.next() * 256)))),
  replaced("zeros", ({ original }) => Buffer.alloc(original.length)),
  replaced("of another version", ({ original }) =>
    original.subarray(0, 2).toString() === "v1" ? Buffer.concat([Buffer.from("v9"), original.subarray(2)]) : undefined,
  ),
  {
    name: "a directory",
    do: ({ path }) => {
      rmSync(path);
      mkdirSync(path);
      return true;
    },
  },
  replaced("an older copy", ({ older }) => older),
];

const flipped = (number: number): Damage =>
  replaced(`one bit flipped, ${number}`, ({ original, random }) => {
    const at = Math.floor(random.next() * original.length);
    const bit = 1 << Math.floor(random.next() * 8);
    return Buffer.from(original.map((byte, i) => (i === at ? byte ^ bit : byte)));
  });

export const damages = (flips: number): readonly Damage[] => [
  ...once,
  ...Array.from({ length: flips }, (_, i) => flipped(i + 1)),
];

export const read = (path: string): Buffer | undefined => {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
};
