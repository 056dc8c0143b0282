import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { FileTexts, OutputFile } from "./trace.ts";

/** The data files of a file sink that are not in `seen`, which it adds them to. */
export async function newDataFiles(sink: string, seen: Set<string>): Promise<OutputFile[]> {
  const found: OutputFile[] = [];
  for (const entry of await entriesBelow(sink)) {
    const dir = relative(sink, entry.parentPath) || ".";
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || entry.name.startsWith(".") || dir.includes("_spark_metadata") || seen.has(path)) continue;
    seen.add(path);
    const suffix = entry.name.replace(/^part-\d{5}-[0-9a-f-]{36}(?:-c\d+|\.c\d+)?/, "");
    found.push({ dir, suffix, ...contentOf(await readFile(path)) });
  }
  return found.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** The logs a checkpoint holds for a query with one source, by path. */
export function checkpointTexts(checkpoint: string): Promise<FileTexts> {
  return logTexts(checkpoint, ["offsets", "commits", "sources/0"]);
}

export function sinkLogTexts(sink: string): Promise<FileTexts> {
  return logTexts(sink, ["_spark_metadata"]);
}

async function logTexts(base: string, logs: readonly string[]): Promise<FileTexts> {
  const texts: FileTexts = {};
  for (const log of logs) {
    const names = (await namesIn(join(base, log))).filter((name) => !name.startsWith("."));
    // Batch ids are numbers: 2 comes before 10.
    names.sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
    for (const name of names) texts[`${log}/${name}`] = await readFile(join(base, log, name), "utf8");
  }
  return texts;
}

function contentOf(bytes: Buffer): { text: string } | { base64: string } {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { base64: bytes.toString("base64") };
  }
}

async function entriesBelow(directory: string): ReturnType<typeof listRecursively> {
  return (await exists(directory)) ? listRecursively(directory) : [];
}

const listRecursively = (directory: string) => readdir(directory, { recursive: true, withFileTypes: true });

async function namesIn(directory: string): Promise<string[]> {
  return (await exists(directory)) ? readdir(directory) : [];
}

async function exists(directory: string): Promise<boolean> {
  return readdir(directory).then(
    () => true,
    () => false,
  );
}
