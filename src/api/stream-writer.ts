import { millraceError } from "../errors.ts";
import {
  functionArgument,
  objectArgument,
  optionText,
  textArgument,
  textArguments,
  unknownName,
  wrongArgument,
} from "./arguments.ts";
import { WriteStreamOperationStart } from "../plan/command.ts";
import { CachedRemoteRelation, type Relation } from "../plan/relation.ts";
import { didYouMean } from "../types/nearest-name.ts";
import { userRows, type RowMethods } from "../types/row.ts";
import type { DataFrame } from "./dataframe.ts";
import type { Executor, StreamFunctions } from "./executor.ts";
import { StreamingQuery } from "./query.ts";
import type { OptionValue } from "./reader.ts";

/** One of them (without a trigger, a batch follows as soon as there is data): every so often ("5 seconds"), all that is there and then end, or one batch and then end. */
export interface TriggerOptions {
  readonly processingTime?: string | number;
  readonly availableNow?: boolean;
  readonly once?: boolean;
  readonly continuous?: string;
  readonly realTime?: string;
}

/** Rows one by one, between `open` and `close`, for every batch. `open` may refuse a batch by giving false; `close` is called all the same. */
export interface ForeachWriter<R = any> {
  open?(partitionId: number, epochId: number): boolean | Promise<boolean>;
  process(row: R): void | Promise<void>;
  close?(error: unknown): void | Promise<void>;
}

/**
 * Describes where a stream goes, and starts it.
 *
 * @example
 * const query = await spark.readStream
 *   .schema("deviceId BIGINT, signalStrength DOUBLE")
 *   .json("sensors")
 *   .writeStream.format("parquet")
 *   .option("checkpointLocation", "checkpoint")
 *   .trigger({ availableNow: true })
 *   .start("readings");
 * await query.awaitTermination();
 */
export class DataStreamWriter<R = any> {
  readonly #input: Relation;
  readonly #executor: Executor;
  readonly #frame: (relation: Relation) => never;
  #format: string | undefined;
  #outputMode = "append";
  #options: Record<string, string> = {};
  #partitions: readonly string[] = [];
  #queryName = "";
  #trigger: TriggerOptions = {};
  #functions: StreamFunctions = {};

  constructor(input: Relation, executor: Executor, frame: (relation: Relation) => never) {
    this.#input = input;
    this.#executor = executor;
    this.#frame = frame;
  }

  format(name: string): this {
    this.#format = textArgument(name, "format", "name");
    return this;
  }
  /** "append" (default), "update" or "complete". */
  outputMode(mode: string): this {
    this.#outputMode = textArgument(mode, "outputMode", "mode");
    return this;
  }
  option(name: string, value: OptionValue): this {
    const key = textArgument(name, "option", "name");
    // Spark keeps the name among the options.
    if (key.toLowerCase() === "queryname") return this.queryName(optionText(key, value, "option"));
    this.#options = { ...this.#options, [key]: optionText(key, value, "option") };
    return this;
  }
  options(options: Readonly<Record<string, OptionValue>>): this {
    objectArgument(options, "options", "options");
    for (const [name, value] of Object.entries(options)) this.option(name, value);
    return this;
  }
  partitionBy(...names: string[]): this {
    this.#partitions = textArguments(names, "partitionBy", "column");
    return this;
  }
  queryName(name: string): this {
    this.#queryName = textArgument(name, "queryName", "name");
    return this;
  }
  trigger(trigger: TriggerOptions): this {
    const names = Object.keys(objectArgument(trigger, "trigger", "trigger", TRIGGER_HINT));
    const unknown = names.find((name) => !TRIGGERS.includes(name));
    const one = `one of ${TRIGGERS.join(", ")}`;
    if (unknown !== undefined) throw unknownName("trigger", unknown, one, didYouMean(unknown, TRIGGERS), TRIGGER_HINT);
    const given = Object.entries(trigger).filter(([, value]) => value !== undefined);
    if (given.length > 1)
      throw millraceError("INVALID_ARGUMENT", {
        argument: "trigger",
        method: "trigger",
        expected: one,
        given: `${given.length} of them`,
        hint: TRIGGER_HINT,
      });
    this.#trigger = trigger;
    const [first] = given;
    // What is not said leaves it as it is: batches follow one another.
    if (first === undefined) return this;
    const [name, value] = first;
    const isFlag = name === "availableNow" || name === "once";
    const isGiven = isFlag ? value === true : typeof value === "string" || (name === "processingTime" && isTime(value));
    if (!isGiven) throw wrongArgument("trigger", name, isFlag ? "true" : "a length of time", value, TRIGGER_HINT);
    return this;
  }

  /** Calls `write` with every batch's rows as a frame, and waits for it. At least once: the same batch id may come again after a crash. */
  foreachBatch(write: (frame: DataFrame<R>, batchId: number) => Promise<void> | void): this {
    functionArgument(write, "foreachBatch", "write", FUNCTION_HINT);
    this.#format = "foreachBatch";
    this.#functions = {
      foreachBatch: async (relationId, batchId) => {
        await write(this.#frame(CachedRemoteRelation.create({ relationId })), batchId);
        // A write that nobody awaits belongs to the batch all the same.
        await this.#executor.settled();
      },
    };
    return this;
  }

  /** Calls a function, or a writer's methods, with every row. */
  foreach(writer: ForeachWriter<R & RowMethods> | ((row: R & RowMethods) => void | Promise<void>)): this {
    if (typeof (writer as Partial<ForeachWriter> | undefined)?.process !== "function")
      functionArgument(writer, "foreach", "writer", FUNCTION_HINT);
    this.#format = "foreach";
    const each = (typeof writer === "function" ? { process: writer } : writer) as ForeachWriter;
    this.#functions = {
      foreach: async (batchId, schema, pieces) => {
        const isWanted = each.open === undefined || (await each.open(0, batchId));
        try {
          if (isWanted)
            for await (const piece of pieces) for (const row of userRows(schema, piece)) await each.process(row);
        } catch (error) {
          // What went wrong first is what is told.
          await (async () => each.close?.(error))().catch(() => undefined);
          throw error;
        }
        await each.close?.(null);
      },
    };
    return this;
  }

  /** Resolves when the query has been checked and its checkpoint and sink stand ready; batches run from then on. */
  async start(path?: string): Promise<StreamingQuery> {
    return this.#start(path === undefined ? {} : { path: textArgument(path, "start", "path") });
  }

  /**
   * Starts into a table, which is made if there is none: a Parquet directory of its name below `spark.sql.warehouse.dir`. `spark.table(name)` finds
   * it again, also in another process.
   */
  async toTable(name: string): Promise<StreamingQuery> {
    return this.#start({ tableName: textArgument(name, "toTable", "name") });
  }

  async #start(target: { readonly path?: string; readonly tableName?: string }): Promise<StreamingQuery> {
    const { processingTime, availableNow, once, continuous, realTime } = this.#trigger;
    const handle = await this.#executor.start(
      WriteStreamOperationStart.create({
        input: this.#input,
        format: this.#format ?? "parquet",
        options: this.#options,
        partitioningColumnNames: this.#partitions,
        outputMode: this.#outputMode,
        queryName: this.#queryName,
        ...target,
        ...(processingTime === undefined
          ? {}
          : {
              processingTimeInterval:
                typeof processingTime === "number" ? `${processingTime} milliseconds` : processingTime,
            }),
        ...(availableNow === undefined ? {} : { availableNow }),
        ...(once === undefined ? {} : { once }),
        ...(continuous === undefined ? {} : { continuousCheckpointInterval: continuous }),
        ...(realTime === undefined ? {} : { realTimeBatchDuration: realTime }),
      }),
      this.#functions,
    );
    return new StreamingQuery(handle, this.#executor);
  }
}

/** Milliseconds. */
const isTime = (value: unknown): boolean => typeof value === "number" && Number.isFinite(value) && value >= 0;

const TRIGGERS: readonly string[] = ["processingTime", "availableNow", "once", "continuous", "realTime"];

const TRIGGER_HINT = 'Write trigger({ processingTime: "10 seconds" }) or trigger({ availableNow: true }).';

const FUNCTION_HINT = "Give the function itself, such as async (frame, batchId) => {...}.";
