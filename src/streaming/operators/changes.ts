/**
 * What has changed of a result that every batch gives anew and whole: aggregations over aggregations, in update mode.
 *
 *   state(n)  = input(n), one row per key; a key that is there stays
 *   result(n) = the rows of input(n) that state(n-1) does not have
 */
import { columnName } from "../../analysis/attributes.ts";
import type { KernelConnection } from "../../duckdb/connection.ts";
import { kernelType } from "../../functions/kernel-type.ts";
import type { ChangesPlan } from "../../incremental/stream-plan.ts";
import { simpleString } from "../../types/ddl-text.ts";
import type { StateLog, StateTable } from "../state/state-log.ts";
import type { OperatorBatch, OperatorMetrics, StatefulOperator } from "./operator.ts";

export class ChangesOperator implements StatefulOperator {
  readonly id: number;
  readonly name = "changes";
  readonly stateSchema: StatefulOperator["stateSchema"];
  readonly #plan: ChangesPlan;
  readonly #table: StateTable;
  readonly #log: StateLog;

  constructor(plan: ChangesPlan, tableName: string, makeLog: (table: StateTable) => StateLog) {
    this.id = plan.id;
    this.#plan = plan;
    const { output } = plan.node;
    const columns = output.map((attribute, i) => ({ name: `v${i}`, kernelType: kernelType(attribute.dataType) }));
    const values = columns.slice(plan.keys);
    this.#table = {
      name: tableName,
      keys: columns.slice(0, plan.keys),
      values,
      merged: values.map(({ name }) => `new.${name}`),
    };
    this.#log = makeLog(this.#table);
    const types = output.map((attribute) => simpleString(attribute.dataType));
    this.stateSchema = { key: types.slice(0, plan.keys), value: types.slice(plan.keys) };
  }

  restore(connection: KernelConnection, version: number): Promise<void> {
    return this.#log.restore(connection, version);
  }

  async apply([input]: readonly string[], { connection }: OperatorBatch): Promise<OperatorMetrics> {
    const { node, output } = this.#plan;
    const columns = node.output.map((attribute, i) => `CAST(${columnName(attribute)} AS ${this.#types[i]}) AS v${i}`);
    const isSame = node.output.map((_, i) => `old.v${i} IS NOT DISTINCT FROM new.v${i}`).join(" AND ");
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE ${this.#changed} AS SELECT new.* FROM (SELECT ${columns.join(", ")} FROM (${input})) AS new ANTI JOIN ${this.#table.name} AS old ON ${isSame}`,
    );
    await this.#log.merge(connection, this.#changed, this.#touched);
    const shown = node.output.map((attribute, i) => `v${i} AS ${columnName(attribute)}`);
    const updated = await connection.count(
      `CREATE OR REPLACE TEMP TABLE ${output.table} AS SELECT ${shown.join(", ")} FROM ${this.#changed}`,
    );
    return {
      operatorName: this.name,
      numRowsTotal: await connection.count(`SELECT count(*) FROM ${this.#table.name}`),
      numRowsUpdated: updated,
      numRowsRemoved: 0,
      numRowsDroppedByWatermark: 0,
    };
  }

  async persist({ connection, batchId }: OperatorBatch): Promise<void> {
    await this.#log.persist(connection, batchId + 1, `SELECT * FROM ${this.#touched}`, undefined);
  }

  wantsBatch(): boolean {
    return false;
  }

  async forget(connection: KernelConnection): Promise<void> {
    await this.#log.forget(connection);
  }

  get #types(): readonly string[] {
    return [...this.#table.keys, ...this.#table.values].map((column) => column.kernelType);
  }
  get #changed(): string {
    return `${this.#plan.output.table}_changed`;
  }
  get #touched(): string {
    return `${this.#plan.output.table}_touched`;
  }
}
