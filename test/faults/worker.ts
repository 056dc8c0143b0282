/** A process that lives many lives, one after the other, each over a directory of its own: where the process itself is not what is tried. */
import { connect } from "../../src/index.ts";
import { wrongAnswers, wrongPrefix } from "./answer.ts";
import type { JobName } from "./jobs.ts";
import { endOf, start, type End, type LifeOptions } from "./life.ts";
import type { Places } from "./places.ts";

export interface Task extends LifeOptions {
  readonly job: JobName;
  readonly places: Places;
  readonly newestMs: number;
  /** Only reads what is there, of batches of so many rows. */
  readonly rowsPerBatch?: number;
}

export interface Answer {
  readonly end: End;
  /** What is wrong with the output of a life that ended well; or the error that a reader of it meets. */
  readonly faults: readonly string[];
  readonly readerEnd: End;
}

process.on("message", (task: Task) => {
  void live(task).then((answer) => process.send!(answer));
});
process.send!("ready");

async function live({ job, places, newestMs, rowsPerBatch, ...options }: Task): Promise<Answer> {
  const spark = await connect();
  let isRead = false;
  try {
    if (rowsPerBatch !== undefined) {
      isRead = true;
      const faults = await wrongPrefix(spark, job, places, { newestMs, rowsPerBatch });
      return { end: "done", faults, readerEnd: "done" };
    }
    await (await start(spark, job, places, options)).awaitTermination();
    isRead = true;
    return { end: "done", faults: await wrongAnswers(spark, job, places, newestMs), readerEnd: "done" };
  } catch (error) {
    const end = endOf(error);
    return isRead ? { end: "done", faults: [], readerEnd: end } : { end, faults: [], readerEnd: "done" };
  } finally {
    await spark.stop().catch(() => undefined);
  }
}
