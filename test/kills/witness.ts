/** Looks at what a run has left whenever no job runs, and remembers what was to be seen before: a list of what does not hold. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { instant, integer, lineOf } from "../readers/cells.ts";
import type { Question } from "../readers/question.ts";
import { listed, LOG_FILE, numbers } from "./log-files.ts";
import { difference, without } from "./multisets.ts";
import type { Observer } from "./observers.ts";
import { countBatches, deviceBatches, type Batches } from "./oracle.ts";
import { countsQuestion, devicesQuestion } from "./outputs.ts";
import type { Places } from "./places.ts";
import type { Scenario } from "./scenario.ts";

export class Witness {
  readonly #scenario: Scenario;
  readonly #places: Places;
  /** By reader of the log and output, all rows of its last look. */
  readonly #seen = new Map<string, readonly string[]>();
  /** By file of a log, what it says: for good. */
  readonly #said = new Map<string, string>();

  constructor(scenario: Scenario, places: Places) {
    this.#scenario = scenario;
    this.#places = places;
  }

  async look(observers: readonly Observer[]): Promise<Sight> {
    const { devicesCheckpoint, countsCheckpoint, counts } = this.#places;
    const countsFiles = countsQuestion(this.#scenario, this.#places);
    const sights = [
      this.#logs(devicesCheckpoint, this.#places.devices),
      this.#logs(countsCheckpoint, countsFiles === undefined ? undefined : counts),
      await this.#output(devicesQuestion(this.#scenario, this.#places), deviceBatches(this.#places), observers),
      countsFiles === undefined
        ? this.#userFiles()
        : await this.#output(countsFiles, countBatches(this.#places, "append"), observers),
    ];
    return together(sights);
  }

  /** A batch is planned, then listed by the sink, then committed, each only after the one before it; and no log takes anything back. */
  #logs(checkpoint: string, output: string | undefined): Sight {
    const directories = { offsets: join(checkpoint, "offsets"), commits: join(checkpoint, "commits") };
    const planned = lastOf(directories.offsets);
    const committed = lastOf(directories.commits);
    const listing = output === undefined ? committed : lastOf(join(output, "_spark_metadata"));
    const isInOrder = committed <= listing && listing <= planned && planned <= committed + 1;
    const faults = isInOrder
      ? []
      : [`${checkpoint}: the last batch planned is ${planned}, listed ${listing}, committed ${committed}`];
    for (const directory of Object.values(directories)) faults.push(...this.#taken(directory, false));
    faults.push(...this.#taken(join(checkpoint, "sources", "0"), true));
    if (output !== undefined) faults.push(...this.#taken(join(output, "_spark_metadata"), true));
    return { faults, isUnfinished: planned > committed, showsUnfinished: false };
  }

  #taken(directory: string, isCompacted: boolean): string[] {
    const faults: string[] = [];
    for (const [file, text] of this.#said) {
      if (!file.startsWith(`${directory}/`)) continue;
      if (existsSync(file) ? readFileSync(file, "utf8") !== text : !isCompacted)
        faults.push(`${file} has changed or is gone`);
    }
    for (const name of listed(directory).filter((each) => LOG_FILE.test(each)))
      this.#said.set(join(directory, name), readFileSync(join(directory, name), "utf8"));
    return faults;
  }

  async #output(question: Question, batches: Batches, observers: readonly Observer[]): Promise<Sight> {
    // A job that was killed early may not have made it yet.
    if (!existsSync(question.path)) return NOTHING;
    const last = lastOf(join(question.path, "_spark_metadata"));
    const committed = [...batches].flatMap(([id, rows]) => (id <= last ? rows : []));
    const unfinished = batches.get(last + 1) ?? [];
    const judged = await Promise.all(
      observers.map(async (observer): Promise<Sight> => {
        const what = `${observer.name} reads ${question.name} after batch ${last}`;
        const answer = await observer.read(question);
        if ("error" in answer) return { ...NOTHING, faults: [`${what}: ${answer.error}`] };
        const rows = answer.rows.map(lineOf);
        const shown = observer.isByLog ? [] : common(unfinished, without(rows, committed));
        const faults = [
          ...difference(what, rows, [...committed, ...shown]),
          ...(observer.isByLog ? this.#vanished(`${observer.name} ${question.name}`, rows) : []),
        ];
        return { ...NOTHING, faults, showsUnfinished: shown.length > 0 };
      }),
    );
    return together(judged);
  }

  #vanished(what: string, rows: readonly string[]): string[] {
    const gone = without(this.#seen.get(what) ?? [], rows);
    this.#seen.set(what, rows);
    return gone.length === 0 ? [] : [`${what}: ${gone.length} rows seen before are gone, e.g. ${gone[0]}`];
  }

  /** What the user's function has written, a file for each batch: all of those committed, and perhaps that of the one in progress. */
  #userFiles(): Sight {
    const mode = this.#scenario.counts === "update" ? "update" : "complete";
    const batches = countBatches(this.#places, mode);
    const written = listed(this.#places.counts).filter((name) => name.endsWith(".json"));
    const ids = new Set(written.map((name) => Number.parseInt(name)));
    const committed = numbers(join(this.#places.countsCheckpoint, "commits"));
    return {
      ...NOTHING,
      faults: [
        ...committed.flatMap((id) => (ids.has(id) ? [] : [`counts: batch ${id} is committed, but was not written`])),
        ...[...ids].flatMap((id) =>
          difference(`counts, ${mode}, batch ${id}`, userLines(this.#places.counts, id), batches.get(id) ?? []),
        ),
      ],
      showsUnfinished: ids.size > committed.length,
    };
  }
}

export interface Sight {
  readonly faults: readonly string[];
  /** A batch has been planned that is not committed. */
  readonly isUnfinished: boolean;
  /** Rows of it were to be seen. */
  readonly showsUnfinished: boolean;
}

const NOTHING: Sight = { faults: [], isUnfinished: false, showsUnfinished: false };

const together = (sights: readonly Sight[]): Sight => ({
  faults: sights.flatMap(({ faults }) => faults),
  isUnfinished: sights.some(({ isUnfinished }) => isUnfinished),
  showsUnfinished: sights.some(({ showsUnfinished }) => showsUnfinished),
});

const lastOf = (log: string): number => numbers(log).at(-1) ?? -1;

const common = (a: readonly string[], b: readonly string[]): readonly string[] => without(a, without(a, b));

function userLines(directory: string, batch: number): readonly string[] {
  const texts = JSON.parse(readFileSync(join(directory, `${batch}.json`), "utf8")) as string[];
  const at = (text: string): string => instant(Date.parse(text) * 1000);
  return texts.map((text) => {
    const row = JSON.parse(text) as { start: string; end: string; deviceId: number; count: number };
    return lineOf({
      start: at(row.start),
      end: at(row.end),
      deviceId: integer(row.deviceId),
      count: integer(row.count),
    });
  });
}
