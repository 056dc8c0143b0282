import { millraceError } from "../../errors.ts";
import { holdRows } from "../../duckdb/relation.ts";
import type { LoadedRows } from "../../formats/format.ts";
import { countOf, type Offset, type Source, type SourceRead } from "../../streaming/source.ts";
import type { StructType } from "../../types/data-type.ts";
import type { LocalRows } from "../../types/local-rows.ts";

/** What a program has put into a stream of its own: every call of `add` is one offset. Gone with the process. */
export class MemoryStreamRows {
  readonly id: string;
  readonly schema: StructType;
  readonly batches: LocalRows[] = [];

  constructor(id: string, schema: StructType) {
    this.id = id;
    this.schema = schema;
  }
}

/** Reads such a stream; a restarted query in the same session continues, one in a new process finds nothing. */
export class MemorySource implements Source {
  readonly schema: StructType;
  readonly #stream: MemoryStreamRows;
  #last: number | undefined;

  constructor(stream: MemoryStreamRows) {
    this.#stream = stream;
    this.schema = stream.schema;
  }

  async latestOffset(from: Offset | undefined): Promise<Offset | undefined> {
    if (from !== undefined && countOf(from, this.describe()) >= this.#stream.batches.length)
      throw millraceError("CHECKPOINT_RECOVERY_UNSUPPORTED", { checkpoint: `memory stream ${this.#stream.id}` });
    const count = this.#last ?? this.#stream.batches.length;
    return count === 0 ? undefined : String(count - 1);
  }

  async prepareForAvailableNow(): Promise<void> {
    this.#last = this.#stream.batches.length;
  }

  async read(from: Offset | undefined, to: Offset, read: SourceRead): Promise<LoadedRows> {
    const rows = this.#stream.batches
      .slice(from === undefined ? 0 : countOf(from, this.describe()) + 1, countOf(to, this.describe()) + 1)
      .flat();
    return holdRows(read.connection, read.table, rows, this.schema, read.columns, read.fileColumn);
  }

  async commit(): Promise<void> {}
  describe(): string {
    return `MemoryStream[${this.schema.fields.map((f) => f.name).join(",")}]`;
  }
  metrics(): Readonly<Record<string, string>> {
    return {};
  }
  async stop(): Promise<void> {}
}
