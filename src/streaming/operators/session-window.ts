/**
 * Grouped aggregation over sessions: windows that grow while rows keep coming, and that merge where they meet.
 *
 *   partial(batch n)  one row per key and exact session `[time, time + gap)`
 *   state(n)          for every key that batch n brings: its sessions and the new ones, merged; other keys as they were
 *   append   : sessions with end <= watermark(n), once, then forgotten
 *   complete : every session; nothing is ever forgotten, though late rows are dropped as well
 *
 * A row is late when the session it alone would make had ended by watermark(n-1), even if it would have met an open one; counted after
 * partial aggregation. As in Spark every session of a touched key counts as updated, and a start that is no more as removed.
 */
import { columnName } from "../../analysis/attributes.ts";
import type { Aggregate as AggregateNode } from "../../analysis/plan.ts";
import { aggregateColumns, type AggregateSql } from "../../duckdb/aggregate-sql.ts";
import type { KernelConnection } from "../../duckdb/connection.ts";
import { expressionSql, type SqlSite } from "../../duckdb/expression-sql.ts";
import { keySql } from "../../duckdb/plan-sql.ts";
import { mergeSessions } from "../../duckdb/session-sql.ts";
import { kernelType } from "../../functions/kernel-type.ts";
import type { OutputMode } from "../../incremental/output-mode.ts";
import type { SessionPlan } from "../../incremental/stream-plan.ts";
import { simpleString } from "../../types/ddl-text.ts";
import type { StateLog, StateTable } from "../state/state-log.ts";
import { microsOf } from "./event-time.ts";
import type { OperatorBatch, OperatorMetrics, StatefulOperator } from "./operator.ts";

export class SessionWindowOperator implements StatefulOperator {
  readonly id: number;
  readonly name = "sessionWindowStateStoreSaveExec";
  readonly stateSchema: StatefulOperator["stateSchema"];
  readonly #node: AggregateNode;
  readonly #session: number;
  readonly #output: string;
  /** The keys beside the session. */
  readonly #keys: readonly string[];
  readonly #values: readonly string[];
  readonly #aggregates: readonly AggregateSql[];
  readonly #hasEventTime: boolean;
  readonly #table: StateTable;
  readonly #log: StateLog;

  constructor(plan: SessionPlan, site: SqlSite, tableName: string, makeLog: (table: StateTable) => StateLog) {
    const { node } = plan;
    this.id = plan.id;
    this.#node = node;
    this.#session = plan.session;
    this.#output = plan.output.table;
    this.#aggregates = node.aggregates.map((named) => aggregateColumns(named, site));
    const keys = node.keys.flatMap((key, i) =>
      i === plan.session ? [] : [{ name: `k${i}`, kernelType: kernelType(key.attribute.dataType) }],
    );
    const state = this.#aggregates.flatMap((aggregate) => aggregate.state);
    const values = state.map((column, i) => ({ name: `s${i}`, kernelType: column.kernelType }));
    this.#keys = keys.map((key) => key.name);
    this.#values = values.map((value) => value.name);
    this.#hasEventTime = node.keys[plan.session]!.attribute.delay !== undefined;
    this.#table = {
      name: tableName,
      keys: [...keys, { name: "session_start", kernelType: "TIMESTAMP" }],
      values: [{ name: "session_end", kernelType: "TIMESTAMP" }, ...values, { name: "gone", kernelType: "BOOLEAN" }],
      gone: "gone",
      ...(this.#hasEventTime ? { closesAt: "epoch_us(session_end)" } : {}),
    };
    this.#log = makeLog(this.#table);
    this.stateSchema = {
      key: node.keys.map((key) => simpleString(key.attribute.dataType)),
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
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE ${this.#before} AS SELECT old.* FROM ${this.#table.name} AS old SEMI JOIN ${this.#partial} AS new ON ${this.#sameKey}`,
    );
    await connection.run(`CREATE OR REPLACE TEMP TABLE ${this.#merged} AS ${this.#mergedSql()}`);
    await connection.run(`DELETE FROM ${this.#table.name} AS old USING ${this.#merged} AS new WHERE ${this.#sameKey}`);
    const updated = await this.#log.append(connection, this.#merged);
    const replaced = await connection.count(`SELECT count(*) FROM (${this.#replacedSql()})`);
    await this.#emit(batch);
    const closed = this.#evicts(batch.mode) ? await this.#log.drop(connection, microsOf(batch.evictionWatermark)) : 0;
    return {
      operatorName: this.name,
      numRowsTotal: await connection.count(`SELECT count(*) FROM ${this.#table.name}`),
      numRowsUpdated: updated,
      numRowsRemoved: replaced + closed,
      numRowsDroppedByWatermark: dropped,
    };
  }

  async persist(batch: OperatorBatch): Promise<void> {
    const closed = this.#evicts(batch.mode) ? microsOf(batch.evictionWatermark) : undefined;
    const columns = [...this.#table.keys, ...this.#table.values].map((c) => c.name);
    const gone = columns.map((c) => (c === "gone" ? "true AS gone" : c)).join(", ");
    await this.#log.persist(
      batch.connection,
      batch.batchId + 1,
      `SELECT ${columns.join(", ")} FROM ${this.#merged} UNION ALL SELECT ${gone} FROM (${this.#replacedSql()})`,
      closed,
    );
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
  get #before(): string {
    return `${this.#output}_before`;
  }
  get #merged(): string {
    return `${this.#output}_merged`;
  }
  get #sameKey(): string {
    return this.#keys.map((key) => `old.${key} IS NOT DISTINCT FROM new.${key}`).join(" AND ") || "true";
  }
  #evicts(mode: OutputMode): boolean {
    return mode !== "complete" && this.#hasEventTime;
  }

  #partialSql(input: string, site: SqlSite): string {
    const keys = this.#node.keys.map(({ expr, attribute }, i) =>
      i === this.#session ? undefined : `${keySql(expressionSql(expr, site), attribute)} AS k${i}`,
    );
    const session = expressionSql(this.#node.keys[this.#session]!.expr, site);
    const grouped = [
      ...keys.filter((key) => key !== undefined),
      `${session}."start" AS session_start`,
      `${session}."end" AS session_end`,
    ];
    const values = this.#node.aggregates
      .flatMap((named) => aggregateColumns(named, site).state)
      .map((column, i) => `CAST(${column.update} AS ${column.kernelType}) AS s${i}`);
    return `SELECT ${[...grouped, ...values].join(", ")} FROM (${input}) GROUP BY ${grouped.map((_, i) => i + 1).join(", ")}`;
  }

  async #dropLate(batch: OperatorBatch): Promise<number> {
    if (!this.#hasEventTime) return 0;
    return batch.connection.count(
      `DELETE FROM ${this.#partial} WHERE epoch_us(session_end) <= ${microsOf(batch.lateWatermark)}`,
    );
  }

  /** The touched keys' sessions, old and new, as few as they are; partial results folded in the order of time. */
  #mergedSql(): string {
    const columns = [...this.#keys, "session_start", "session_end", ...this.#values];
    const list = columns.join(", ");
    const rows = `(SELECT ${list} FROM ${this.#before} UNION ALL SELECT ${list} FROM ${this.#partial})`;
    const ordered = `SELECT *, row_number() OVER (ORDER BY session_start) AS session_place FROM ${rows}`;
    const merged = mergeSessions(`(${ordered})`, this.#keys);
    const by = [...this.#keys, "session_start", "session_end"];
    const values = this.#values.length === 0 ? [] : [`${this.#foldSql()} AS folded`];
    const folded = `SELECT ${[...by, ...values].join(", ")} FROM (${merged}) GROUP BY ${by.join(", ")}`;
    const out = this.#values.map((value) => `folded.${value} AS ${value}`);
    return `SELECT ${[...by, ...out, "false AS gone"].join(", ")} FROM (${folded})`;
  }

  #foldSql(): string {
    const boxed = `struct_pack(${this.#values.map((value) => `${value} := ${value}`).join(", ")})`;
    let at = 0;
    const merged = this.#aggregates.flatMap((aggregate) => {
      const names = aggregate.state.map(() => this.#values[at++]!);
      return aggregate.merge(
        names.map((name) => `a.${name}`),
        names.map((name) => `b.${name}`),
      );
    });
    const types = this.#table.values.slice(1, -1).map((value) => value.kernelType);
    const body = this.#values.map((value, i) => `${value} := CAST(${merged[i]} AS ${types[i]})`).join(", ");
    return `list_reduce(list(${boxed} ORDER BY session_place), lambda a, b: struct_pack(${body}))`;
  }

  /** Sessions of touched keys whose start is no more. */
  #replacedSql(): string {
    return `SELECT old.* FROM ${this.#before} AS old ANTI JOIN ${this.#merged} AS new ON ${this.#sameKey} AND old.session_start = new.session_start`;
  }

  async #emit({ connection, mode, evictionWatermark }: OperatorBatch): Promise<void> {
    const from =
      mode === "complete"
        ? this.#table.name
        : mode === "update"
          ? this.#merged
          : `(SELECT * FROM ${this.#table.name} WHERE epoch_us(session_end) <= ${microsOf(evictionWatermark)})`;
    await connection.run(`CREATE OR REPLACE TEMP TABLE ${this.#output} AS SELECT ${this.#shown()} FROM ${from}`);
  }

  #shown(): string {
    let at = 0;
    const keys = this.#node.keys.map(({ attribute }, i) => {
      const sql = i === this.#session ? `struct_pack("start" := session_start, "end" := session_end)` : `k${i}`;
      return `${sql} AS ${columnName(attribute)}`;
    });
    const values = this.#aggregates.map(
      (aggregate, i) =>
        `${aggregate.finish(aggregate.state.map(() => this.#values[at++]!))} AS ${columnName(this.#node.aggregates[i]!.attribute)}`,
    );
    return [...keys, ...values].join(", ");
  }
}
