/** A frame that is watched: what `display` shows. */
import { millraceError } from "../errors.ts";
import { Limit, Offset } from "../plan/relation.ts";
import { objectArgument, optionText, wholeNumber, wrongArgument } from "./arguments.ts";
import type { DataFrame } from "./dataframe.ts";
import { addRows, tableLines, type Shown } from "./display-table.ts";
import type { Executor, QueryListener } from "./executor.ts";
import type { StreamingQuery } from "./query.ts";
import type { TriggerOptions } from "./stream-writer.ts";

export interface DisplayOptions {
  /** What stands above the table, and the query's name. */
  readonly name?: string;
  /** As many rows are kept and shown at most (1,000): of an appended result the newest. */
  readonly numRows?: number;
  /** When there is a batch, as for `writeStream.trigger`; without it, as soon as there is data. */
  readonly trigger?: TriggerOptions;
  /** Where the query goes on when the program is started again; without it, it begins anew. */
  readonly checkpointLocation?: string;
}

/** What `display` shows, until it is stopped or the session is. */
export interface Display {
  /** The query behind a stream's table; null for a batch, which is printed once. */
  readonly query: StreamingQuery | null;
  /** Stops the query; what was shown last stays. */
  readonly stop: () => Promise<void>;
}

const OPTIONS: readonly (keyof DisplayOptions)[] = ["name", "numRows", "trigger", "checkpointLocation"];
const MOST_ROWS = 1000;

/**
 * Shows a frame: a batch once, a stream as a table that is kept up to date. The same as `frame.display(options)`, by the name notebooks give it; need
 * not be awaited.
 *
 * @example
 * const readings = spark.readStream.schema("deviceType STRING").json("sensors");
 * const { query, stop } = await display(readings.groupBy("deviceType").count(), { name: "by type" });
 * await query?.processAllAvailable();
 * await stop();
 */
export function display(frame: DataFrame<any, any>, options: DisplayOptions = {}): Promise<Display> {
  if (typeof (frame as Partial<DataFrame> | undefined)?.display !== "function")
    throw wrongArgument("display", "frame", "a DataFrame", frame, 'Write display(spark.table("readings")).');
  return frame.display(options);
}

export async function displayFrame(frame: DataFrame, executor: Executor, options: DisplayOptions): Promise<Display> {
  const checked = checkedOptions(options);
  const { isStreaming, hasCompleteMode } = await executor.analyse(frame.relation);
  const place: Place = { executor, zone: await zoneOf(executor), numRows: checked.numRows, keepsLast: false };
  if (isStreaming) return displayStream(frame, { ...place, keepsLast: !hasCompleteMode }, options);
  const shown = await rowsOf(frame, place);
  print(checked.name ?? rowsText(shown.total), shown, place);
  return { query: null, stop: async () => undefined };
}

interface Place {
  readonly executor: Executor;
  readonly zone: string;
  readonly numRows: number;
  /** Of more rows than are shown the last, since they are the newest. */
  readonly keepsLast: boolean;
}

async function displayStream(frame: DataFrame, place: Place, options: DisplayOptions): Promise<Display> {
  const { executor, keepsLast } = place;
  const { terminal } = executor;
  const title = options.name ?? "stream";
  const block = {};
  let kept: Shown | undefined;
  const writer = frame.writeStream
    .outputMode(keepsLast ? "append" : "complete")
    .foreachBatch(async (batch, batchId) => {
      const latest = await rowsOf(batch, place);
      if (latest.total === 0 && keepsLast) return;
      const shown = keepsLast && kept !== undefined ? addRows(kept, latest, place.numRows) : latest;
      kept = shown;
      const heading = `${title}: batch ${batchId}, ${rowsText(shown.total)}`;
      if (terminal === undefined) print(heading, latest, place);
      else terminal.draw(block, (height, width) => tableLines(heading, shown, { ...place, height, width }));
    });
  if (options.name !== undefined) writer.queryName(options.name);
  if (options.trigger !== undefined) writer.trigger(options.trigger);
  if (options.checkpointLocation !== undefined) writer.option("checkpointLocation", options.checkpointLocation);
  const query = await writer.start();
  const ended = endOf(query, executor).then(() => terminal?.release(block, "keep"));
  return {
    query,
    async stop() {
      await query.stop();
      await ended;
    },
  };
}

/** Resolves when the query has ended, however. It is not awaited for this: an error that nobody awaits has to be told. */
async function endOf(query: StreamingQuery, executor: Executor): Promise<void> {
  await new Promise<void>((resolve) => {
    const listener: QueryListener = {
      onQueryTerminated: ({ runId }) => {
        if (runId === query.runId) end();
      },
    };
    const end = (): void => {
      executor.removeListener(listener);
      resolve();
    };
    executor.addListener(listener);
    void query.isActive().then((isActive) => {
      if (!isActive) end();
    });
  });
}

function print(heading: string, shown: Shown, place: Place): void {
  const lines = tableLines(heading, shown, { ...place, height: Infinity, width: Infinity });
  place.executor.print(`${lines.join("\n")}\n\n`);
}

async function rowsOf(frame: DataFrame, { executor, numRows, keepsLast }: Place): Promise<Shown> {
  const total = await frame.count();
  const input = frame.relation;
  const relation = keepsLast
    ? Offset.create({ input, offset: Math.max(0, total - numRows) })
    : Limit.create({ input, limit: numRows });
  return { ...(await executor.collect(relation)), total };
}

const rowsText = (count: number): string => `${count.toLocaleString("en")} ${count === 1 ? "row" : "rows"}`;

async function zoneOf(executor: Executor): Promise<string> {
  return (await executor.getConf("spark.sql.session.timeZone")) ?? "UTC";
}

function checkedOptions(options: DisplayOptions): { readonly name: string | undefined; readonly numRows: number } {
  objectArgument(options, "display", "options");
  const unknown = Object.keys(options).find((name) => !(OPTIONS as readonly string[]).includes(name));
  if (unknown !== undefined)
    throw millraceError("INVALID_ARGUMENT", {
      argument: unknown,
      method: "display",
      expected: `one of ${OPTIONS.join(", ")}`,
      given: "none of them",
      hint: 'Write display(frame, { name: "readings", numRows: 20 }).',
    });
  return {
    name: options.name === undefined ? undefined : optionText("name", options.name, "display"),
    numRows: options.numRows === undefined ? MOST_ROWS : wholeNumber(options.numRows, "display", "numRows", 1),
  };
}
