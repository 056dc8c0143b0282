import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Places } from "./places.ts";
import type { Program } from "./programs/program.ts";

const START = Date.UTC(2024, 0, 2) / 1000;

/** The order of the files is that of their times. */
export function writeInput(program: Program, places: Places): void {
  for (const [input, files] of Object.entries(program.inputs)) {
    mkdirSync(places.input(input), { recursive: true });
    for (const [i, lines] of files.entries()) {
      const file = join(places.input(input), `${i}.txt`);
      writeFileSync(file, lines.join("\n"));
      utimesSync(file, START + i, START + i);
    }
  }
}
