/**
 * The first row of every key over a growing input.
 *
 *   state(n) = state(n-1) and the keys of batch n that it did not have; the rows that brought them come out
 *   event time among the keys : a key leaves when its time <= watermark(n)
 *   within the watermark      : a key leaves when its first row's time + delay <= watermark(n), and is new again afterwards
 *   otherwise                 : a key stays for ever
 *
 * A row is late when its event time <= watermark(n-1), whether that is among the keys or not; each late row counts.
 */
import { columnName, eventTimeOf } from "../../analysis/attributes.ts";
import type { Attribute } from "../../analysis/expression.ts";
import type { Deduplicate as DeduplicateNode } from "../../analysis/plan.ts";
import type { KernelConnection } from "../../duckdb/connection.ts";
import { keySql } from "../../duckdb/plan-sql.ts";
import { kernelType } from "../../functions/kernel-type.ts";
import type { DeduplicatePlan } from "../../incremental/stream-plan.ts";
import { simpleString } from "../../types/ddl-text.ts";
import type { StateLog, StateTable } from "../state/state-log.ts";
import { eventMicros, microsOf } from "./event-time.ts";
import type { OperatorBatch, OperatorMetrics, StatefulOperator } from "./operator.ts";

export class DeduplicateOperator implements StatefulOperator {
  readonly id: number;
  readonly name: string;
  readonly stateSchema: StatefulOperator["stateSchema"];
  readonly #node: DeduplicateNode;
  readonly #output: string;
  readonly #eventTime: Attribute | undefined;
  readonly #closes: string | undefined;
  readonly #table: StateTable;
  readonly #log: StateLog;

  constructor(plan: DeduplicatePlan, tableName: string, makeLog: (table: StateTable) => StateLog) {
    const { node } = plan;
    this.id = plan.id;
    this.name = node.withinWatermark ? "dedupeWithinWatermark" : "dedupe";
    this.#node = node;
    this.#output = plan.output.table;
    this.#eventTime = eventTimeOf(node.input.output);
    this.#closes = closingTime(node, this.#eventTime);
    this.#table = {
      name: tableName,
      keys: node.keys.map((key, i) => ({ name: `k${i}`, kernelType: kernelType(key.dataType) })),
      values: [{ name: "closes", kernelType: "BIGINT" }],
      ...(this.#closes === undefined ? {} : { closesAt: "closes" }),
    };
    this.#log = makeLog(this.#table);
    this.stateSchema = { key: node.keys.map((key) => simpleString(key.dataType)), value: [] };
  }

  restore(connection: KernelConnection, version: number): Promise<void> {
    return this.#log.restore(connection, version);
  }

  async apply([input]: readonly string[], batch: OperatorBatch): Promise<OperatorMetrics> {
    const { connection } = batch;
    await connection.run(`CREATE OR REPLACE TEMP TABLE ${this.#rows} AS SELECT * FROM (${input})`);
    const dropped = await this.#dropLate(batch);
    const keys = this.#node.keys.map((key, i) => `${keySql(columnName(key), key)} AS k${i}`);
    const closes = `CAST(${this.#closes ?? "NULL"} AS BIGINT) AS closes`;
    const rows = `(SELECT *, rowid AS place, ${[...keys, closes].join(", ")} FROM ${this.#rows})`;
    const groups = keys.length === 0 ? "" : ` GROUP BY ${this.#table.keys.map((k) => `new.${k.name}`).join(", ")}`;
    const firsts = `SELECT min(new.place) FROM ${rows} AS new ANTI JOIN ${this.#table.name} AS old ON ${this.#sameKey}${groups}`;
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE ${this.#fresh} AS SELECT * EXCLUDE (place) FROM ${rows} WHERE place IN (${firsts})`,
    );
    const updated = await this.#log.append(connection, this.#fresh);
    const columns = this.#node.output.map(columnName).join(", ") || "1 AS c0";
    await connection.run(`CREATE OR REPLACE TEMP TABLE ${this.#output} AS SELECT ${columns} FROM ${this.#fresh}`);
    const removed = await this.#log.drop(connection, microsOf(batch.evictionWatermark));
    return {
      operatorName: this.name,
      numRowsTotal: await connection.count(`SELECT count(*) FROM ${this.#table.name}`),
      numRowsUpdated: updated,
      numRowsRemoved: removed,
      numRowsDroppedByWatermark: dropped,
    };
  }

  async persist(batch: OperatorBatch): Promise<void> {
    const closed = this.#closes === undefined ? undefined : microsOf(batch.evictionWatermark);
    const changed = [...this.#table.keys, ...this.#table.values].map((c) => c.name).join(", ");
    await this.#log.persist(batch.connection, batch.batchId + 1, `SELECT ${changed} FROM ${this.#fresh}`, closed);
  }

  wantsBatch(watermark: number, batch: { readonly evictionWatermark: number }): boolean {
    return watermark > batch.evictionWatermark;
  }

  async forget(connection: KernelConnection): Promise<void> {
    await this.#log.forget(connection);
  }

  get #rows(): string {
    return `${this.#output}_rows`;
  }
  get #fresh(): string {
    return `${this.#output}_fresh`;
  }
  get #sameKey(): string {
    return this.#table.keys.map((k) => `old.${k.name} IS NOT DISTINCT FROM new.${k.name}`).join(" AND ") || "true";
  }

  async #dropLate({ connection, lateWatermark }: OperatorBatch): Promise<number> {
    if (this.#eventTime === undefined) return 0;
    return connection.count(
      `DELETE FROM ${this.#rows} WHERE ${eventMicros(this.#eventTime)} <= ${microsOf(lateWatermark)}`,
    );
  }
}

/** When a key leaves, in microseconds. A row without a time counts as one of 1970, as in Spark. */
function closingTime(node: DeduplicateNode, eventTime: Attribute | undefined): string | undefined {
  if (node.withinWatermark && eventTime !== undefined)
    return `coalesce(${eventMicros(eventTime)}, 0) + ${eventTime.delay}`;
  const key = eventTimeOf(node.keys);
  return key === undefined ? undefined : eventMicros(key);
}
