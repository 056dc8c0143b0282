/** Runs one planned micro-batch: sources to relations, fragments and operators, the result to the sink (law 4: durable before the commit). */
import { columnName, schemaOf } from "../analysis/attributes.ts";
import { fieldsOf } from "../analysis/column-pruning.ts";
import type { Attribute } from "../analysis/expression.ts";
import { everyNode, inputsOf, type Plan, type Scan, type Watermark } from "../analysis/plan.ts";
import type { KernelConnection } from "../duckdb/connection.ts";
import type { SqlSite } from "../duckdb/expression-sql.ts";
import { metricsOf } from "../analysis/observe.ts";
import { planSql } from "../duckdb/plan-sql.ts";
import { publishBadRecords } from "../formats/bad-records.ts";
import type { LoadedRows } from "../formats/format.ts";
import { identifier, kernelType } from "../functions/kernel-type.ts";
import type { OutputMode } from "../incremental/output-mode.ts";
import { sourceKey, type StreamPlan } from "../incremental/stream-plan.ts";
import type { Clock, Runtime } from "../runtime/runtime.ts";
import type { BatchPlan } from "./checkpoint/checkpoint.ts";
import { rowJson } from "../types/row-json.ts";
import { eventMicros } from "./operators/event-time.ts";
import type { OperatorBatch, OperatorMetrics, StatefulOperator } from "./operators/operator.ts";
import type { Sink } from "./sink.ts";
import type { Offset, Source } from "./source.ts";
import type { EventTimeStats } from "./watermark.ts";
import { inputWatermarks } from "./watermark-propagation.ts";

export interface BatchInput {
  readonly plan: BatchPlan;
  /** Where each source stood after the batch before. */
  readonly from: readonly (Offset | undefined)[];
  readonly lateWatermark: number;
}

export interface BatchResult {
  readonly inputRows: readonly number[];
  /** What became of input that is no row, by Millrace's names: shown among a source's metrics. */
  readonly inputMetrics: readonly Readonly<Record<string, string>>[];
  readonly eventTime: readonly EventTimeStats[];
  readonly operators: readonly OperatorMetrics[];
  readonly outputRows: number | undefined;
  /** A row of metrics by the name it was asked for. */
  readonly observed: Readonly<Record<string, unknown>>;
  readonly durations: Readonly<Record<string, number>>;
}

export interface BatchRunnerParts {
  readonly streamPlan: StreamPlan;
  readonly sources: readonly Source[];
  readonly operators: readonly StatefulOperator[];
  readonly sink: Sink;
  readonly mode: OutputMode;
  readonly zone: string;
  readonly ansi: boolean;
  readonly ignoreNullFields: boolean;
  readonly legacyStatistics?: boolean;
  readonly tablePrefix: string;
  readonly connection: KernelConnection;
  readonly clock: Clock;
  readonly runtime: Runtime;
  readonly identity: { readonly id: string };
  readonly signal: AbortSignal;
  /** Refuses to write into a checkpoint that is another run's by now. */
  readonly holdsCheckpoint: () => Promise<void>;
  /** How a static input is read. */
  readonly staticScan: (scan: Scan, now: bigint) => Promise<LoadedRows>;
}

export class BatchRunner {
  readonly #parts: BatchRunnerParts;
  readonly #sourceIndex: ReadonlyMap<string, number>;
  /** How often each source is read: a row counts as often. */
  readonly #uses: readonly number[];
  readonly #wanted: readonly Wanted[];
  /** What this batch has read of static inputs. */
  #statics: { readonly scan: Scan; readonly rows: LoadedRows }[] = [];

  constructor(parts: BatchRunnerParts) {
    this.#parts = parts;
    this.#sourceIndex = new Map(parts.streamPlan.sources.map((scan, i) => [sourceKey(scan), i]));
    const scans = fragmentsOf(parts.streamPlan).flatMap(scansOf);
    const ofSource = parts.streamPlan.sources.map((scan) =>
      scans.filter((each) => sourceKey(each) === sourceKey(scan)),
    );
    this.#uses = ofSource.map((uses) => uses.length);
    this.#wanted = ofSource.map(wantedBy);
  }

  async run(input: BatchInput): Promise<BatchResult> {
    const { connection, clock, mode, operators, streamPlan, sink, signal } = this.#parts;
    const began = clock.monotonic();
    const site: SqlSite = {
      ansi: this.#parts.ansi,
      ignoreNullFields: this.#parts.ignoreNullFields,
      zone: this.#parts.zone,
      now: BigInt(input.plan.timestampMs) * 1000n,
      legacyStatistics: this.#parts.legacyStatistics === true,
      entropy: `${this.#parts.identity.id}/${input.plan.batchId}`,
      user: this.#parts.runtime.process.user,
    };
    const held: LoadedRows[] = [];
    try {
      const loaded = await this.#load(input, site, held);
      const scanSql = await this.#scanSql(streamPlan, loaded, site, held);
      const read = clock.monotonic();
      const late = inputWatermarks(streamPlan.operators, operators, input.lateWatermark);
      const eviction = inputWatermarks(streamPlan.operators, operators, input.plan.watermarkMs);
      let planningMs = 0;
      const planned = <T>(plan: () => T): T => {
        const since = clock.monotonic();
        const made = plan();
        planningMs += clock.monotonic() - since;
        return made;
      };
      // What was read is loaded now, which may have taken long; from here on something is written.
      await this.#parts.holdsCheckpoint();
      const metrics: OperatorMetrics[] = [];
      for (const [i, operator] of operators.entries()) {
        const batch: OperatorBatch = {
          connection,
          batchId: input.plan.batchId,
          mode: streamPlan.operators[i]!.mode ?? mode,
          lateWatermark: late[i]!,
          evictionWatermark: eviction[i]!,
          site,
        };
        const fragments = planned(() =>
          inputsOf(streamPlan.operators[i]!.node).map((fragment) => planSql(fragment, site, scanSql)),
        );
        metrics.push(await operator.apply(fragments, batch));
        await operator.persist(batch);
      }
      // After the operators: a watermark may stand above one of them.
      const eventTime = await this.#eventTime(streamPlan.watermarks, site, scanSql);
      const observed = await this.#observed(site, scanSql);
      const { output } = streamPlan.result;
      const outputRows = await sink.write({
        batchId: input.plan.batchId,
        connection,
        sql: planned(() => planSql(streamPlan.result, site, scanSql)),
        schema: schemaOf(output),
        columns: output.map(columnName),
        mode,
        signal,
      });
      await this.#publishBadInput(loaded, input.plan);
      return {
        inputMetrics: loaded.map(({ rows }) => lossMetrics(rows)),
        inputRows: loaded.map((rows, i) => rows.count * (this.#uses[i] ?? 1)),
        eventTime,
        operators: streamPlan.reported.map((id) => metrics[id]!),
        outputRows,
        observed,
        durations: {
          getBatch: Math.round(read - began),
          queryPlanning: Math.round(planningMs),
          addBatch: Math.round(clock.monotonic() - read - planningMs),
        },
      };
    } finally {
      for (const rows of held) await rows.drop().catch(() => undefined);
    }
  }

  /** Every source's new rows, in the kernel; a source that has none is left out. */
  async #load(
    input: BatchInput,
    site: SqlSite,
    held: LoadedRows[],
  ): Promise<readonly { rows: LoadedRows | undefined; count: number; columns: readonly string[] }[]> {
    const { connection, sources, tablePrefix, operators, sink } = this.#parts;
    const isWritten = (await sink.has?.(input.plan.batchId)) === true;
    const all = [];
    for (const [i, source] of sources.entries()) {
      const [from, to] = [input.from[i], input.plan.offsets[i]];
      const columns = source.schema.fields.map((_, column) => `s${column}`);
      if (to === undefined || to === from) {
        all.push({ rows: undefined, count: 0, columns });
        continue;
      }
      const { fields, withUri, withMetadata } = this.#wanted[i]!;
      const rows = await source.read(from, to, {
        connection,
        columns,
        fields,
        ...(withUri ? { fileColumn: FILE_COLUMNS.uri } : {}),
        ...(withMetadata ? { metadataColumn: FILE_COLUMNS.metadata } : {}),
        table: `${tablePrefix}_source_${i}`,
        zone: site.zone,
        now: site.now,
        isWritten,
        isStateful: operators.length > 0,
      });
      held.push(rows);
      const count = rows.rowCount ?? (await connection.count(`SELECT count(*) FROM (${rows.sql})`));
      all.push({ rows, count, columns });
    }
    return all;
  }

  /** Before the commit, as the sink's files: should the batch run again, the same files are written again. */
  async #publishBadInput(
    loaded: readonly { readonly rows: LoadedRows | undefined }[],
    { batchId, timestampMs }: BatchPlan,
  ): Promise<void> {
    const { connection, runtime, identity, streamPlan } = this.#parts;
    for (const [source, { rows }] of loaded.entries()) {
      if (rows === undefined) continue;
      const { options } = streamPlan.sources[source]!.request;
      await publishBadRecords(connection, runtime, options, rows, {
        queryId: identity.id,
        batchId,
        source,
        timestampMs,
      });
    }
  }

  async #scanSql(
    streamPlan: StreamPlan,
    loaded: readonly { rows: LoadedRows | undefined; columns: readonly string[] }[],
    site: SqlSite,
    held: LoadedRows[],
  ): Promise<(scan: Scan) => string> {
    const statics = new Map<Scan, string>();
    this.#statics = [];
    for (const scan of fragmentsOf(streamPlan).flatMap(scansOf)) {
      if (scan.isStreaming || statics.has(scan)) continue;
      const rows = await this.#parts.staticScan(scan, site.now);
      held.push(rows);
      statics.set(scan, rows.sql);
      this.#statics.push({ scan, rows });
    }
    return (scan) => {
      if (!scan.isStreaming) return statics.get(scan)!;
      const { rows, columns } = loaded[this.#sourceIndex.get(sourceKey(scan))!]!;
      if (rows === undefined) return emptySql(scan.output);
      const fields = fieldsOf(scan);
      const nameOf = (a: Attribute): string =>
        fields.has(a.id)
          ? columns[fields.get(a.id)!]!
          : a.id === scan.fileColumns?.uri?.id
            ? FILE_COLUMNS.uri
            : FILE_COLUMNS.metadata;
      const list = scan.output.map((a) => `${identifier(nameOf(a))} AS ${columnName(a)}`);
      return `SELECT ${list.join(", ") || "1 AS c0"} FROM (${rows.sql})`;
    };
  }

  async #observed(site: SqlSite, scanSql: (scan: Scan) => string): Promise<Readonly<Record<string, unknown>>> {
    const { connection, streamPlan } = this.#parts;
    const rows: [string, unknown][] = [];
    for (const node of streamPlan.observed) {
      const metrics = metricsOf(node);
      const schema = schemaOf(metrics.output);
      const { columns } = await connection.columns(
        planSql(metrics, site, scanSql),
        schema.fields.map((f) => f.dataType),
      );
      const values = columns.map((column) => column[0] ?? null);
      rows.push([node.name, JSON.parse(rowJson(schema, values, { zone: site.zone, ignoreNullFields: false }))]);
    }
    return Object.fromEntries(rows.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  async #eventTime(
    watermarks: readonly (readonly Watermark[])[],
    site: SqlSite,
    scanSql: (scan: Scan) => string,
  ): Promise<readonly EventTimeStats[]> {
    const all: EventTimeStats[] = [];
    for (const uses of watermarks) {
      const times = uses.map((watermark) => {
        const micros = eventMicros(watermark.attribute);
        return `SELECT coalesce(CAST(floor(${micros} / 1000) AS BIGINT), 0) AS ms FROM (${planSql(watermark.input, site, scanSql)})`;
      });
      const row = await this.#parts.connection.row(
        `SELECT count(*), max(ms), min(ms), avg(ms) FROM (${times.join(" UNION ALL ")})`,
      );
      const [rows, maxMs, minMs, avgMs] = row.map((value) => Number(value ?? 0));
      all.push({ rows: rows!, maxMs: maxMs!, minMs: minMs!, avgMs: Math.trunc(avgMs!) });
    }
    return all;
  }
}

function lossMetrics(rows: LoadedRows | undefined): Readonly<Record<string, string>> {
  const counts = {
    droppedMalformedRecords: rows?.dropped ?? 0,
    ...Object.fromEntries(
      (rows?.bad ?? []).map(({ kind, count }) => [kind === "records" ? "badRecords" : "badFiles", count]),
    ),
  };
  return Object.fromEntries(
    Object.entries(counts)
      .filter(([, count]) => count > 0)
      .map(([name, count]) => [name, String(count)]),
  );
}

/** What a batch asks of a source: all that any of its uses needs. */
interface Wanted {
  readonly fields: readonly number[];
  readonly withUri: boolean;
  readonly withMetadata: boolean;
}

function wantedBy(uses: readonly Scan[]): Wanted {
  const fields = new Set(uses.flatMap((scan) => [...fieldsOf(scan).values()]));
  return {
    fields: [...fields].toSorted((a, b) => a - b),
    withUri: uses.some((scan) => scan.fileColumns?.uri !== undefined),
    withMetadata: uses.some((scan) => scan.fileColumns?.metadata !== undefined),
  };
}

function fragmentsOf(streamPlan: StreamPlan): readonly Plan[] {
  return [streamPlan.result, ...streamPlan.operators.flatMap((operator) => inputsOf(operator.node))];
}

const FILE_COLUMNS = { uri: "file_uri", metadata: "file_metadata" };

function emptySql(output: readonly Attribute[]): string {
  return `SELECT ${output.map((a) => `CAST(NULL AS ${kernelType(a.dataType)}) AS ${columnName(a)}`).join(", ") || "1 AS c0"} WHERE false`;
}

function scansOf(plan: Plan): Scan[] {
  return everyNode(plan).filter((node): node is Scan => node.kind === "scan");
}
