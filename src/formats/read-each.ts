/** Files read in the host one after the other, in groups of records, so that memory holds a group and not a file. */
import { isMillraceError } from "../errors.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { isCollecting } from "./bad-records.ts";
import { pathToUri } from "./file-uri.ts";
import { millraceError, reasonOf } from "../errors.ts";
import type { ReadJob } from "./format.ts";
import type { HeldRows } from "./held-rows.ts";
import type { ReadRows } from "./read-rows.ts";
import { readLines, type TextForm } from "./read-text.ts";

/** Records between two breaths: other queries, timers and signals wait meanwhile. */
const AT_ONCE = 2000;

export interface HostReading {
  readonly held: HeldRows;
  readonly form: TextForm;
  /** What reads the records of one file, group by group. */
  readonly reader: () => (records: readonly string[]) => ReadRows;
}

export async function readEach(
  runtime: Runtime,
  job: ReadJob,
  files: readonly string[],
  { held, form, reader }: HostReading,
): Promise<void> {
  for (const file of files) {
    const read = reader();
    try {
      for await (const records of readLines(runtime, file, form, job.settings))
        for (let at = 0; at < records.length; at += AT_ONCE) {
          await held.append(
            file,
            withFile(file, () => read(records.slice(at, at + AT_ONCE))),
          );
          await runtime.clock.breathe();
        }
    } catch (error) {
      const isUnreadable =
        isMillraceError(error, "FAILED_READ_FILE.NO_HINT") || isMillraceError(error, "FILE_OPERATION_FAILED");
      if (!isCollecting(job.options) || !isUnreadable) throw error;
      await held.noteUnreadable(file, error);
    }
  }
}

/** What is wrong in a file is told with the file, as Spark tells it. */
function withFile<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!isMillraceError(error)) throw error;
    throw millraceError(
      "FAILED_READ_FILE.NO_HINT",
      { path: pathToUri(file), reason: reasonOf(error).replace(/\.$/, "") },
      { cause: error },
    );
  }
}
