/** Lines of text into one file: the kernel writes them as they are. */
import type { KernelConnection } from "../duckdb/connection.ts";
import { millraceError } from "../errors.ts";
import { text } from "../functions/function.ts";

export interface LinesJob {
  /** A query of one column, `line`, which is never NULL. */
  readonly sql: string;
  readonly target: string;
  readonly lineSeparator: string;
  readonly charset: string;
  readonly isPacked: boolean;
}

/** The number of lines written. */
export async function writeLines(connection: KernelConnection, job: LinesJob): Promise<number> {
  const isPlain = job.lineSeparator === "\n" && /^utf-?8$/i.test(job.charset);
  if (isPlain)
    return connection.count(
      `COPY (${job.sql}) TO ${text(job.target)} (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\u0001', COMPRESSION ${job.isPacked ? "gzip" : "none"})`,
    );
  if (job.isPacked)
    throw millraceError("UNSUPPORTED_OPTION", { option: "compression beside lineSep or encoding", format: "text" });
  const whole = `coalesce(string_agg(line || ${text(job.lineSeparator)}, ''), '')`;
  const bytes = `unhex(millrace_encode_lossy(${whole}, ${text(job.charset)}))`;
  const lines = await connection.count(`SELECT count(*) FROM (${job.sql})`);
  await connection.run(`COPY (SELECT ${bytes} FROM (${job.sql})) TO ${text(job.target)} (FORMAT blob)`);
  return lines;
}
