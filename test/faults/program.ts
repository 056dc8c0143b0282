/** A program that runs a job as its user would: `millrace run program.ts <terms as JSON>`. It says how many batches it has done. */
import { connect } from "../../src/index.ts";
import type { JobName } from "./jobs.ts";
import { start, type LifeOptions } from "./life.ts";
import type { Places } from "./places.ts";

export interface ProgramTerms extends LifeOptions {
  readonly job: JobName;
  readonly places: Places;
}

const { job, places, ...options } = JSON.parse(process.argv.at(-1)!) as ProgramTerms;
const spark = await connect();
spark.streams.addListener({
  onQueryProgress: ({ progress }) => console.log(`batch ${progress.batchId} at ${progress.timestamp}`),
});
const query = await start(spark, job, places, options);
console.log("started");
await query.awaitTermination();
await spark.stop();
