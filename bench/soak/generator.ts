/**
 * The program that writes the input: `generator.ts <directory> <seed>`, started by `feed.ts`, in a process of its own so that its memory and
 * its work are not the engine's. Tells of every file when it is there; at "finish" it writes the closing one and ends.
 */
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { closingFile, INTERVAL_MS, readingFiles, ROWS_PER_FILE, type ReadingFile } from "./readings.ts";

/** What has been written when the generator ends. */
export interface Written {
  readonly rows: number;
  readonly distinct: number;
}

export type Message =
  | { readonly kind: "file"; readonly completedAt: number }
  | { readonly kind: "finished"; readonly written: Written };

const [directory, seed] = process.argv.slice(2) as [string, string];
const finishing = new AbortController();
process.once("message", () => finishing.abort());
// Ctrl-C reaches both processes; the engine's ends this one when it has stopped.
process.on("SIGINT", () => undefined);
// The engine is gone, however it ended: nobody reads any more.
process.once("disconnect", () => process.exit());

const files = readingFiles(Number(seed));
const began = Date.now();
let [count, distinct] = [0, 0];
while (!finishing.signal.aborted) {
  await write(files.next().value);
  await sleep(Math.max(0, began + count * INTERVAL_MS - Date.now()));
}
const whole = count;
await write(closingFile(whole));
tell({ kind: "finished", written: { rows: whole * ROWS_PER_FILE + 1, distinct } }, () => process.disconnect());

/** Aside first: a reader must never see half a file. The names' order is that of writing, should two share a time. */
async function write(file: ReadingFile): Promise<void> {
  const name = `readings-${String(count).padStart(7, "0")}.json`;
  await writeFile(join(directory, `.${name}`), file.content);
  await rename(join(directory, `.${name}`), join(directory, name));
  count++;
  distinct += file.distinct;
  tell({ kind: "file", completedAt: Date.now() });
}

function tell(message: Message, whenSent?: () => void): void {
  process.send?.(message, undefined, undefined, whenSent);
}
