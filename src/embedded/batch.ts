/** Batch execution: a resolved plan as one query of the kernel. */
import { columnName, schemaOf } from "../analysis/attributes.ts";
import { everyNode, type Plan, type Scan } from "../analysis/plan.ts";
import { fieldsOf, pruneColumns } from "../analysis/column-pruning.ts";
import { listDataFiles, type DataFile } from "../connectors/file/listing.ts";
import type { KernelConnection } from "../duckdb/connection.ts";
import type { Kernel } from "../duckdb/kernel.ts";
import { planSql } from "../duckdb/plan-sql.ts";
import { millraceError, withinStack } from "../errors.ts";
import type { HeldRows } from "../duckdb/relation.ts";
import { publishBadRecords } from "../formats/bad-records.ts";
import { pathToUri } from "../formats/file-uri.ts";
import type { LoadedRows } from "../formats/format.ts";
import { loadFiles } from "../formats/load-files.ts";
import { findFormat } from "../formats/registry.ts";
import { sourceKey } from "../incremental/stream-plan.ts";
import { identifier } from "../functions/kernel-type.ts";
import type { Runtime, Terminal } from "../runtime/runtime.ts";
import { withLongRowsHeld } from "./long-rows.ts";
import { withProgressBar } from "./progress-bar.ts";
import { endingWithQuery } from "../streaming/calling-query.ts";
import type { SessionSettings } from "./settings.ts";
import { struct, type StructType } from "../types/data-type.ts";

export interface BatchContext {
  readonly runtime: Runtime;
  readonly kernel: Kernel;
  readonly settings: SessionSettings;
  /** Where long work is told of. */
  readonly terminal?: Terminal | undefined;
}

export interface PreparedQuery {
  readonly sql: string;
  readonly schema: StructType;
  readonly columns: readonly string[];
}

/** Runs `action` over the plan's query, on a connection of its own, with its inputs loaded and dropped afterwards. */
export async function withQuery<T>(
  whole: Plan,
  context: BatchContext,
  action: (query: PreparedQuery, connection: KernelConnection) => Promise<T>,
): Promise<T> {
  refuseStream(whole);
  const plan = withinStack(() => pruneColumns(whole));
  return context.kernel.using((connection) =>
    endingWithQuery(
      () => connection.interrupt(),
      () => withProgressBar(connection, context, () => onConnection(plan, context, connection, action)),
    ),
  );
}

async function onConnection<T>(
  written: Plan,
  context: BatchContext,
  connection: KernelConnection,
  action: (query: PreparedQuery, connection: KernelConnection) => Promise<T>,
): Promise<T> {
  const now = BigInt(context.runtime.clock.now()) * 1000n;
  const loaded = new Map<Scan, LoadedRows>();
  const held: HeldRows[] = [];
  try {
    const plan = await withLongRowsHeld(written, connection, () => context.kernel.uniqueName("rows"), held);
    for (const node of everyNode(plan))
      if (node.kind === "scan" && !loaded.has(node)) loaded.set(node, await loadScan(node, context, connection, now));
    const queryId = context.runtime.random.uuid();
    const site = { ...context.settings.dialect, now, entropy: queryId, user: context.runtime.process.user };
    const sql = withinStack(() => planSql(plan, site, (scan) => loaded.get(scan)!.sql));
    const columns = plan.output.map(columnName);
    // A source that is read twice is told of once.
    const bySource = new Map([...loaded].map(([scan, rows]) => [sourceKey(scan), { scan, rows }]));
    for (const [source, { scan, rows }] of [...bySource.values()].entries())
      await publishBadRecords(connection, context.runtime, scan.request.options, rows, {
        queryId,
        batchId: 0,
        source,
        timestampMs: Number(now / 1000n),
      });
    return await action(
      {
        sql: `SELECT ${columns.map(identifier).join(", ") || "1 AS c0"} FROM (${sql})`,
        schema: schemaOf(plan.output),
        columns,
      },
      connection,
    );
  } finally {
    for (const rows of [...loaded.values(), ...held]) await rows.drop().catch(() => undefined);
  }
}

/** A scan's files, as they are now. */
export async function loadScan(
  scan: Scan,
  { runtime, kernel, settings }: BatchContext,
  connection: KernelConnection,
  now: bigint,
): Promise<LoadedRows> {
  const { request } = scan;
  const { uri, metadata } = scan.fileColumns ?? {};
  const files: DataFile[] = [];
  for (const path of request.paths) {
    const absolute = runtime.files.resolve(path);
    const listed = await listDataFiles(runtime.files, absolute, request.options);
    if (listed === undefined) throw millraceError("PATH_NOT_FOUND", { path: pathToUri(absolute) });
    files.push(...listed);
  }
  const fields = fieldsOf(scan);
  const read = scan.output.filter((a) => fields.has(a.id));
  return loadFiles(
    findFormat(request.format)!,
    connection,
    runtime,
    {
      files,
      schema: struct(read.map((a) => request.schema.fields[fields.get(a.id)!]!)),
      whole: request.schema,
      columns: read.map(columnName),
      options: request.options,
      zone: settings.zone,
      now,
      settings: settings.forReading(request.options),
      ...(uri ? { fileColumn: columnName(uri) } : {}),
      ...(metadata ? { metadataColumn: columnName(metadata) } : {}),
    },
    kernel.uniqueName("scan"),
  );
}

function refuseStream(plan: Plan): void {
  if (plan.isStreaming)
    throw millraceError("STREAMING_ACTION_UNSUPPORTED", { action: "a batch action on a streaming DataFrame" });
}
