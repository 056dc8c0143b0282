/** A directory and all that a reader has to know of it, in this process or another. */
import type { Cells } from "./cells.ts";

export interface Question {
  readonly name: string;
  readonly format: "parquet" | "json" | "csv";
  readonly path: string;
  /** Spark's types by name: of the columns in the files, and behind them of those in the paths. */
  readonly columns: Readonly<Record<string, string>>;
  readonly partitionBy: readonly string[];
  readonly options: Readonly<Record<string, string>>;
}

export type Answer = { readonly rows: readonly Cells[] } | { readonly error: string };

export const ddlOf = ({ columns }: Question): string =>
  Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(", ");

export function answerOf(read: () => Promise<readonly Cells[]>): Promise<Answer> {
  return read().then(
    (rows) => ({ rows }),
    (error: unknown) => ({ error: String(error) }),
  );
}
