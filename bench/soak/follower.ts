import type { QueryProgress, StreamingQuery } from "../../src/index.ts";
import type { Feed } from "./feed.ts";

/** The largest of what a span of time has seen. */
export interface Worst {
  readonly batchMs: number;
  /** From the completion of a batch's newest file to the commit of the batch. */
  readonly lagMs: number;
}

const NONE: Worst = { batchMs: 0, lagMs: 0 };

/** Follows a query by its progress: what it has read, how long that took, how far it is behind. */
export class Follower {
  readonly name: string;
  readonly query: StreamingQuery;
  readonly #feed: Feed;
  #lastBatch = -1;
  #rows = 0;
  #dropped = 0;
  #lastLagMs = Number.POSITIVE_INFINITY;
  #worst = NONE;
  #slowest: QueryProgress | undefined;

  constructor(name: string, query: StreamingQuery, feed: Feed) {
    this.name = name;
    this.query = query;
    this.#feed = feed;
  }

  get rows(): number {
    return this.#rows;
  }
  /** Rows, or groups of rows, that came too late. */
  get dropped(): number {
    return this.#dropped;
  }
  /** Of the last batch that had input. */
  get lastLagMs(): number {
    return this.#lastLagMs;
  }

  /** The batch that took longest of all. */
  get slowest(): QueryProgress | undefined {
    return this.#slowest;
  }

  /** Takes in the batches since the last look; rejects when the query is broken. Often enough, or progress is lost. */
  async look(): Promise<void> {
    const error = await this.query.exception();
    if (error !== null) throw error;
    for (const progress of await this.query.recentProgress()) {
      if (progress.batchId <= this.#lastBatch) continue;
      if (!this.#take(progress)) return;
    }
  }

  /** The worst since the last call. */
  worst(): Worst {
    const worst = this.#worst;
    this.#worst = NONE;
    return worst;
  }

  /** False when the generator's word of a file that the batch holds is still on its way: then the batch waits for the next look. */
  #take(progress: QueryProgress): boolean {
    const { batchId, numInputRows, timestamp, durationMs, stateOperators } = progress;
    if (batchId !== this.#lastBatch + 1)
      throw new Error(`${this.name}: the progress of batch ${this.#lastBatch + 1} is gone`);
    const batchMs = durationMs["triggerExecution"]!;
    // Files come in the order they were written, so that the number of rows says which was the newest.
    const completedAt = this.#feed.completedAt(this.#rows + numInputRows);
    if (numInputRows > 0 && completedAt === undefined) return false;
    if (numInputRows > 0) this.#lastLagMs = Date.parse(timestamp) + batchMs - completedAt!;
    this.#lastBatch = batchId;
    this.#rows += numInputRows;
    for (const { numRowsDroppedByWatermark } of stateOperators) this.#dropped += numRowsDroppedByWatermark;
    if (batchMs > (this.#slowest?.durationMs["triggerExecution"] ?? -1)) this.#slowest = progress;
    const lagMs = numInputRows > 0 ? this.#lastLagMs : 0;
    this.#worst = { batchMs: Math.max(this.#worst.batchMs, batchMs), lagMs: Math.max(this.#worst.lagMs, lagMs) };
    return true;
  }
}
