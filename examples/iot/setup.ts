/** What the pipeline needs around it: options, places, sensors, the looks at live tables, the summary. */
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { display, type DataFrame, type Session, type StreamingQuery, type TriggerOptions } from "millrace";
import { demoOptions } from "./options.ts";
import { Sensors } from "./sensors.ts";
import { isWhole, resultLines, resultsOf, summary } from "./summary.ts";

export interface Places {
  readonly sensors: string;
  readonly devices: string;
  readonly counts: string;
  readonly batches: string;
  readonly weak: string;
  readonly bad: string;
  readonly alerts: string;
  readonly checkpoints: string;
}

/** A look at a live table, and the whole demo, in milliseconds. */
const LOOK_MS = 2500;
const WHOLE_MS = 26_000;
const ROWS_SHOWN = 8;

export class Demo {
  readonly places: Places;
  readonly isOnce: boolean;
  /** Live: as soon as there is data. */
  readonly trigger: TriggerOptions;
  readonly #root: string;
  readonly #isKept: boolean;
  readonly #sensors: Sensors;
  readonly #began: number = performance.now();
  /** Aborted by Ctrl-C: the demo then goes on to its end without waiting. */
  readonly #interruption: AbortController = new AbortController();

  constructor(root: string, options: ReturnType<typeof demoOptions>) {
    this.#root = root;
    this.isOnce = options.once;
    this.trigger = options.once ? { availableNow: true } : {};
    this.#isKept = options.work !== undefined || options.keep;
    const at = (name: string): string => join(root, name);
    this.places = {
      sensors: options.data ?? at("sensors"),
      devices: at("devices"),
      counts: at("counts"),
      batches: at("batches"),
      weak: at("weak"),
      bad: at("bad"),
      alerts: at("alerts.jsonl"),
      checkpoints: at("checkpoints"),
    };
    this.#sensors = new Sensors(this.places.sensors, { isOnce: options.once, isTheirs: options.data !== undefined });
  }

  checkpoint(query: string): string {
    return join(this.places.checkpoints, query);
  }
  /** Nothing more once somebody has pressed Ctrl-C. */
  say(text: string): void {
    if (!this.#interruption.signal.aborted) console.log(text);
  }
  /** Live: the first file is there when this resolves, the others follow. With --once all of them are. */
  startSensors(): Promise<void> {
    if (!this.isOnce) process.once("SIGINT", () => this.#interruption.abort());
    return this.#sensors.start();
  }

  /** Once: until the query is through with all there is. A live query goes on beside what follows. */
  async settled(query: StreamingQuery): Promise<void> {
    if (this.isOnce) await query.awaitTermination();
  }

  /** A table to look at: for a moment while it lives, or once. */
  async look(name: string, frame: DataFrame, ms: number = LOOK_MS): Promise<void> {
    if (this.#interruption.signal.aborted) return;
    const shown = await display(frame, { name, numRows: ROWS_SHOWN, trigger: { processingTime: "500 milliseconds" } });
    if (!this.isOnce) await this.#pause(ms);
    await shown.stop();
  }

  /** Live: lets everything run until the time is up or Ctrl-C is pressed, then lets the queries finish what is there. */
  async untilTheEnd(spark: Session, queries: readonly StreamingQuery[]): Promise<void> {
    if (this.isOnce) return;
    const left = WHOLE_MS - (performance.now() - this.#began);
    const byType = spark.sql(
      "SELECT deviceType, count(*) AS readings FROM devices GROUP BY deviceType ORDER BY deviceType",
    );
    await this.look("by type, until the end", byType, Math.max(0, left));
    await this.#sensors.stop();
    // Ctrl-C has stopped them.
    if (!this.#interruption.signal.aborted) for (const query of queries) await query.processAllAvailable();
    for (const query of queries) await query.stop();
  }

  /** Prints the summary and keeps the results; exit code 1 when rows were lost or doubled. */
  async finish(spark: Session, alertsTold: number): Promise<void> {
    if (this.#interruption.signal.aborted) {
      const how = this.#isKept ? `: started again with --work ${this.#root} it goes on from here` : "";
      return console.log(`\nStopped${how}.`);
    }
    const results = await resultsOf(spark, this.places, alertsTold);
    this.say(summary(results, performance.now() - this.#began));
    if (!isWhole(results)) process.exitCode = 1;
    if (!this.#isKept) return;
    const file = join(this.#root, "result.json");
    await writeFile(`${file}.tmp`, resultLines(results));
    await rename(`${file}.tmp`, file);
  }

  async cleanUp(): Promise<void> {
    await this.#sensors.stop();
    if (this.#isKept) this.say(`Everything is in ${this.#root}`);
    else await rm(this.#root, { recursive: true });
  }

  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#interruption.signal }).catch(() => undefined);
  }
}

export async function openDemo(): Promise<Demo> {
  const options = demoOptions();
  const root = options.work === undefined ? await mkdtemp(join(tmpdir(), "millrace-demo-")) : resolve(options.work);
  return new Demo(root, options);
}
