/**
 * Grouped aggregation over a growing input.
 *
 *   state(n) = merge(state(n-1), partial(batch n))    merge is associative: batches may be cut anywhere
 *   append   : groups whose window has closed (end <= watermark(n)), once, then forgotten
 *   update   : groups that batch n touched; closed ones are forgotten silently
 *   complete : every group; nothing is ever forgotten, nothing is late
 *
 * A row is late when its window had ended by watermark(n-1): judged before merging, counted after partial aggregation, as Spark does.
 */
import { columnName } from "../../analysis/attributes.ts";
import type { Named } from "../../analysis/expression.ts";
import { everyNode, type Aggregate as AggregateNode, type TimeWindows } from "../../analysis/plan.ts";
import { aggregateColumns, type AggregateSql } from "../../duckdb/aggregate-sql.ts";
import type { KernelConnection } from "../../duckdb/connection.ts";
import { expressionSql, type SqlSite } from "../../duckdb/expression-sql.ts";
import { keySql } from "../../duckdb/plan-sql.ts";
import { kernelType } from "../../functions/kernel-type.ts";
import { windowStruct } from "../../functions/time-windows.ts";
import type { OutputMode } from "../../incremental/output-mode.ts";
import type { AggregatePlan } from "../../incremental/stream-plan.ts";
import { simpleString } from "../../types/ddl-text.ts";
import type { StateLog, StateTable } from "../state/state-log.ts";
import type { OperatorBatch, OperatorMetrics, StatefulOperator } from "./operator.ts";

const MICROS_PER_MILLI = 1000n;

/** A grouping key as the state holds it: a window by its start alone, everything else as it is. */
interface KeyColumn {
  readonly name: string;
  readonly kernelType: string;
  readonly update: (site: SqlSite) => string;
  readonly shown: string;
  /** The time, in microseconds, at which the watermark closes the key. */
  readonly closesAt?: string;
}

export class AggregateOperator implements StatefulOperator {
  readonly id: number;
  readonly name = "stateStoreSave";
  readonly stateSchema: StatefulOperator["stateSchema"];
  readonly #node: AggregateNode;
  readonly #table: StateTable;
  readonly #log: StateLog;
  readonly #keys: readonly KeyColumn[];
  readonly #aggregates: readonly AggregateSql[];
  readonly #output: string;

  constructor(plan: AggregatePlan, site: SqlSite, tableName: string, makeLog: (table: StateTable) => StateLog) {
    this.id = plan.id;
    this.#node = plan.node;
    this.#output = plan.output.table;
    this.#keys = plan.node.keys.map((key, i) => keyColumn(key, i, plan.node));
    this.#aggregates = plan.node.aggregates.map((named) => aggregateColumns(named, site));
    const state = this.#aggregates.flatMap((aggregate) => aggregate.state);
    const values = state.map((column, i) => ({ name: `s${i}`, kernelType: column.kernelType }));
    const closesAt = this.#keys.find((key) => key.closesAt !== undefined)?.closesAt;
    this.#table = {
      name: tableName,
      keys: this.#keys.map(({ name, kernelType: type }) => ({ name, kernelType: type })),
      values,
      merged: this.#merged(),
      ...(closesAt === undefined ? {} : { closesAt }),
    };
    this.#log = makeLog(this.#table);
    this.stateSchema = {
      key: plan.node.keys.map((key) => keyTypeText(key, plan.node)),
      value: state.map((column) => `${column.name}:${simpleString(column.type)}`),
    };
  }

  restore(connection: KernelConnection, version: number): Promise<void> {
    return this.#log.restore(connection, version);
  }

  async apply([input]: readonly string[], batch: OperatorBatch): Promise<OperatorMetrics> {
    const { connection } = batch;
    await connection.run(`CREATE OR REPLACE TEMP TABLE ${this.#partial} AS ${this.#partialSql(input!, batch.site)}`);
    const dropped = await this.#dropLate(batch);
    await this.#log.merge(connection, this.#partial, this.#touched);
    const updated = await connection.count(`SELECT count(*) FROM ${this.#partial}`);
    const removed = await this.#emit(batch);
    const total = await connection.count(`SELECT count(*) FROM ${this.#table.name}`);
    return {
      operatorName: this.name,
      numRowsTotal: total,
      numRowsUpdated: updated,
      numRowsRemoved: removed,
      numRowsDroppedByWatermark: dropped,
    };
  }

  async persist(batch: OperatorBatch): Promise<void> {
    const closed = this.#evicts(batch.mode) ? BigInt(batch.evictionWatermark) * MICROS_PER_MILLI : undefined;
    await this.#log.persist(batch.connection, batch.batchId + 1, `SELECT * FROM ${this.#touched}`, closed);
  }

  wantsBatch(watermark: number, batch: { readonly evictionWatermark: number; readonly mode: OutputMode }): boolean {
    return batch.mode !== "complete" && watermark > batch.evictionWatermark;
  }

  async forget(connection: KernelConnection): Promise<void> {
    await this.#log.forget(connection);
  }

  get #partial(): string {
    return `${this.#output}_partial`;
  }
  get #touched(): string {
    return `${this.#output}_touched`;
  }
  #evicts(mode: OutputMode): boolean {
    return mode !== "complete" && this.#table.closesAt !== undefined;
  }

  #merged(): readonly string[] {
    let at = 0;
    return this.#aggregates.flatMap((aggregate) => {
      const names = aggregate.state.map(() => `s${at++}`);
      return aggregate.merge(
        names.map((name) => `old.${name}`),
        names.map((name) => `new.${name}`),
      );
    });
  }

  #partialSql(input: string, site: SqlSite): string {
    const keys = this.#keys.map((key) => `${key.update(site)} AS ${key.name}`);
    const aggregates = this.#node.aggregates.map((named) => aggregateColumns(named, site));
    const values = aggregates
      .flatMap((a) => a.state)
      .map((column, i) => `CAST(${column.update} AS ${column.kernelType}) AS s${i}`);
    const list = [...keys, ...values].join(", ") || "1 AS s0";
    return `SELECT ${list} FROM (${input})${keys.length > 0 ? ` GROUP BY ${keys.map((_, i) => i + 1).join(", ")}` : ""}`;
  }

  async #dropLate(batch: OperatorBatch): Promise<number> {
    if (!this.#evicts(batch.mode)) return 0;
    return batch.connection.count(
      `DELETE FROM ${this.#partial} WHERE ${this.#table.closesAt} <= ${BigInt(batch.lateWatermark) * MICROS_PER_MILLI}`,
    );
  }

  /** Fills the result and forgets what is closed; how many groups that were. */
  async #emit(batch: OperatorBatch): Promise<number> {
    const { connection, mode } = batch;
    const watermark = BigInt(batch.evictionWatermark) * MICROS_PER_MILLI;
    const from =
      mode === "complete"
        ? this.#table.name
        : mode === "update"
          ? this.#touched
          : `(SELECT * FROM ${this.#table.name} WHERE ${this.#table.closesAt} <= ${watermark})`;
    await connection.run(`CREATE OR REPLACE TEMP TABLE ${this.#output} AS SELECT ${this.#shown()} FROM ${from}`);
    return this.#evicts(mode) ? this.#log.drop(connection, watermark) : 0;
  }

  #shown(): string {
    let at = 0;
    const keys = this.#keys.map((key, i) => `${key.shown} AS ${columnName(this.#node.keys[i]!.attribute)}`);
    const values = this.#aggregates.map(
      (aggregate, i) =>
        `${aggregate.finish(aggregate.state.map(() => `s${at++}`))} AS ${columnName(this.#node.aggregates[i]!.attribute)}`,
    );
    return [...keys, ...values].join(", ") || "1 AS c0";
  }
}

/** Of a window only the start is kept: windows of another length would be taken for these. */
function keyTypeText(key: Named, node: AggregateNode): string {
  const length = windowOf(key, node)?.window.duration;
  const type = simpleString(key.attribute.dataType);
  return length === undefined ? type : `${type} of ${length} us`;
}

function keyColumn(key: Named, index: number, node: AggregateNode): KeyColumn {
  const name = `k${index}`;
  const isEventTime = key.attribute.delay !== undefined;
  const window = windowOf(key, node);
  if (window !== undefined) {
    const { duration } = window.window;
    return {
      name,
      kernelType: "TIMESTAMP",
      update: (site) => `struct_extract(${expressionSql(key.expr, site)}, 'start')`,
      shown: windowStruct(name, duration),
      ...(isEventTime ? { closesAt: `(epoch_us(${name}) + ${duration})` } : {}),
    };
  }
  const type = key.attribute.dataType;
  const time = type.kind === "struct" ? `struct_extract(${name}, 'end')` : name;
  return {
    name,
    kernelType: kernelType(type),
    update: (site) => keySql(expressionSql(key.expr, site), key.attribute),
    shown: name,
    ...(isEventTime ? { closesAt: `epoch_us(${time})` } : {}),
  };
}

/** The node that made the windows a key consists of, when they come straight from it. */
function windowOf(key: Named, node: AggregateNode): TimeWindows | undefined {
  const { expr } = key;
  if (expr.kind !== "attribute") return undefined;
  return everyNode(node.input).find(
    (n): n is TimeWindows => n.kind === "timeWindows" && n.attribute.id === expr.attribute.id,
  );
}
