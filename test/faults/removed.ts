/**
 * A directory that is removed under a running program. It ends with an error that names condition and path, or goes on as if nothing was; started
 * again it does the same, and never begins at zero without a word.
 */
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { newestMs, writeInput } from "./input.ts";
import type { JobName } from "./jobs.ts";
import { checked, type Part } from "./outcome.ts";
import { placesIn, type Places } from "./places.ts";
import { run, untold } from "./process.ts";
import { Worker } from "./workers.ts";

interface Case {
  readonly name: string;
  readonly job: JobName;
  readonly directory: (places: Places) => string;
  /** With what it ends; none where it goes on. */
  readonly ends: readonly string[];
  /** With what it ends when it is started again; none where it gives the right answer. */
  readonly endsAgain: readonly string[];
  /** What has to be there again before. */
  readonly putBack?: (places: Places) => void;
}

const FILES = 12;

const cases: readonly Case[] = [
  {
    name: "the input",
    job: "etl",
    directory: ({ left }) => left,
    ends: ["PATH_NOT_FOUND", "FAILED_READ_FILE.FILE_NOT_EXIST"],
    endsAgain: [],
    putBack: (places) => writeInput(places, 0, FILES),
  },
  {
    name: "the output",
    job: "etl",
    directory: ({ output }) => output,
    ends: ["OUTPUT_LACKS_BATCHES", "FILE_OPERATION_FAILED"],
    endsAgain: ["OUTPUT_LACKS_BATCHES"],
  },
  {
    name: "the output's log",
    job: "etl",
    directory: ({ output }) => join(output, "_spark_metadata"),
    ends: ["OUTPUT_LACKS_BATCHES", "FILE_OPERATION_FAILED"],
    endsAgain: ["OUTPUT_LACKS_BATCHES"],
  },
  {
    name: "the checkpoint",
    job: "etl",
    directory: ({ checkpoint }) => checkpoint,
    ends: ["CHECKPOINT_LOST"],
    // By the output: nothing has been written to the checkpoint any more.
    endsAgain: ["OUTPUT_HAS_OTHER_BATCHES"],
  },
  {
    name: "the checkpoint's offsets",
    job: "etl",
    directory: ({ checkpoint }) => join(checkpoint, "offsets"),
    ends: [],
    endsAgain: [],
  },
  {
    name: "the checkpoint's commits",
    job: "etl",
    directory: ({ checkpoint }) => join(checkpoint, "commits"),
    ends: [],
    endsAgain: [],
  },
  {
    name: "the checkpoint's source log",
    job: "etl",
    directory: ({ checkpoint }) => join(checkpoint, "sources"),
    ends: [],
    endsAgain: ["CHECKPOINT_FILE_CORRUPT", "CHECKPOINT_FILE_MISSING"],
  },
  {
    name: "the checkpoint's state",
    job: "windows",
    directory: ({ checkpoint }) => join(checkpoint, "state"),
    ends: [],
    endsAgain: ["STREAMING_STATEFUL_OPERATOR_MISSING_STATE_DIRECTORY", "CHECKPOINT_FILE_MISSING"],
  },
  {
    name: "the lock's directory",
    job: "windows",
    directory: ({ checkpoint }) => join(checkpoint, "millrace"),
    ends: ["CHECKPOINT_LOST"],
    endsAgain: [],
  },
  { name: "the temporary files", job: "windows", directory: ({ root }) => join(root, "tmp"), ends: [], endsAgain: [] },
];

export const removed: Part = async function* ({ root }) {
  const worker = new Worker();
  try {
    for (const [i, each] of cases.entries())
      yield await checked(each.name, () => remove(each, placesIn(join(root, String(i))), worker));
  } finally {
    worker.stop();
  }
};

async function remove(each: Case, places: Places, worker: Worker): Promise<readonly string[]> {
  const { job, ends, endsAgain, putBack } = each;
  const directory = each.directory(places);
  const terms = { job, places, filesPerBatch: 2 };
  writeInput(places, 0, 4);
  const running = run({ ...terms, everyMs: 20 });
  try {
    await running.saying("batch 1 at");
    await pause(50);
    if (!existsSync(directory)) return [`${directory} was never there`];
    rmSync(directory, { recursive: true, maxRetries: 5 });
    if (directory !== places.left) writeInput(places, 4, FILES);
    if (ends.length === 0) {
      // Six batches of input, whatever comes after them.
      await running.saying("batch 5 at");
      running.child.kill("SIGKILL");
      await running.ended;
    }
    const told = ends.length === 0 ? [] : untold(await running.ended, ends, places.root);
    putBack?.(places);
    const again =
      endsAgain.length === 0
        ? await worker.faultsOf({ ...terms, newestMs: newestMs(FILES) })
        : untold(await run(terms).ended, endsAgain, places.root);
    return [...told, ...again.map((fault) => `started again: ${fault}`)];
  } finally {
    running.child.kill("SIGKILL");
  }
}
