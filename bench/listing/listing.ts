/** What a directory of many files costs a stream that reads it. */
import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { madeOnce } from "../data.ts";
import { run } from "../processes.ts";
import type { Planned } from "./program.ts";

export interface Listing extends Planned {
  readonly workload: "listing";
  readonly files: number;
}

export async function listing(files: number): Promise<Listing> {
  const names = Array.from({ length: files }, (_, i) => `${String(i).padStart(6, "0")}.json`);
  const directory = await madeOnce(`listing-${files}-v1`, async (aside) => {
    for (const [i, name] of names.entries()) await writeFile(join(aside, name), `{"id":${i}}\n`);
  });
  // What the operating system knows of the files is in memory, whoever made them and when.
  for (const name of names) await stat(join(directory, name));
  const { stdout } = await run(join(import.meta.dirname, "program.ts"), directory);
  return { workload: "listing", files, ...(JSON.parse(stdout) as Planned) };
}
