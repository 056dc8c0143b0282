import type { LoadedRows } from "../../formats/format.ts";
import { corrupt } from "../../runtime/numbered-log.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { countOf, type Offset, type Source, type SourceRead } from "../../streaming/source.ts";
import { durationMs } from "../../types/duration-text.ts";
import type { StructType } from "../../types/data-type.ts";
import { numberedRows, RATE_SCHEMA } from "./rows.ts";

/** Spark's `rate`: so many rows a second, from the query's first start on; offsets are whole seconds since then. */
export class RateSource implements Source {
  readonly schema: StructType = RATE_SCHEMA;
  readonly #runtime: Runtime;
  readonly #rowsPerSecond: bigint;
  readonly #rampUpSeconds: bigint;
  readonly #partitions: string;
  readonly #started: number;
  #latest = 0;
  #isFrozen = false;

  private constructor(runtime: Runtime, options: Readonly<Record<string, string>>, started: number) {
    this.#runtime = runtime;
    this.#rowsPerSecond = BigInt(options["rowsPerSecond"] ?? "1");
    this.#rampUpSeconds = BigInt(Math.floor(durationMs(options["rampUpTime"] ?? "0s") / 1000));
    this.#partitions = options["numPartitions"] ?? "default";
    this.#started = started;
  }

  /** The time of the first start is kept beside the offsets, as a restarted query goes on counting from it. */
  static async open(
    runtime: Runtime,
    options: Readonly<Record<string, string>>,
    logDirectory: string,
  ): Promise<RateSource> {
    const path = `${logDirectory}/0`;
    const now = runtime.clock.now();
    await runtime.files.makeDirectory(logDirectory);
    await runtime.files.createExclusive(path, `v1\n${now}`);
    const [version, kept = ""] = (await runtime.files.readText(path))?.split("\n") ?? [];
    if (version !== "v1" || !/^\d{1,15}$/.test(kept))
      throw corrupt(path, "it does not hold the time of the first start");
    return new RateSource(runtime, options, Number(kept));
  }

  async latestOffset(from: Offset | undefined): Promise<Offset | undefined> {
    if (!this.#isFrozen) this.#see();
    const seconds = Math.floor(Math.max(0, this.#latest - this.#started) / 1000);
    // The first batch is empty, as Spark's: from it on the query knows where it began.
    return from !== undefined && seconds <= countOf(from, this.describe()) ? from : String(seconds);
  }

  async prepareForAvailableNow(): Promise<void> {
    this.#see();
    this.#isFrozen = true;
  }

  async read(from: Offset | undefined, to: Offset, read: SourceRead): Promise<LoadedRows> {
    const [start, end] = [
      BigInt(from === undefined ? 0 : countOf(from, this.describe())),
      BigInt(countOf(to, this.describe())),
    ];
    const [first, last] = [this.#valueAt(start), this.#valueAt(end)];
    const begin = BigInt(this.#started) * 1000n + start * 1_000_000n;
    // Spread evenly, in whole milliseconds.
    const micros = `${begin} + CAST(round((v - ${first}) * ${(end - start) * 1000n} / ${last - first || 1n}) AS BIGINT) * 1000`;
    return numberedRows(first, last, micros, read);
  }

  async commit(): Promise<void> {}
  describe(): string {
    return `RateStreamV2[rowsPerSecond=${this.#rowsPerSecond}, rampUpTimeSeconds=${this.#rampUpSeconds}, numPartitions=${this.#partitions}]`;
  }
  metrics(): Readonly<Record<string, string>> {
    return {};
  }
  async stop(): Promise<void> {}

  /** A clock that is set back takes nothing away. */
  #see(): void {
    this.#latest = Math.max(this.#latest, this.#runtime.clock.now());
  }

  /** How many rows there are in the first seconds; while the rate still grows it does so by the same amount every second. */
  #valueAt(seconds: bigint): bigint {
    const rampUp = this.#rampUpSeconds;
    const step = this.#rowsPerSecond / (rampUp + 1n);
    if (seconds <= rampUp) return (step * seconds * (seconds + 1n)) / 2n;
    return this.#valueAt(rampUp) + (seconds - rampUp) * this.#rowsPerSecond;
  }
}
