/** The watermark of each event-time input, and the one the query runs with. Milliseconds since 1970; never backwards. */
export type WatermarkPolicy = "min" | "max";

export interface EventTimeStats {
  readonly rows: number;
  /** Rows without a time count as 1970. */
  readonly maxMs: number;
  readonly minMs: number;
  readonly avgMs: number;
}

export class WatermarkTracker {
  readonly #delaysMs: readonly number[];
  readonly #policy: WatermarkPolicy;
  #inputs: number[];
  #current: number;

  constructor(
    delaysMs: readonly number[],
    policy: WatermarkPolicy,
    current: number,
    inputs: readonly number[] | undefined,
  ) {
    this.#delaysMs = delaysMs;
    this.#policy = policy;
    this.#current = current;
    this.#inputs = delaysMs.map((_, i) => inputs?.[i] ?? 0);
  }

  get current(): number {
    return this.#current;
  }
  get inputs(): readonly number[] {
    return this.#inputs;
  }

  /** What a batch has seen of each input moves that input's watermark; the policy decides which one counts. */
  advance(stats: readonly EventTimeStats[]): void {
    this.#inputs = this.#inputs.map((watermark, i) => {
      const seen = stats[i];
      return seen === undefined || seen.rows === 0 ? watermark : Math.max(watermark, seen.maxMs - this.#delaysMs[i]!);
    });
    if (this.#inputs.length === 0) return;
    const chosen = this.#policy === "min" ? Math.min(...this.#inputs) : Math.max(...this.#inputs);
    this.#current = Math.max(this.#current, chosen);
  }
}
