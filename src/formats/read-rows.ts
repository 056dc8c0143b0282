/** What the host makes of some records of a file: rows, and what became of the malformed ones. */
import { messageOf } from "../errors.ts";
import { isCollecting } from "./bad-records.ts";
import type { StructType } from "../types/data-type.ts";
import type { RawColumns, RawValue } from "../types/raw-value.ts";

/** `COLLECT`: malformed records are no rows, and are kept aside (`badRecordsPath`). */
export type ParseMode = "PERMISSIVE" | "DROPMALFORMED" | "FAILFAST" | "COLLECT";

/** `badRecordsPath` goes before any mode. */
export function parseMode(options: Readonly<Record<string, string>>): ParseMode {
  return isCollecting(options) ? "COLLECT" : ((options["mode"]?.toUpperCase() ?? "PERMISSIVE") as ParseMode);
}

export interface BadRecord {
  readonly record: string;
  readonly reason: string;
}

export class ReadRows implements RawColumns {
  readonly columns: readonly RawValue[][];
  /** Where the schema has the column for malformed records; -1 where it has none. */
  readonly corruptIndex: number;
  readonly bad: BadRecord[] = [];
  rowCount = 0;
  dropped = 0;
  readonly #mode: ParseMode;

  constructor(schema: StructType, options: { readonly mode: ParseMode; readonly corruptColumn: string }) {
    this.columns = schema.fields.map(() => []);
    this.corruptIndex = schema.fields.findIndex((f) => f.name === options.corruptColumn);
    this.#mode = options.mode;
  }

  /** A row of all columns but the one for malformed records, in their order. */
  add(values: readonly RawValue[], corrupt: string | null = null): void {
    let at = 0;
    this.rowCount++;
    for (const [i, column] of this.columns.entries())
      column.push(i === this.corruptIndex ? corrupt : (values[at++] ?? null));
  }

  /** What could be read of a malformed record, the record as it is written, and why it is one. */
  addBad(
    values: readonly RawValue[],
    record: string,
    reason: unknown,
    failure: (values: readonly RawValue[], record: string, reason: unknown) => Error,
  ): void {
    switch (this.#mode) {
      case "PERMISSIVE":
        return this.add(values, record);
      case "DROPMALFORMED":
        this.dropped++;
        return;
      case "FAILFAST":
        throw failure(values, record, reason);
      case "COLLECT":
        // Several rows of one line are one record.
        if (this.bad.at(-1)?.record !== record || reason !== undefined)
          this.bad.push({
            record,
            reason: reason === undefined ? "the record does not fit the schema" : messageOf(reason),
          });
    }
  }
}
