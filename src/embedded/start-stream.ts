/** From a start command to a running query: checks, checkpoint, sources, operators, sink. */
import { schemaOf } from "../analysis/attributes.ts";
import type { Plan, Scan } from "../analysis/plan.ts";
import type { StreamFunctions } from "../api/executor.ts";
import { isGlob } from "../connectors/file/glob.ts";
import { FaultySource } from "../connectors/file/faulty-source.ts";
import { FileSource } from "../connectors/file/source.ts";
import { openFileless } from "./fileless-sources.ts";
import { MemorySource } from "../connectors/memory/source.ts";
import type { KernelConnection } from "../duckdb/connection.ts";
import { isMillraceError, millraceError } from "../errors.ts";
import { pathToUri } from "../formats/file-uri.ts";
import { findFormat } from "../formats/registry.ts";
import { BEYOND_SPARK, beyondSpark } from "../incremental/beyond-spark.ts";
import { checkStreamingPlan } from "../incremental/mode-rules.ts";
import { parseOutputMode, type OutputMode } from "../incremental/output-mode.ts";
import { planStream, type StreamPlan } from "../incremental/stream-plan.ts";
import type { WriteStreamOperationStart } from "../plan/command.ts";
import { Checkpoint } from "../streaming/checkpoint/checkpoint.ts";
import { CheckpointLock } from "../streaming/checkpoint/lock.ts";
import { makeOperator } from "../streaming/operators/make-operator.ts";
import type { StatefulOperator } from "../streaming/operators/operator.ts";
import { QueryExecution } from "../streaming/query-execution.ts";
import type { Sink } from "../streaming/sink.ts";
import type { Source } from "../streaming/source.ts";
import { triggerOf, type Trigger } from "../streaming/trigger.ts";
import { loadScan } from "./batch.ts";
import { mayUseTemporaryCheckpoint, sinkFor } from "./sinks.ts";
import type { StartContext } from "./start-context.ts";

export async function startStream(
  resolved: Plan,
  command: WriteStreamOperationStart,
  functions: StreamFunctions,
  context: StartContext,
): Promise<QueryExecution> {
  const { runtime, kernel } = context;
  if (!resolved.isStreaming) throw millraceError("WRITE_STREAM_NOT_ALLOWED");
  const mode = parseOutputMode(command.outputMode);
  const trigger = triggerOf(command);
  const goesBeyond = context.settings.isTrue(BEYOND_SPARK);
  const plan = goesBeyond ? beyondSpark(resolved, mode) : resolved;
  checkStreamingPlan(plan, mode, goesBeyond);
  const prefix = kernel.uniqueName("query");
  const streamPlan = planStream(plan, prefix, mode);
  const name = command.queryName === "" ? null : command.queryName;
  const schema = schemaOf(streamPlan.result.output);
  const makeSink = await sinkFor({ command, mode, schema, name, functions }, context);
  const location = await checkpointLocation(command, context);
  try {
    const stopsActive = context.settings.isTrue("spark.sql.streaming.stopActiveRunOnRestart");
    return await context.queries.takeOver(location.directory, stopsActive, () =>
      startLocked(location, { streamPlan, command, makeSink, mode, trigger, prefix, name }, context),
    );
  } catch (error) {
    if (location.isTemporary) await runtime.files.removeTree(location.directory);
    throw error;
  }
}

interface CheckedStart {
  readonly streamPlan: StreamPlan;
  readonly command: WriteStreamOperationStart;
  readonly makeSink: (checkpoint: string) => Sink;
  readonly mode: OutputMode;
  readonly trigger: Trigger;
  /** What the names of the query's tables begin with. */
  readonly prefix: string;
  readonly name: string | null;
}

/** Starts as the only process that has the checkpoint. */
async function startLocked(
  location: CheckpointLocation,
  start: CheckedStart,
  context: StartContext,
): Promise<QueryExecution> {
  const { runtime, settings, queries } = context;
  const runId = runtime.random.uuid();
  const lock = await CheckpointLock.acquire(runtime, location.directory, {
    runId,
    breaksForeign: settings.isTrue("millrace.checkpoint.breakLock"),
    isRunning: (other) => queries.isRunning(other),
  });
  try {
    return await startAt({ ...location, runId, lock }, start, context);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

interface LockedCheckpoint extends CheckpointLocation {
  readonly runId: string;
  readonly lock: CheckpointLock;
}

/** Opens sink, sources and operators over a checkpoint, and sets the query going. */
async function startAt(
  location: LockedCheckpoint,
  start: CheckedStart,
  context: StartContext,
): Promise<QueryExecution> {
  const { runtime, kernel, settings, queries } = context;
  const { streamPlan, command, mode, trigger, prefix, name } = start;
  const { runId } = location;
  const checkpoint = new Checkpoint(runtime.files, location.directory);
  await checkpoint.settle();
  if (
    command.format.toLowerCase() === "memory" &&
    mode !== "complete" &&
    (await checkpoint.offsets.latest()) !== undefined
  )
    throw millraceError("CHECKPOINT_RECOVERY_UNSUPPORTED", { checkpoint: location.directory });
  const sink = start.makeSink(location.directory);
  for (const scan of streamPlan.sources) {
    await checkPath(scan, context);
    checkApart(scan, command, context);
  }
  const id = await checkpoint.openMetadata(() => runtime.random.uuid());
  const querySettings = settings.forQuery();
  const connection = await kernel.lease();
  const sources: Source[] = [];
  try {
    const operators = streamPlan.operators.map((operator) =>
      makeOperator(operator, {
        runtime,
        stateDirectory: checkpoint.stateDirectory(operator.id),
        tableName: `${prefix}_state_${operator.id}`,
        minBatchesToRetain: querySettings.minBatchesToRetain,
        site: { ...settings.dialect, now: 0n },
      }),
    );
    const holdsCheckpoint = (): Promise<void> => location.lock.check();
    for (const [i, scan] of streamPlan.sources.entries())
      sources.push(await openSource(scan, checkpoint.sourceDirectory(i), holdsCheckpoint, context));
    // Last, since nothing takes back what a sink has made.
    await sink.open(id);
    return new QueryExecution({
      identity: { id, runId, name },
      trigger,
      checkpoint,
      settings: querySettings,
      runtime,
      events: queries.events,
      streamPlan,
      sources,
      operators,
      sink,
      mode,
      connection,
      tablePrefix: prefix,
      ...settings.dialect,
      clock: runtime.clock,
      staticScan: (scan, now) => loadScan(scan, context, connection, now),
      holdsCheckpoint,
      close: () => closeQuery(connection, operators, location, context),
    });
  } catch (error) {
    for (const source of sources) await source.stop().catch(() => undefined);
    connection.disconnect();
    throw error;
  }
}

interface CheckpointLocation {
  readonly directory: string;
  readonly isTemporary: boolean;
}

async function checkpointLocation(
  command: WriteStreamOperationStart,
  { runtime, settings }: StartContext,
): Promise<CheckpointLocation> {
  const given = Object.entries(command.options).find(([option]) => option.toLowerCase() === "checkpointlocation")?.[1];
  if (given !== undefined) return { directory: runtime.files.resolve(given), isTemporary: false };
  const root = settings.get("spark.sql.streaming.checkpointLocation");
  if (root !== undefined)
    return {
      directory: `${runtime.files.resolve(root)}/${command.queryName || runtime.random.uuid()}`,
      isTemporary: false,
    };
  if (!mayUseTemporaryCheckpoint(command.format)) throw millraceError("MISSING_CHECKPOINT_LOCATION");
  return { directory: await runtime.files.temporaryDirectory("millrace-checkpoint-"), isTemporary: true };
}

async function checkPath(scan: Scan, { runtime }: StartContext): Promise<void> {
  if (scan.request.paths.length === 0 || scan.request.format === "memory") return;
  const path = runtime.files.resolve(scan.request.paths[0] ?? "");
  if (isGlob(path)) return;
  if ((await runtime.files.stat(path)) === undefined) throw millraceError("PATH_NOT_FOUND", { path: pathToUri(path) });
}

/** A file sink's log in a directory says which files are to be read there: the input's would be none of them. */
function checkApart(scan: Scan, command: WriteStreamOperationStart, { runtime }: StartContext): void {
  const output = command.path ?? command.options["path"];
  const [input] = scan.request.paths;
  if (output === undefined || input === undefined || findFormat(command.format) === undefined) return;
  if (runtime.files.resolve(output) === runtime.files.resolve(input))
    throw millraceError("OUTPUT_IS_INPUT", { path: pathToUri(runtime.files.resolve(input)) });
}

async function openSource(
  scan: Scan,
  logDirectory: string,
  holdsCheckpoint: () => Promise<void>,
  { runtime, catalog, settings }: StartContext,
): Promise<Source> {
  const { request } = scan;
  if (scan.request.format === "memory") return new MemorySource(catalog.memoryStream(scan.request.paths[0] ?? ""));
  const fileless = openFileless(request, runtime, logDirectory);
  if (fileless !== undefined) return fileless;
  if (request.fault !== undefined) return new FaultySource(request.schema, request.fault);
  try {
    return await FileSource.open({
      request,
      format: findFormat(request.format)!,
      runtime,
      settings: settings.forReading(request.options),
      logDirectory,
      holdsCheckpoint,
    });
  } catch (error) {
    // Options that do not go together, like one that is wrong by itself.
    if (isMillraceError(error, "INVALID_OPTION_VALUE") || isMillraceError(error, "MISSING_OPTION"))
      return new FaultySource(request.schema, error);
    throw error;
  }
}

async function closeQuery(
  connection: KernelConnection,
  operators: readonly StatefulOperator[],
  location: LockedCheckpoint,
  { kernel, runtime }: StartContext,
): Promise<void> {
  connection.disconnect();
  await kernel
    .using(async (free) => {
      for (const operator of operators) await operator.forget(free);
    })
    .catch(() => undefined);
  await location.lock.release().catch(() => undefined);
  if (location.isTemporary) await runtime.files.removeTree(location.directory);
}
