// The etl stream over a sink log that lists many files already. A process of its own, so that its memory is its own.
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { etl } from "../etl.ts";
import { connect, type QueryProgress, type Session } from "../../src/index.ts";
import { output, SCHEMA } from "../workload.ts";

/** The times of the batches that compact the log and of those that do not. */
export interface Batches {
  readonly compacted: readonly number[];
  readonly plain: readonly number[];
  readonly peakRssMb: number;
}

/** As many batches come before the log grows, the last of them compacted. */
const BEFORE = 10;

const [sensors, entries] = [process.argv[2]!, Number(process.argv[3])];
const work = await mkdtemp(join(tmpdir(), "millrace-bench-work-"));
try {
  const [input, held] = [join(work, "in"), join(work, "held")];
  for (const directory of [input, held]) await mkdir(directory);
  const names = (await readdir(sensors)).filter((name) => name.endsWith(".json"));
  for (const [i, name] of names.entries()) await symlink(join(sensors, name), join(i < BEFORE ? input : held, name));
  const spark = await connect({ conf: { "spark.sql.streaming.numRecentProgressUpdates": "1000" } });
  await batches(spark, input);
  await lengthen(join(output(work), "_spark_metadata", `${BEFORE - 1}.compact`));
  for (const name of await readdir(held)) await rename(join(held, name), join(input, name));
  const progress = (await batches(spark, input)).filter(({ numInputRows }) => numInputRows > 0);
  const times = (isCompacted: boolean): readonly number[] =>
    progress
      .filter(({ batchId }) => ((batchId + 1) % 10 === 0) === isCompacted)
      .map(({ durationMs }) => durationMs["triggerExecution"]!);
  const peakRssMb = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ compacted: times(true), plain: times(false), peakRssMb } satisfies Batches));
  await spark.stop();
} finally {
  await rm(work, { recursive: true });
}

async function batches(spark: Session, input: string): Promise<readonly QueryProgress[]> {
  const query = await etl.start(spark.readStream.schema(SCHEMA).option("maxFilesPerTrigger", 1).json(input), work);
  await query.awaitTermination();
  return query.recentProgress();
}

/** Lists as many files as if batches had been written for weeks: only readers would ask for the files themselves. */
async function lengthen(log: string): Promise<void> {
  const [version, first = ""] = (await readFile(log, "utf8")).split("\n");
  const more = Array.from({ length: entries }, (_, i) =>
    first.replace("part-00000", `part-${String(i).padStart(6, "0")}`),
  );
  await writeFile(log, [version, ...more].join("\n"));
}
