import type { LoadedRows } from "../../formats/format.ts";
import type { Offset, Source, SourceRead } from "../../streaming/source.ts";
import type { StructType } from "../../types/data-type.ts";
import { numberedRows, RATE_SCHEMA } from "./rows.ts";

interface Position {
  readonly offset: bigint;
  readonly timestamp: bigint;
}

/** Spark's `rate-micro-batch`: so many rows with every batch, and times that move on with it. The same rows, whenever it runs. */
export class RateMicroBatchSource implements Source {
  readonly schema: StructType = RATE_SCHEMA;
  readonly #rowsPerBatch: bigint;
  readonly #start: Position;
  readonly #advance: bigint;
  readonly #partitions: string;
  #last: Offset | undefined;
  #isLast = false;

  constructor(options: Readonly<Record<string, string>>) {
    this.#rowsPerBatch = BigInt(options["rowsPerBatch"]!);
    this.#start = { offset: 0n, timestamp: BigInt(options["startTimestamp"] ?? "0") };
    this.#advance = BigInt(options["advanceMillisPerBatch"] ?? "1000");
    this.#partitions = options["numPartitions"] ?? "default";
  }

  async latestOffset(from: Offset | undefined): Promise<Offset | undefined> {
    if (this.#isLast && this.#last !== undefined) return this.#last;
    const { offset, timestamp } = this.#position(from);
    const next = text({ offset: offset + this.#rowsPerBatch, timestamp: timestamp + this.#advance });
    if (this.#isLast) this.#last = next;
    return next;
  }

  /** One batch more, and then no more. */
  async prepareForAvailableNow(): Promise<void> {
    this.#isLast = true;
  }

  async read(from: Offset | undefined, to: Offset, read: SourceRead): Promise<LoadedRows> {
    const { offset, timestamp } = this.#position(from);
    return numberedRows(offset, this.#position(to).offset, `${timestamp * 1000n}`, read);
  }

  async commit(): Promise<void> {}
  describe(): string {
    return `RatePerMicroBatchStream[rowsPerBatch=${this.#rowsPerBatch}, numPartitions=${this.#partitions}, startTimestamp=${this.#start.timestamp}, advanceMsPerBatch=${this.#advance}]`;
  }
  metrics(): Readonly<Record<string, string>> {
    return {};
  }
  async stop(): Promise<void> {}

  #position(offset: Offset | undefined): Position {
    if (offset === undefined) return this.#start;
    const parts = JSON.parse(offset) as { readonly offset: number; readonly timestamp: number };
    return { offset: BigInt(parts.offset), timestamp: BigInt(parts.timestamp) };
  }
}

const text = ({ offset, timestamp }: Position): Offset => `{"offset":${offset},"timestamp":${timestamp}}`;
