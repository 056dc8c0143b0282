/** Which sink a start command means; every sink's options are declared here once. */
import { ConsoleSink } from "../connectors/console/sink.ts";
import { durationMs } from "../types/duration-text.ts";
import { fileSinkOptions } from "../connectors/file/options.ts";
import { FileSink } from "../connectors/file/sink.ts";
import { ForeachBatchSink } from "../connectors/foreach-batch/sink.ts";
import { ForeachSink } from "../connectors/foreach/sink.ts";
import { MemorySink } from "../connectors/memory/sink.ts";
import { NoopSink } from "../connectors/noop/sink.ts";
import type { StreamFunctions } from "../api/executor.ts";
import { checkWrittenColumns } from "./written-columns.ts";
import { millraceError } from "../errors.ts";
import { boolean, checkOptions, integer, isTrue, text, type OptionTable } from "../formats/options.ts";
import { findFormat, formatNames, ownersOfOption, unknownFormat } from "../formats/registry.ts";
import type { OutputMode } from "../incremental/output-mode.ts";
import type { WriteStreamOperationStart } from "../plan/command.ts";
import type { Sink } from "../streaming/sink.ts";
import type { StructType } from "../types/data-type.ts";
import { openTable } from "./warehouse.ts";
import type { StartContext } from "./start-context.ts";

export interface SinkRequest {
  readonly command: WriteStreamOperationStart;
  readonly mode: OutputMode;
  readonly schema: StructType;
  readonly name: string | null;
  readonly functions: StreamFunctions;
}

const COMMON: OptionTable = { checkpointLocation: text };
const CONSOLE: OptionTable = { ...COMMON, numRows: integer(0), truncate: boolean };

/** Sinks whose rows nobody finds again after the process, so that they may do without a checkpoint that stays. */
const WITHOUT_CHECKPOINT = new Set(["memory", "foreach", "foreachbatch", "console", "noop"]);
export const mayUseTemporaryCheckpoint = (format: string): boolean => WITHOUT_CHECKPOINT.has(format.toLowerCase());

/** Checks format, options and mode, and gives what makes the sink once its query has a checkpoint. */
export async function sinkFor(request: SinkRequest, context: StartContext): Promise<(checkpoint: string) => Sink> {
  const { command, functions, schema } = request;
  if (command.tableName !== undefined) return tableSink(request, command.tableName, context);
  const { kernel, catalog, settings } = context;
  const query = request.name ?? "unnamed";
  const format = command.format.toLowerCase();
  if (mayUseTemporaryCheckpoint(format)) refuseFileSettings(command, format, context);
  switch (format) {
    case "foreachbatch":
      checkOptions("foreachBatch", COMMON, command.options);
      return () =>
        new ForeachBatchSink({
          query,
          newTable: () => kernel.uniqueName("batch"),
          publish: (table) => catalog.publish(table),
          drop: (table) => kernel.using((connection) => connection.run(`DROP TABLE IF EXISTS ${table}`)),
          call: required("foreachBatch", functions.foreachBatch),
        });
    case "foreach":
      checkOptions("foreach", COMMON, command.options);
      return () => new ForeachSink(kernel, query, required("foreach", functions.foreach));
    case "noop":
      checkOptions("noop", COMMON, command.options);
      return () => new NoopSink();
    case "memory": {
      checkOptions("memory", COMMON, command.options);
      const { name } = request;
      if (name === null)
        throw millraceError("MISSING_OPTION", {
          option: "queryName",
          format: "memory",
          suggestion: "Name the query: its name becomes the table's.",
        });
      return () =>
        new MemorySink(kernel, schema, async (table) => {
          const replaced = catalog.setTable(name, table);
          if (replaced !== undefined) await kernel.using((free) => free.run(`DROP TABLE IF EXISTS ${replaced.table}`));
        });
    }
    case "console": {
      const options = checkOptions("console", CONSOLE, command.options);
      return () =>
        new ConsoleSink({
          print: context.print,
          numRows: Number(options["numRows"] ?? 20),
          truncate: isTrue(options["truncate"], true) ? 20 : 0,
          zone: settings.zone,
        });
    }
    default:
      return fileSink(request, context);
  }
}

/** A sink without files takes neither a path nor partitions. Spark's noop and memory take a path for nothing, and so may they here. */
function refuseFileSettings(command: WriteStreamOperationStart, format: string, { runtime }: StartContext): void {
  if (command.path !== undefined && (format === "noop" || format === "memory"))
    runtime.process.warn(`millrace: ${format} writes no files: the path ${command.path} is not used`);
  else if (command.path !== undefined)
    throw millraceError("UNKNOWN_OPTION", {
      option: "path",
      format: command.format,
      suggestion: "It writes no files.",
    });
  if (command.partitioningColumnNames.length > 0)
    throw millraceError("UNKNOWN_OPTION", {
      option: "partitionBy",
      format: command.format,
      suggestion: "Only file sinks take it.",
    });
}

function required<F>(name: string, given: F | undefined): F {
  if (given === undefined)
    throw millraceError("MISSING_OPTION", {
      option: name,
      format: name,
      suggestion: `Call .${name}(...) on the writer.`,
    });
  return given;
}

/** The table's directory as a file sink. */
async function tableSink(
  request: SinkRequest,
  name: string,
  context: StartContext,
): Promise<(checkpoint: string) => Sink> {
  const { command, schema } = request;
  if (command.format.toLowerCase() !== "parquet")
    throw millraceError("UNSUPPORTED_FORMAT", { format: command.format, operation: "tables", supported: "parquet" });
  if (Object.keys(command.options).some((option) => option.toLowerCase() === "path"))
    throw millraceError("UNKNOWN_OPTION", {
      option: "path",
      format: "toTable",
      suggestion: "A table lies below spark.sql.warehouse.dir.",
    });
  // What is wrong with the query must show before a table is made for it.
  fileSink({ ...request, command: { ...command, path: name } }, context);
  const path = await openTable(context, name, schema);
  return fileSink({ ...request, command: { ...command, path } }, context);
}

function fileSink(
  { command, mode, schema }: SinkRequest,
  { runtime, settings }: StartContext,
): (checkpoint: string) => Sink {
  const format = findFormat(command.format);
  if (format === undefined)
    throw unknownFormat(
      command.format,
      [...formatNames, "console", "foreach", "foreachBatch", "memory", "noop"],
      "Send the rows in foreachBatch, with a client of its own.",
    );
  if (mode !== "append")
    throw millraceError("STREAMING_OUTPUT_MODE.UNSUPPORTED_DATASOURCE", { outputMode: mode, className: format.name });
  const options = checkOptions(format.name, { ...format.writeOptions, ...fileSinkOptions }, command.options, {
    elsewhere: ownersOfOption,
  });
  const path = command.path ?? options["path"];
  if (path === undefined)
    throw millraceError("MISSING_OPTION", {
      option: "path",
      format: format.name,
      suggestion: "Give a directory to start() or as the option.",
    });
  checkWrittenColumns(schema, command.partitioningColumnNames);
  return (checkpoint) =>
    new FileSink(
      {
        path,
        checkpoint,
        format,
        options: withoutOwn(options),
        zone: settings.zone,
        ignoreNullFields: settings.dialect.ignoreNullFields,
        partitionBy: command.partitioningColumnNames,
        ...(options["retention"] === undefined ? {} : { retentionMs: durationMs(options["retention"]) }),
      },
      runtime,
    );
}

function withoutOwn(options: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(options).filter(([name]) => !Object.hasOwn(fileSinkOptions, name)));
}
