/** Writes the outputs by streaming queries, a batch for every few rows. */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Session } from "../../src/index.ts";
import { inputLine, questionAt, type Output } from "./outputs.ts";
import { ddlOf, type Question } from "./question.ts";
import { ROW_COUNT } from "./rows.ts";

/** Where there are no partitions, as many batches that the sink's log is compacted; else such that one has rows for several files. */
const rowsPerBatch = ({ partitionBy }: Output): number => (partitionBy.length === 0 ? 1 : 5);

export interface Written {
  readonly output: Output;
  readonly input: string;
  readonly path: string;
  readonly checkpoint: string;
  /** For who reads it. */
  readonly question: Question;
}

export async function write(spark: Session, output: Output, root: string): Promise<Written> {
  const at = (part: string): string => join(root, output.name.replaceAll(/\W+/g, "-"), part);
  const [path, checkpoint] = [at("out"), at("checkpoint")];
  const written: Written = { output, input: at("in"), path, checkpoint, question: questionAt(output, path) };
  writeInput(output, written.input);
  await run(spark, written);
  if (output.isInterrupted) interrupt(written);
  return written;
}

/** From the start, or on from where the checkpoint stands. */
export async function run(spark: Session, { output, input, path, checkpoint, question }: Written): Promise<void> {
  const query = await spark.readStream
    .schema(ddlOf(question))
    .option("maxFilesPerTrigger", 1)
    .json(input)
    .writeStream.format(output.format)
    .options(output.writeOptions)
    .partitionBy(...output.partitionBy)
    .option("path", path)
    .option("checkpointLocation", checkpoint)
    .trigger({ availableNow: true })
    .start();
  await query.awaitTermination();
}

function writeInput(output: Output, directory: string): void {
  mkdirSync(directory, { recursive: true });
  const step = rowsPerBatch(output);
  for (let from = 0, batch = 1; from < ROW_COUNT; from += step, batch++) {
    const lines: string[] = [];
    for (let i = from; i < Math.min(from + step, ROW_COUNT); i++) lines.push(inputLine(output, i));
    const file = join(directory, `${batch}.json`);
    writeFileSync(file, lines.join("\n"));
    // A stream takes files in the order of their times.
    utimesSync(file, batch, batch);
  }
}

/**
 * What a process leaves behind that is killed in the next batch, between its renames and its entry in the sink log: files in place, others
 * still aside, and the list of both in the checkpoint.
 */
function interrupt({ path, checkpoint }: Written): void {
  const { id } = JSON.parse(readFileSync(join(checkpoint, "metadata"), "utf8")) as { id: string };
  const batchId = readdirSync(join(checkpoint, "commits")).filter((name) => /^\d+$/.test(name)).length;
  const last = hexOf(id, batchId - 1);
  const placed = readdirSync(path, { recursive: true, encoding: "utf8" }).filter((name) => name.includes(last));
  if (placed.length === 0) throw new Error(`no file of the last batch is in ${path}`);
  const strays = placed.map((name) => name.replace(last, hexOf(id, batchId)));
  placed.forEach((name, i) => copyFileSync(join(path, name), join(path, strays[i]!)));
  const aside = join(path, ".millrace", id, `part-00009-${hexOf(id, batchId)}-c000.snappy.parquet.tmp`);
  mkdirSync(dirname(aside), { recursive: true });
  writeFileSync(aside, "half a file");
  const intents = join(checkpoint, "millrace", "intents");
  mkdirSync(intents, { recursive: true });
  writeFileSync(join(intents, String(batchId)), JSON.stringify({ batchId, files: strays }));
}

/** How the names of a batch's files begin behind the number of the file. */
const hexOf = (queryId: string, batchId: number): string =>
  `${queryId.slice(0, 24)}${batchId.toString(16).padStart(12, "0")}`;
