/** Rows as the files a source reads, each later than those written before it. */
import { mkdirSync, renameSync, utimesSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Cells } from "./cells.ts";

let written = 0;

export function writeRows(file: string, rows: readonly Cells[]): void {
  mkdirSync(dirname(file), { recursive: true });
  const aside = join(dirname(file), `.${basename(file)}`);
  writeFileSync(aside, rows.map((row) => JSON.stringify(row, jsonCell)).join("\n"));
  const time = new Date(1_500_000_000_000 + ++written * 1000);
  utimesSync(aside, time, time);
  renameSync(aside, file);
}

function jsonCell(name: string, value: unknown): unknown {
  if (name === "t" && typeof value === "number") return new Date(value).toISOString();
  return Number.isNaN(value) ? "NaN" : value;
}
