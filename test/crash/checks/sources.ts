/** What a source does beside giving rows: records that cannot be read are put aside once, files that have been read are cleaned away. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { difference } from "../../kills/multisets.ts";
import type { Places } from "../places.ts";
import type { Program } from "../programs/program.ts";

export function sourceFaults(program: Program, places: Places): string[] {
  return [...badRecordFaults(program, places), ...cleaningFaults(program, places)];
}

function badRecordFaults({ badRecords }: Program, places: Places): string[] {
  if (badRecords === undefined) return [];
  const found = filesBelow(places.badRecords).flatMap((file) => readFileSync(file, "utf8").trim().split("\n"));
  const records = found.map((line) => (JSON.parse(line) as { record: string }).record);
  return difference("bad records", records, badRecords);
}

/** Cleaning is best effort, but no file is lost or changed by being archived. */
function cleaningFaults(program: Program, places: Places): string[] {
  if (program.cleans !== "archive") return [];
  return Object.entries(program.inputs).flatMap(([input, files]) =>
    files.flatMap((lines, i) => {
      const file = join(places.input(input), `${i}.txt`);
      const copies = [file, `${places.archive}${file}`].filter((path) => existsSync(path));
      if (copies.length === 0) return [`${file} is neither there nor in the archive`];
      const changed = copies.find((path) => readFileSync(path, "utf8") !== lines.join("\n"));
      return changed === undefined ? [] : [`${changed} is not what it was`];
    }),
  );
}

const filesBelow = (directory: string): string[] =>
  existsSync(directory)
    ? readdirSync(directory, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
        .map((entry) => join(entry.parentPath, entry.name))
    : [];
