/** The output as its readers find it: rows, with the batch each belongs to. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { inputFileName, type Session, type StructType } from "../../../src/index.ts";
import type { Places } from "../places.ts";
import type { Program, Row } from "../programs/program.ts";
import { sinkEntries } from "./logs.ts";

/** By batch, its rows as text. */
export type Batches = ReadonlyMap<number, readonly string[]>;

export async function readOutput(
  spark: Session,
  program: Program,
  places: Places,
  schema: StructType,
): Promise<Batches> {
  const { sink } = program;
  return sink.kind === "batches" ? readTarget(places) : readFiles(spark, program, places, schema);
}

function readTarget({ target }: Places): Batches {
  if (!existsSync(target)) return new Map();
  const names = readdirSync(target).filter((name) => !name.startsWith("."));
  return new Map(
    names.map((name): [number, string[]] => [
      Number(name),
      (JSON.parse(readFileSync(join(target, name), "utf8")) as string[]).map(normal),
    ]),
  );
}

/** Through the sink log. */
async function readFiles(spark: Session, program: Program, { output }: Places, schema: StructType): Promise<Batches> {
  const entries = sinkEntries(output);
  const batches = new Map<number, string[]>(entries.map(({ batchId }) => [batchId, []]));
  if (entries.length === 0) return batches;
  const format = program.sink.kind === "files" ? program.sink.format : "parquet";
  const frame = spark.read.schema(schema).format(format).load(output).withColumn("_file", inputFileName());
  const batchOf = new Map(entries.map(({ path, batchId }) => [basename(path), batchId]));
  for (const line of await frame.toJSON()) {
    const { _file, ...row } = JSON.parse(line) as Record<string, unknown>;
    batches.get(batchOf.get(basename(_file as string))!)!.push(textOf(row));
  }
  return batches;
}

/** Files that a reader who knows nothing of the log would take for output. */
export function visibleFiles(output: string, below = ""): string[] {
  const directory = join(output, below);
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true })
    .filter(({ name }) => !/^[._]/.test(name))
    .flatMap((entry) =>
      entry.isDirectory() ? visibleFiles(output, join(below, entry.name)) : [join(directory, entry.name)],
    );
}

/** A row whatever the order of its columns. */
export const textOf = (row: Row): string =>
  JSON.stringify(Object.fromEntries(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1))));

export const normal = (line: string): string => textOf(JSON.parse(line) as Row);
