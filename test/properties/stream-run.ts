/** A case's plan as a streaming query: rounds of files, restarts and faults, and what the sink has seen of every batch. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { connect, type DataFrame, type Session, type StreamingQuery } from "../../src/index.ts";
import { betweenBatches } from "../../src/testing/index.ts";
import { frameOf } from "./build-frame.ts";
import { closingRow, type Arrival, type Case } from "./case.ts";
import { cellsOf, type Cells } from "./cells.ts";
import { streamsOf } from "./generate-case.ts";
import { writeRows } from "./input-files.ts";
import { columnsOf, INPUT_SCHEMA, STATIC_SCHEMA } from "./plan.ts";

/** Rows by batch. */
export type Batches = ReadonlyMap<number, readonly Cells[]>;

export const newSession = (): Promise<Session> =>
  connect({ conf: { "spark.sql.session.timeZone": "UTC" }, console: () => undefined });

export class StreamRun {
  readonly #case: Case;
  readonly #arrival: Arrival;
  readonly #root: string;
  readonly #batches = new Map<number, readonly Cells[]>();
  readonly #pending: Arrival["faults"][number][];
  #spark: Session;
  #query: StreamingQuery | undefined;
  #files = 0;

  constructor(spark: Session, of: Case, arrival: Arrival, root: string) {
    this.#spark = spark;
    this.#case = of;
    this.#arrival = arrival;
    this.#root = root;
    this.#pending = [...arrival.faults];
  }

  /** The session that the run has come to: every restart makes a new one. */
  get session(): Session {
    return this.#spark;
  }

  async toTheEnd(): Promise<Batches> {
    for (const stream of ["a", "b"]) mkdirSync(join(this.#root, stream), { recursive: true });
    writeRows(join(this.#root, "static", "all.json"), this.#case.static);
    try {
      for (const [round, files] of this.#arrival.rounds.entries()) {
        if (this.#arrival.restarts.includes(round)) await this.#restart();
        await this.#add(() => {
          for (const { stream, rows } of files)
            this.#write(
              stream,
              rows.map((place) => this.#case.rows[stream][place]!),
            );
        });
      }
      // Outside append mode nothing waits for a watermark.
      if (this.#case.mode === "append" || this.#case.isLate)
        await this.#add(() => {
          for (const stream of streamsOf(this.#case.plan)) this.#write(stream, [closingRow(stream)]);
        });
    } finally {
      await this.#query?.stop();
    }
    return this.#batches;
  }

  #write(stream: string, rows: readonly Cells[]): void {
    writeRows(join(this.#root, stream, `${String(this.#files++).padStart(4, "0")}.json`), rows);
  }

  /** Files that appear all at once, and everything that follows from them. */
  async #add(write: () => void): Promise<void> {
    if (this.#query === undefined) {
      write();
      this.#query = await this.#start();
    } else await betweenBatches(this.#query, async () => write());
    for (;;) {
      const planned = this.#pending.length;
      try {
        await this.#query.processAllAvailable();
        return;
      } catch (error) {
        if (this.#pending.length === planned) throw error;
        this.#query = await this.#start();
      }
    }
  }

  async #restart(): Promise<void> {
    await this.#query?.stop();
    await this.#spark.stop();
    this.#spark = await newSession();
    this.#query = await this.#start();
  }

  #start(): Promise<StreamingQuery> {
    const { maxFilesPerTrigger } = this.#arrival;
    const frame = frameOf(this.#case.plan, {
      stream: (name) => {
        const reader = this.#spark.readStream.schema(INPUT_SCHEMA).option("minFileAge", "0ms");
        return (
          maxFilesPerTrigger === undefined ? reader : reader.option("maxFilesPerTrigger", maxFilesPerTrigger)
        ).json(join(this.#root, name));
      },
      static: () => this.#spark.read.schema(STATIC_SCHEMA).json(join(this.#root, "static")),
    });
    return frame.writeStream
      .outputMode(this.#case.mode)
      .option("checkpointLocation", join(this.#root, "checkpoint"))
      .foreachBatch((rows, batchId) => this.#see(rows, batchId))
      .start();
  }

  /** What a batch gives counts once, however often it runs: the last time stands. */
  async #see(rows: DataFrame, batchId: number): Promise<void> {
    const fault = this.#pending.find((each) => each.batch === batchId);
    if (fault?.when === "before") this.#fail(fault);
    const columns = columnsOf(this.#case.plan);
    this.#batches.set(
      batchId,
      (await rows.collect()).map((row) => cellsOf(row, columns)),
    );
    if (fault !== undefined) this.#fail(fault);
  }

  #fail(fault: Arrival["faults"][number]): never {
    this.#pending.splice(this.#pending.indexOf(fault), 1);
    throw new Error(`a fault planned for batch ${fault.batch}`);
  }
}
