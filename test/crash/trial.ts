/** One schedule from beginning to end: an engine's lives over one directory, and what must hold after each. */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isMillraceError, type Session } from "../../src/index.ts";
import type { Random } from "../../src/runtime/runtime.ts";
import type { SimulatedDisk } from "../../src/runtime/simulated-disk.ts";
import { seededRandom } from "../../src/runtime/simulated.ts";
import { difference } from "../kills/multisets.ts";
import { answerFaults, type Oracle } from "./checks/answer.ts";
import { intentFaults, lastCommit, logFaults, sinkEntries } from "./checks/logs.ts";
import { readOutput, visibleFiles, type Batches } from "./checks/readers.ts";
import { sourceFaults } from "./checks/sources.ts";
import { writeInput } from "./input-files.ts";
import { live, type Life } from "./life.ts";
import { Misfortune } from "./misfortune.ts";
import { placesIn, type Places } from "./places.ts";
import type { Program } from "./programs/program.ts";
import { isKill, isPowerLoss, type Blow, type Length, type Schedule } from "./schedule.ts";
import { newWorld } from "./world.ts";

/** With how long the first life was. */
export interface Outcome extends Length {
  /** What does not hold; empty when all is well. */
  readonly faults: readonly string[];
  /** What was hit: program, stroke and role of the file. */
  readonly hit: readonly string[];
}

/** What may fail without a word: the next run does without, or does it again. */
const BEST_EFFORT =
  /^clean-archive: .* (archive|input|\.)(\/|$)|^clean-delete: unlink input\/|: (read|unlink) checkpoint\/millrace\/lock$/;

export class Trial {
  readonly #observer: Session;
  readonly #program: Program;
  readonly #schedule: Schedule;
  readonly #oracle: Oracle;
  readonly #places: Places;
  readonly #faults: string[] = [];
  readonly #hit: string[] = [];
  #seen: Batches = new Map();
  /** The disk as the last process left it, until the power goes. */
  #disk: SimulatedDisk | undefined;

  private constructor(observer: Session, program: Program, schedule: Schedule, oracle: Oracle, places: Places) {
    this.#observer = observer;
    this.#program = program;
    this.#schedule = schedule;
    this.#oracle = oracle;
    this.#places = places;
  }

  /** `observer` reads what is there, from outside the simulated world. */
  static async run(observer: Session, program: Program, schedule: Schedule, oracle: Oracle): Promise<Outcome> {
    const scratch = mkdtempSync(join(realpathSync(tmpdir()), "millrace-crash-"));
    const places = placesIn(join(scratch, "disk"), program.sink.kind === "table");
    try {
      writeInput(program, places);
      return await new Trial(observer, program, schedule, oracle, places).#run();
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  }

  async #run(): Promise<Outcome> {
    let first: Length | undefined;
    let isOver = false;
    for (const [i, blow] of [...this.#schedule.blows, undefined].entries()) {
      if (isOver) break;
      const before = lastCommit(this.#places);
      const { life, hit, length } = await this.#live(i, blow);
      first ??= length;
      if (hit !== undefined) this.#hit.push(`${this.#program.name}: ${hit}`);
      // A life that nothing befell is the last one.
      const wasHit = hit !== undefined;
      isOver = life.end === "finished" && !wasHit;
      this.#checkLife(life, wasHit ? blow : undefined, before);
      await this.#look(life.end === "finished" && !(wasHit && blow?.how === "stale"));
      if (this.#faults.length > 0) break;
    }
    if (this.#faults.length === 0) this.#faults.push(...intentFaults(this.#places));
    if (this.#faults.length === 0 && isOver && this.#schedule.blows.some(isKill)) await this.#loseUnsynced();
    return { faults: this.#faults, hit: this.#hit, ...first! };
  }

  async #live(
    number: number,
    blow: Blow | undefined,
  ): Promise<{ readonly life: Life; readonly hit: string | undefined; readonly length: Length }> {
    const { seed } = this.#schedule;
    const { root } = this.#places;
    const { inputs, statics = [] } = this.#program;
    const streamed = Object.keys(inputs).filter((name) => !statics.includes(name));
    const misfortune = new Misfortune(
      blow,
      root,
      streamed.map((name) => this.#places.input(name)),
      seed,
    );
    const { strike, hidden, isUnreadable } = misfortune;
    const world = newWorld({ root, life: number, seed, strike, hidden, isUnreadable, before: this.#disk });
    const life = await live(this.#program, this.#places, world);
    this.#disk = world.disk;
    const random = seededRandom(seed * 7 + number);
    // All kept, all lost, or anything between.
    const keeping = Math.floor(random.next() * 5) / 4;
    if (life.end === "cut off" && blow !== undefined && !isKill(blow)) this.#losePower(random, keeping);
    return { life, hit: misfortune.hit, length: { effects: world.disk.effects, reads: misfortune.reads } };
  }

  /** All is done, and what a killed process had not synced is there as if it were: it must not be needed. */
  async #loseUnsynced(): Promise<void> {
    this.#losePower(seededRandom(this.#schedule.seed), 0);
    await this.#look(true);
    const committed = lastCommit(this.#places);
    const { life } = await this.#live(this.#schedule.blows.length + 1, undefined);
    this.#checkLife(life, undefined, committed);
    await this.#look(true);
  }

  #losePower(random: Random, keeping: number): void {
    const survivors = this.#disk!.crash(random, keeping);
    this.#disk = undefined;
    for (const { path, content } of survivors) {
      const isAside = path.split("/").some((name) => name.startsWith(".")) && path.endsWith(".tmp");
      if (content !== "whole" && !isAside) this.#faults.push(`${path} has its final name and is ${content}`);
    }
  }

  #checkLife({ end, error, batches }: Life, blow: Blow | undefined, committed: number): void {
    const isFault = blow !== undefined && !isPowerLoss(blow) && !isKill(blow) && blow.how !== "stale";
    if (end === "failed" && !(isFault && isMillraceError(error)))
      this.#faults.push(`the query failed: ${error instanceof Error ? error.message : String(error)}`);
    const swallowed = isFault && end === "finished" ? this.#hit.at(-1)! : undefined;
    if (swallowed !== undefined && !BEST_EFFORT.test(swallowed))
      this.#faults.push(`nothing came of a fault at ${swallowed}`);
    const again = batches.find((id) => id <= committed);
    if (again !== undefined) this.#faults.push(`batch ${again} ran again, though ${committed} was committed`);
  }

  /** What must hold between two lives; `isDone`: at the end of the input. */
  async #look(isDone: boolean): Promise<void> {
    const kept = Number(this.#program.conf?.["spark.sql.streaming.minBatchesToRetain"] ?? 100);
    this.#faults.push(...logFaults(this.#places, isDone, kept));
    if (this.#faults.length > 0) return;
    let batches: Batches;
    try {
      batches = await readOutput(this.#observer, this.#program, this.#places, this.#oracle.schema);
    } catch (error) {
      this.#faults.push(`the output cannot be read: ${String(error)}`);
      return;
    }
    const { sink } = this.#program;
    if (sink.kind !== "batches") this.#checkSeen(batches);
    if (!isDone) return;
    this.#faults.push(...answerFaults(this.#program, this.#places, batches, this.#oracle));
    this.#faults.push(...sourceFaults(this.#program, this.#places));
    if (sink.kind !== "batches") this.#checkListing();
  }

  /**
   * What a reader of the log has seen once stays: whole batches, none of them changed later. Only of a batch that was not committed when its process
   * ended may the entry be gone again: it is seen before it is synced.
   */
  #checkSeen(batches: Batches): void {
    for (const [id, rows] of this.#seen)
      this.#faults.push(...difference(`batch ${id}, as readers had seen it`, batches.get(id) ?? [], rows));
    const committed = this.#disk === undefined ? Number.POSITIVE_INFINITY : lastCommit(this.#places);
    this.#seen = new Map([...batches].filter(([id]) => id <= committed));
  }

  /** Whoever reads the bare listing finds the committed rows and no others. */
  #checkListing(): void {
    const listed = new Set(sinkEntries(this.#places.output).map(({ path }) => path));
    for (const file of visibleFiles(this.#places.output))
      if (!listed.delete(file)) this.#faults.push(`${file} is not in the sink log`);
    for (const file of listed) this.#faults.push(`${file} is in the sink log and not there`);
  }
}
