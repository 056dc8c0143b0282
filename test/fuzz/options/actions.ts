/** What is done with options, settings, intervals and names of places. */
import { join } from "node:path";
import { writeFileSync, mkdirSync } from "node:fs";
import { window, type DataFrame, type Session, type StreamingQuery } from "../../../src/index.ts";
import { fileBatchOptions, fileSinkOptions, fileStreamOptions } from "../../../src/connectors/file/options.ts";
import { RATE_OPTIONS } from "../../../src/connectors/rate/options.ts";
import { SOCKET_OPTIONS } from "../../../src/connectors/socket/source.ts";
import { findFormat, formatNames } from "../../../src/formats/registry.ts";
import { integer, text, type OptionTable } from "../../../src/formats/options.ts";
import type { Dice } from "../../sql/fuzz-dice.ts";
import { anyValue, optionsOf } from "./values.ts";

export interface Place {
  readonly session: Session;
  /** A directory of the case's own. */
  readonly directory: string;
}

export interface Action {
  readonly says: string;
  /** Gives what is wrong with what came of it, if it went well. */
  run(place: Place, signal: AbortSignal): Promise<string | undefined>;
}

const SCHEMA = "a INT, b STRING, c TIMESTAMP";
const TEXTS: Readonly<Record<string, string>> = {
  json: '{"a":1,"b":"x","c":"2024-01-01 00:00:00"}\n{"a":2,"b":null}\n',
  csv: "1,x,2024-01-01 00:00:00\n2,,\n",
  text: "one\ntwo\n",
};

const rows = (session: Session): DataFrame =>
  session.sql("SELECT 1 AS a, 'x' AS b, TIMESTAMP '2024-01-01 00:00:00' AS c UNION ALL SELECT 2, NULL, NULL");

async function input(format: string, { session, directory }: Place): Promise<string> {
  const place = join(directory, "in");
  if (format === "parquet") await rows(session).write.parquet(place);
  else {
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, `1.${format}`), TEXTS[format]!);
  }
  return place;
}

/** Lets a query run to its end, or for a moment where it has none. */
async function ended(query: StreamingQuery, signal: AbortSignal): Promise<void> {
  const stop = (): void => void query.stop().catch(() => undefined);
  signal.addEventListener("abort", stop);
  try {
    await query.awaitTermination(3000);
  } finally {
    signal.removeEventListener("abort", stop);
    await query.stop();
  }
}

let names = 0;
const toMemory = async (frame: DataFrame, directory: string, signal: AbortSignal): Promise<string> => {
  const name = `fuzz_${names++}`;
  const writer = frame.writeStream.format("memory").queryName(name).trigger({ availableNow: true });
  await ended(await writer.option("checkpointLocation", join(directory, "checkpoint")).start(), signal);
  return name;
};

/** Not so many that making them is the case. */
const isMuch = (options: Readonly<Record<string, string>>): boolean =>
  Object.values(options).some((value) => /\d{5}/.test(value));

type Make = (dice: Dice) => Action;

const readBatch: Make = (dice) => {
  const format = dice.oneOf(formatNames);
  const options = optionsOf({ ...findFormat(format)!.readOptions, ...fileBatchOptions }, dice);
  const hasSchema = dice.next() < 0.7;
  return {
    says: `read ${format} ${JSON.stringify(options)}${hasSchema ? " with a schema" : ""}`,
    async run(place) {
      const path = await input(format, place);
      const reader = place.session.read.format(format).options(options);
      await (hasSchema ? reader.schema(format === "text" ? "value STRING" : SCHEMA) : reader).load(path).collect();
      return undefined;
    },
  };
};

const readStream: Make = (dice) => {
  const format = dice.oneOf(formatNames);
  const options = optionsOf({ ...findFormat(format)!.readOptions, ...fileStreamOptions }, dice);
  return {
    says: `readStream ${format} ${JSON.stringify(options)}`,
    async run(place, signal) {
      const path = await input(format, place);
      const reader = place.session.readStream.format(format).options(options);
      await toMemory(reader.schema(format === "text" ? "value STRING" : SCHEMA).load(path), place.directory, signal);
      return undefined;
    },
  };
};

const writeBatch: Make = (dice) => {
  const format = dice.oneOf(formatNames);
  const options = optionsOf({ ...findFormat(format)!.writeOptions, path: text }, dice);
  const mode = dice.next() < 0.8 ? "append" : anyValue(dice);
  return {
    says: `write ${format} ${JSON.stringify(options)} ${mode}`,
    async run({ session, directory }) {
      const frame = format === "text" ? rows(session).selectExpr("coalesce(b, 'y') AS b") : rows(session);
      await frame.write.format(format).options(options).mode(mode).save(join(directory, "out"));
      return undefined;
    },
  };
};

const writeStream: Make = (dice) => {
  const format = dice.oneOf([...formatNames, "console", "memory", "noop", "nothing"]);
  const table: OptionTable =
    findFormat(format) === undefined
      ? { numRows: integer(), truncate: text }
      : { ...findFormat(format)!.writeOptions, ...fileSinkOptions };
  const options = optionsOf(table, dice);
  const mode = dice.next() < 0.7 ? "append" : dice.oneOf(["update", "complete", "Append", anyValue(dice)]);
  return {
    says: `writeStream ${format} ${JSON.stringify(options)} ${mode}`,
    async run(place, signal) {
      const path = await input("text", place);
      const writer = place.session.readStream.text(path).writeStream.format(format);
      const named = writer
        .option("checkpointLocation", join(place.directory, "checkpoint"))
        .options(options)
        .outputMode(mode);
      const query = await named
        .queryName(`fuzz_${names++}`)
        .trigger({ availableNow: true })
        .start(findFormat(format) ? join(place.directory, "out") : undefined);
      await ended(query, signal);
      return undefined;
    },
  };
};

const fileless: Make = (dice) => {
  const tables: Readonly<Record<string, OptionTable>> = { ...RATE_OPTIONS, socket: SOCKET_OPTIONS };
  const format = dice.oneOf(Object.keys(tables));
  const needed: Readonly<Record<string, string>> =
    format === "socket" ? { host: "127.0.0.1", port: "1" } : format === "rate" ? {} : { rowsPerBatch: "3" };
  const options = { ...(dice.next() < 0.8 ? needed : {}), ...optionsOf(tables[format]!, dice) };
  return {
    says: `readStream ${format} ${JSON.stringify(options)}`,
    async run({ session, directory }, signal) {
      // A host of any name would be asked for over the network.
      if ("host" in options && options["host"] !== "127.0.0.1") options["host"] = "127.0.0.1";
      const frame = session.readStream.format(format).options(options).load();
      await frame.schema();
      if (isMuch(options)) return undefined;
      const writer = frame.writeStream.format("noop").option("checkpointLocation", join(directory, "checkpoint"));
      const query = await writer.trigger({ once: true }).start();
      await ended(query, signal);
      return undefined;
    },
  };
};

const KEYS: readonly string[] =
  "spark.sql.session.timeZone spark.sql.ansi.enabled spark.sql.jsonGenerator.ignoreNullFields spark.sql.columnNameOfCorruptRecord spark.sql.streaming.schemaInference spark.sql.csv.parser.columnPruning.enabled spark.sql.files.ignoreCorruptFiles spark.sql.files.ignoreMissingFiles spark.sql.caseSensitive spark.sql.streaming.noDataMicroBatches.enabled spark.sql.streaming.multipleWatermarkPolicy spark.sql.streaming.checkpointLocation spark.sql.streaming.minBatchesToRetain spark.sql.streaming.pollingDelay spark.sql.streaming.numRecentProgressUpdates spark.sql.streaming.stopTimeout spark.sql.streaming.noDataProgressEventInterval spark.sql.streaming.stopActiveRunOnRestart millrace.checkpoint.breakLock millrace.streaming.beyondSpark spark.sql.shuffle.partitions millrace.memoryLimit spark.sql.warehouse.dir spark.app.name millrace.nothing spark.sql.nothing constructor __proto__".split(
    " ",
  );

const setting: Make = (dice) => {
  const [key, value, isSql] = [dice.oneOf(KEYS), anyValue(dice), dice.next() < 0.3];
  return {
    says: `set ${key} = ${JSON.stringify(value)}${isSql ? " by SQL" : ""}`,
    async run(place, signal) {
      const { session } = place;
      try {
        if (isSql) await session.sql(`SET ${key} = ${value}`).collect();
        else await session.conf.set(key, value);
        const path = await input("json", place);
        const frame = session.readStream.schema(SCHEMA).json(path).withWatermark("c", "1 minute");
        await toMemory(frame.groupBy(window("c", "1 hour"), "a").count(), place.directory, signal);
        await session
          .sql("SELECT to_json(struct(a, c)), CAST(c AS STRING) FROM VALUES (1, TIMESTAMP '2024-01-01') AS t(a, c)")
          .collect();
        return undefined;
      } finally {
        await session.conf.unset(key);
      }
    },
  };
};

const interval: Make = (dice) => {
  const texts = dice.many(3, () => anyValue(dice));
  const [first = "1 minute", second = "1 hour", third = "10 minutes"] = texts;
  const kind = dice.below(4);
  return {
    says: `intervals ${JSON.stringify([first, second, third])} as ${["watermark", "window", "sliding window", "trigger"][kind]}`,
    async run(place, signal) {
      const path = await input("json", place);
      const frame = place.session.readStream.schema(SCHEMA).json(path);
      const delay = kind === 0 ? first : "1 minute";
      const grouped = frame
        .withWatermark("c", delay)
        .groupBy(kind === 1 ? window("c", first) : kind === 2 ? window("c", second, third) : window("c", "1 hour"))
        .count();
      if (kind < 3) {
        await toMemory(grouped, place.directory, signal);
        return undefined;
      }
      const writer = grouped.writeStream
        .format("noop")
        .option("checkpointLocation", join(place.directory, "checkpoint"));
      const query = await writer.trigger({ processingTime: first }).start();
      await query.awaitTermination(50);
      await query.stop();
      return undefined;
    },
  };
};

const ODD_CHARACTERS: readonly string[] = "# % ? * [ ] { } \\ ' \" ` $ & ~ : ; = + , é 😀".split(" ");

/** Whatever a place is called, what was written there is read there. */
const storage: Make = (dice) => {
  const name = dice
    .many(4, () =>
      dice.oneOf([...ODD_CHARACTERS, "a", " ", "\n", "\t", "%20", "..", "x=1", "_x", ".y", "a".repeat(100)]),
    )
    .join("");
  const format = dice.oneOf(["json", "parquet", "csv"]);
  return {
    says: `a place called ${JSON.stringify(name)} for ${format}`,
    async run({ session, directory }, signal) {
      const path = join(directory, `p${name}`);
      // A pattern where a place is read; the place of a column where it is listed.
      if (/[*?[\]{}\\]|x=1/.test(name)) {
        await session.range(3).write.format(format).save(path);
        await session.read.format(format).load(path).collect();
        return undefined;
      }
      await session.range(3).write.format(format).save(path);
      const read = await session.read.format(format).schema("id BIGINT").load(path).count();
      const writer = session.readStream.format(format).schema("id BIGINT").load(path).writeStream.format(format);
      const out = join(directory, `out${name}`);
      const query = await writer
        .option("checkpointLocation", join(directory, `cp${name}`))
        .trigger({ availableNow: true })
        .start(out);
      await ended(query, signal);
      const streamed = await session.read.format(format).schema("id BIGINT").load(out).count();
      return read === 3 && streamed === 3 ? undefined : `3 rows were written, ${read} read and ${streamed} streamed`;
    },
  };
};

export function actionOf(dice: Dice): Action {
  return dice.oneOf([
    readBatch,
    readBatch,
    readStream,
    readStream,
    writeBatch,
    writeStream,
    writeStream,
    fileless,
    setting,
    setting,
    interval,
    interval,
    storage,
  ])(dice);
}
