import { createHash } from "node:crypto";
import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Places } from "./places.ts";

const START = Date.UTC(2016, 7, 3, 1, 0, 0);
const MINUTE = 60_000;

interface InputOptions {
  readonly rowsPerFile?: number;
  /** The files are as old as they are; else they look as if written in the order of their numbers, long ago. */
  readonly isNew?: boolean;
}

/** Files `from` up to `to` of both inputs. The records of file i lie in minute i: in the order of the files none is ever late. */
export function writeInput(
  places: Places,
  from: number,
  to: number,
  { rowsPerFile = 6, isNew = false }: InputOptions = {},
): void {
  for (const side of ["left", "right"] as const) {
    mkdirSync(places[side], { recursive: true });
    for (let i = from; i < to; i++) {
      const records = Array.from({ length: rowsPerFile }, (_, row) => {
        const id = i * rowsPerFile + row;
        const time = new Date(START + i * MINUTE + Math.floor((row * 40_000) / rowsPerFile)).toISOString();
        return JSON.stringify({ time, id, kind: "abc"[id % 3], text: hash(`${side} ${id}`) });
      });
      const file = join(places[side], `file-${String(i).padStart(4, "0")}.json`);
      writeFileSync(file, `${records.join("\n")}\n`);
      const written = new Date(START + i * 1000);
      if (!isNew) utimesSync(file, written, written);
    }
  }
}

/** The time of the newest record among so many files. */
export const newestMs = (files: number, rowsPerFile = 6): number =>
  START + (files - 1) * MINUTE + Math.floor(((rowsPerFile - 1) * 40_000) / rowsPerFile);

/** A text that does not get smaller by being packed. */
const hash = (text: string): string => createHash("sha256").update(text).digest("base64");
