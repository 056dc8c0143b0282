/**
 * The first rows of a growing input, `limit` of them over the query's life.
 *
 *   state(n) = the number of rows that came out by batch n; batch n gives as many of its rows as are still wanted
 */
import { columnName } from "../../analysis/attributes.ts";
import type { KernelConnection } from "../../duckdb/connection.ts";
import type { LimitPlan } from "../../incremental/stream-plan.ts";
import type { StateLog, StateTable } from "../state/state-log.ts";
import type { OperatorBatch, OperatorMetrics, StatefulOperator } from "./operator.ts";

export class LimitOperator implements StatefulOperator {
  readonly id: number;
  readonly name = "globalLimit";
  readonly stateSchema: StatefulOperator["stateSchema"] = { key: [], value: ["count:bigint"] };
  readonly #plan: LimitPlan;
  readonly #table: StateTable;
  readonly #log: StateLog;

  constructor(plan: LimitPlan, tableName: string, makeLog: (table: StateTable) => StateLog) {
    this.id = plan.id;
    this.#plan = plan;
    this.#table = {
      name: tableName,
      keys: [],
      values: [{ name: "s0", kernelType: "BIGINT" }],
      merged: ["old.s0 + new.s0"],
    };
    this.#log = makeLog(this.#table);
  }

  restore(connection: KernelConnection, version: number): Promise<void> {
    return this.#log.restore(connection, version);
  }

  async apply([input]: readonly string[], { connection }: OperatorBatch): Promise<OperatorMetrics> {
    const { node, output } = this.#plan;
    const before = await connection.count(`SELECT coalesce(max(s0), 0) FROM ${this.#table.name}`);
    const columns = node.output.map(columnName).join(", ") || "1 AS c0";
    const rows = await connection.count(
      `CREATE OR REPLACE TEMP TABLE ${output.table} AS SELECT ${columns} FROM (${input}) LIMIT ${Math.max(0, node.limit - before)}`,
    );
    const given = rows > 0 ? "" : " WHERE false";
    await connection.run(`CREATE OR REPLACE TEMP TABLE ${this.#given} AS SELECT CAST(${rows} AS BIGINT) AS s0${given}`);
    await this.#log.merge(connection, this.#given, `${this.#given}_touched`);
    return {
      operatorName: this.name,
      numRowsTotal: await connection.count(`SELECT count(*) FROM ${this.#table.name}`),
      numRowsUpdated: rows > 0 ? 1 : 0,
      numRowsRemoved: 0,
      numRowsDroppedByWatermark: 0,
    };
  }

  async persist({ connection, batchId }: OperatorBatch): Promise<void> {
    await this.#log.persist(connection, batchId + 1, `SELECT * FROM ${this.#table.name}`, undefined);
  }

  wantsBatch(): boolean {
    return false;
  }

  async forget(connection: KernelConnection): Promise<void> {
    await this.#log.forget(connection);
  }

  get #given(): string {
    return `${this.#plan.output.table}_given`;
  }
}
