/**
 * A join of two growing inputs. With L, R what the sides have stored and ΔL, ΔR what batch n brings,
 *
 *   result(n) = ΔL ⋈ R + (L + ΔL) ⋈ ΔR        every pair comes out once, when its later row arrives
 *   state(n)  = L + ΔL, R + ΔR, less what the watermark has closed on each side (see incremental/join-condition.ts)
 *   outer     : a row of a preserved side that leaves unmatched comes out with NULLs, in the batch that closes it
 *   left semi : a left row comes out at its first match and leaves with it; one that matches on arrival is never stored,
 *               so the right side goes first
 *
 * A row is late when its side's event time <= watermark(n-1); each late row counts. Rows without a time never close.
 * A row of a preserved side that fails a condition on that side alone comes out at once and is never stored; on the other sides such
 * rows, and those with NULL keys, are filtered out before they get here (incremental/join-filters.ts).
 */
import { columnName } from "../../analysis/attributes.ts";
import { everyNode, type Join as JoinNode } from "../../analysis/plan.ts";
import type { KernelConnection } from "../../duckdb/connection.ts";
import { expressionSql, type SqlSite } from "../../duckdb/expression-sql.ts";
import { text } from "../../functions/function.ts";
import { kernelType } from "../../functions/kernel-type.ts";
import { joinCondition, type JoinCondition, type JoinSide, type TimeBound } from "../../incremental/join-condition.ts";
import type { JoinPlan } from "../../incremental/stream-plan.ts";
import { simpleString } from "../../types/ddl-text.ts";
import type { StateLog, StateTable } from "../state/state-log.ts";
import { eventMicros, microsOf } from "./event-time.ts";
import type { OperatorBatch, OperatorMetrics, StatefulOperator } from "./operator.ts";

type SideName = "left" | "right";

/** One side's state and what the present batch brings it. */
interface Side extends JoinSide {
  readonly name: SideName;
  /** Whether it matters which of its rows have matched. */
  readonly marksMatches: boolean;
  readonly table: StateTable;
  readonly log: StateLog;
  /** Table of the batch's new rows. */
  readonly fresh: string;
  /** Ids only grow: from this one on rows are the present batch's. */
  nextId: bigint;
  /** How many ids the present batch has given. */
  taken: number;
}

export class JoinOperator implements StatefulOperator {
  readonly id: number;
  readonly name = "symmetricHashJoin";
  readonly stateSchema: StatefulOperator["stateSchema"];
  readonly #node: JoinNode;
  readonly #condition: JoinCondition;
  readonly #output: string;
  readonly #left: Side;
  readonly #right: Side;

  constructor(plan: JoinPlan, tableName: string, makeLog: (table: StateTable, side: SideName) => StateLog) {
    const { node, output } = plan;
    this.id = plan.id;
    this.#node = node;
    this.#output = output.table;
    const condition = joinCondition(node);
    this.#condition = condition;
    const side = (name: SideName): Side => {
      const own = condition[name];
      const table = stateTable(`${tableName}_${name}`, own, node.joinType === "leftSemi" && name === "left");
      return {
        ...own,
        name,
        marksMatches: own.isPreserved || (node.joinType === "leftSemi" && name === "left"),
        table,
        log: makeLog(table, name),
        fresh: `${output.table}_${name}`,
        nextId: 0n,
        taken: 0,
      };
    };
    this.#left = side("left");
    this.#right = side("right");
    this.stateSchema = {
      key: condition.left.keys.map((key) => simpleString(key.dataType)),
      // The type too: which rows have matched is kept only where it matters.
      value: [node.joinType, ...[...node.left.output, ...node.right.output].map((a) => simpleString(a.dataType))],
    };
  }

  async restore(connection: KernelConnection, version: number): Promise<void> {
    for (const side of this.#sides) {
      await side.log.restore(connection, version);
      await connection.run(`UPDATE ${side.table.name} SET changed = false WHERE changed`);
      side.nextId = BigInt(await connection.count(`SELECT coalesce(max(id), -1) + 1 FROM ${side.table.name}`));
    }
  }

  async apply([left, right]: readonly string[], batch: OperatorBatch): Promise<OperatorMetrics> {
    const { connection } = batch;
    await connection.run(`CREATE OR REPLACE TEMP TABLE ${this.#output} (${this.#columns()})`);
    const dropped = (await this.#take(this.#left, left!, batch)) + (await this.#take(this.#right, right!, batch));
    // What comes first is stored for the other's sake, even if the watermark is about to close it.
    const [first, second] = this.#node.joinType === "leftSemi" ? [this.#right, this.#left] : [this.#left, this.#right];
    if (this.#dropsClosed) await this.#dropClosed(second, first, batch);
    await this.#match(first, first.fresh, second, second.table.name, batch);
    let updated = await this.#store(first, connection, undefined);
    await this.#match(second, second.fresh, first, first.table.name, batch);
    updated += await this.#store(second, connection, batch.evictionWatermark);
    let removed = await this.#countGone(connection);
    for (const side of this.#sides) removed += await this.#evict(side, batch);
    return {
      operatorName: this.name,
      numRowsTotal: await this.#countStored(connection),
      numRowsUpdated: updated,
      numRowsRemoved: removed,
      numRowsDroppedByWatermark: dropped,
    };
  }

  async persist(batch: OperatorBatch): Promise<void> {
    const { connection } = batch;
    const closed = microsOf(batch.evictionWatermark);
    for (const side of this.#sides) {
      // Older rows change only by being matched; where that is not marked, the kernel need not look at them.
      const older = side.marksMatches ? " OR changed" : "";
      const changed = `SELECT * FROM ${side.table.name} WHERE id >= ${side.nextId}${older}`;
      await side.log.persist(connection, batch.batchId + 1, changed, side.closing && closed);
      side.nextId += BigInt(side.taken);
      if (side.marksMatches) await connection.run(`UPDATE ${side.table.name} SET changed = false WHERE changed`);
    }
  }

  outputWatermark(inputWatermark: number): number {
    const states = this.#sides.flatMap((side) =>
      side.closing === undefined ? [] : [inputWatermark - Math.ceil(Number(side.closing.shift) / 1000)],
    );
    return Math.min(inputWatermark, ...states);
  }

  wantsBatch(watermark: number, batch: { readonly evictionWatermark: number }): boolean {
    return this.#sides.some((side) => side.closing !== undefined) && watermark > batch.evictionWatermark;
  }

  async forget(connection: KernelConnection): Promise<void> {
    for (const side of this.#sides) await side.log.forget(connection);
  }

  get #sides(): readonly [Side, Side] {
    return [this.#left, this.#right];
  }

  /** The batch's rows of one side: late ones counted and dropped, those that can never match sorted out. */
  async #take(side: Side, input: string, batch: OperatorBatch): Promise<number> {
    const { connection, site } = batch;
    const values = side.attributes.map((a, i) => `${columnName(a)} AS v${i}`);
    side.taken = await connection.count(
      `CREATE OR REPLACE TEMP TABLE ${side.fresh} AS SELECT CAST(${side.nextId} + row_number() OVER () - 1 AS BIGINT) AS id, false AS matched, false AS changed, ${[...values, `CAST(${closesSql(side, site)} AS BIGINT) AS closes`, `${passesSql(side, site)} AS passes`].join(", ")} FROM (${input})`,
    );
    const mayFail = side.alone.length > 0;
    if (mayFail && !side.isPreserved) await connection.run(`DELETE FROM ${side.fresh} WHERE NOT passes`);
    const dropped = await this.#dropLate(side, batch);
    if (mayFail && side.isPreserved) {
      await this.#giveAlone(side, `(SELECT * FROM ${side.fresh} WHERE NOT passes)`, connection);
      await connection.run(`DELETE FROM ${side.fresh} WHERE NOT passes`);
    }
    return dropped;
  }

  async #dropLate(side: Side, { connection, lateWatermark }: OperatorBatch): Promise<number> {
    if (side.eventTime === undefined) return 0;
    const column = `v${side.attributes.indexOf(side.eventTime)}`;
    return connection.count(
      `DELETE FROM ${side.fresh} WHERE ${eventMicros(side.eventTime, column)} <= ${microsOf(lateWatermark)}`,
    );
  }

  /**
   * Spark's semi join stores no left row that the watermark has closed on arrival: it is given if what was stored before matches it, but not for the sake of
   * a row of its own batch. What an operator below gives is closed by construction; there Spark joins below that operator, and so loses none.
   */
  get #dropsClosed(): boolean {
    return this.#node.joinType === "leftSemi" && !everyNode(this.#node.left).some((node) => node.kind === "table");
  }

  async #dropClosed(left: Side, right: Side, batch: OperatorBatch): Promise<void> {
    await this.#match(left, left.fresh, right, right.table.name, batch);
    await batch.connection.run(
      `DELETE FROM ${left.fresh} WHERE NOT matched AND closes <= ${microsOf(batch.evictionWatermark)}`,
    );
  }

  /** Joins one side's new rows with what the other has stored; marks who matched. */
  async #match(side: Side, fresh: string, other: Side, stored: string, batch: OperatorBatch): Promise<void> {
    const { connection, site } = batch;
    const { joinType } = this.#node;
    const joined = `${named(side, fresh)} INNER JOIN ${named(other, stored)} ON ${this.#onSql(other, site)}`;
    if (!side.marksMatches && !other.marksMatches)
      return connection.run(`INSERT INTO ${this.#output} SELECT ${this.#resultColumns()} FROM ${joined}`);
    const pairs = `${this.#output}_pairs`;
    const columns = [...this.#left.attributes, ...this.#right.attributes].map(columnName);
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE ${pairs} AS SELECT ${[`${side.name}_id`, `${other.name}_id`, ...columns].join(", ")} FROM ${joined}`,
    );
    if (joinType === "leftSemi") await this.#giveMatched(side.name === "left" ? fresh : stored, pairs, connection);
    else await connection.run(`INSERT INTO ${this.#output} SELECT ${this.#resultColumns()} FROM ${pairs}`);
    for (const [marked, table] of [
      [side, fresh],
      [other, stored],
    ] as const) {
      if (marked.marksMatches)
        await connection.run(
          `UPDATE ${table} SET matched = true, changed = true WHERE NOT matched AND id IN (SELECT ${marked.name}_id FROM ${pairs})`,
        );
    }
  }

  /**
   * The condition for new rows against those that `stored` holds. What is no equal key is asked of pairs only, after their keys: the kernel
   * would work out its terms, say a time and an interval, for every stored row. What it says of times, said of the stored column as it is, leaves
   * fewer pairs to ask.
   */
  #onSql(stored: Side, site: SqlSite): string {
    const { equal, rest, bounds } = this.#condition;
    const keys = equal.map((condition) => expressionSql(condition, site));
    // In other zones some days are longer than others.
    const near = site.zone === "UTC" ? bounds.map((each) => boundSql(each, stored)) : [];
    const pairs = rest.map((condition) => `coalesce(${expressionSql(condition, site)}, false)`);
    return [...keys, ...near, ...pairs].join(" AND ") || "true";
  }

  /** Left rows that match for the first time. */
  async #giveMatched(table: string, pairs: string, connection: KernelConnection): Promise<void> {
    await connection.run(
      `INSERT INTO ${this.#output} SELECT ${this.#resultColumns()} FROM ${named(this.#left, `(SELECT * FROM ${table} WHERE NOT matched AND id IN (SELECT left_id FROM ${pairs}))`)}`,
    );
  }

  /** Stores a side's new rows; those that `watermark` has closed already are of no use to anybody, nor are matched ones of a semi join. */
  async #store(side: Side, connection: KernelConnection, watermark: number | undefined): Promise<number> {
    const isClosed =
      side.closing === undefined || watermark === undefined ? "false" : `closes <= ${microsOf(watermark)}`;
    const isGone = side.table.gone ?? "false";
    if (side.isPreserved && watermark !== undefined)
      await this.#giveAlone(
        side,
        `(SELECT * FROM ${side.fresh} WHERE coalesce(${isClosed}, false) AND NOT matched)`,
        connection,
      );
    return side.log.append(
      connection,
      `(SELECT * FROM ${side.fresh} WHERE NOT coalesce(${isClosed}, false) AND NOT (${isGone}))`,
    );
  }

  /** Forgets what the watermark has closed on one side; unmatched rows of a preserved one come out. */
  async #evict(side: Side, { connection, evictionWatermark }: OperatorBatch): Promise<number> {
    if (side.closing === undefined) return 0;
    const watermark = microsOf(evictionWatermark);
    if (side.isPreserved)
      await this.#giveAlone(
        side,
        `(SELECT * FROM ${side.table.name} WHERE closes <= ${watermark} AND NOT matched)`,
        connection,
      );
    // Those that are gone by a match have been counted.
    const { name, gone } = side.table;
    const counted =
      gone === undefined
        ? 0
        : await connection.count(`SELECT count(*) FROM ${name} WHERE closes <= ${watermark} AND ${gone}`);
    return (await side.log.drop(connection, watermark)) - counted;
  }

  /** Rows of a preserved side beside NULLs. */
  async #giveAlone(side: Side, rows: string, connection: KernelConnection): Promise<void> {
    const own = new Set(side.attributes.map((a) => a.id));
    const columns = this.#node.output.map((a) =>
      own.has(a.id) ? columnName(a) : `CAST(NULL AS ${kernelType(a.dataType)}) AS ${columnName(a)}`,
    );
    await connection.run(`INSERT INTO ${this.#output} SELECT ${columns.join(", ")} FROM ${named(side, rows)}`);
  }

  async #countGone(connection: KernelConnection): Promise<number> {
    const { gone, name } = this.#left.table;
    return gone === undefined ? 0 : connection.count(`SELECT count(*) FROM ${name} WHERE ${gone}`);
  }

  async #countStored(connection: KernelConnection): Promise<number> {
    let total = 0;
    for (const { table } of this.#sides)
      total += await connection.count(`SELECT count(*) FROM ${table.name} WHERE NOT (${table.gone ?? "false"})`);
    return total;
  }

  #columns(): string {
    return this.#node.output.map((a) => `${columnName(a)} ${kernelType(a.dataType)}`).join(", ") || "c0 INTEGER";
  }
  #resultColumns(): string {
    return this.#node.output.map(columnName).join(", ") || "1";
  }
}

function stateTable(name: string, side: JoinSide, isSemi: boolean): StateTable {
  const values = [
    { name: "matched", kernelType: "BOOLEAN" },
    // Written by the present batch and not yet durable.
    { name: "changed", kernelType: "BOOLEAN" },
    ...side.attributes.map((a, i) => ({ name: `v${i}`, kernelType: kernelType(a.dataType) })),
    { name: "closes", kernelType: "BIGINT" },
  ];
  return {
    name,
    keys: [{ name: "id", kernelType: "BIGINT" }],
    values,
    ...(isSemi ? { gone: "matched" } : {}),
    ...(side.closing === undefined ? {} : { closesAt: "closes" }),
  };
}

/** Stored or new rows under the names the condition knows their columns by. */
function named(side: Side, rows: string): string {
  const columns = side.attributes.map((a, i) => `v${i} AS ${columnName(a)}`);
  return `(SELECT ${[`id AS ${side.name}_id`, ...columns].join(", ")} FROM ${rows})`;
}

/** The bound with its arithmetic on the new row's side; a time beyond what the kernel can hold bounds nothing. */
function boundSql({ greater, lesser, shift }: TimeBound, stored: Side): string {
  const isGreaterStored = stored.attributes.includes(greater);
  const [own, fresh, sign, edge] = isGreaterStored
    ? [greater, lesser, "-", "-infinity"]
    : [lesser, greater, "+", "infinity"];
  const limit = `coalesce(TRY(${columnName(fresh)} ${sign} to_microseconds(CAST(${text(String(shift))} AS BIGINT))), TIMESTAMP '${edge}')`;
  return `${columnName(own)} ${isGreaterStored ? ">=" : "<="} ${limit}`;
}

/** When the watermark closes a row, in microseconds; NULL for never. */
function closesSql(side: Side, site: SqlSite): string {
  if (side.closing === undefined) return "NULL";
  const { time, shift } = side.closing;
  const sql = expressionSql(time, site);
  const micros = time.dataType.kind === "struct" ? `epoch_us(struct_extract(${sql}, 'end'))` : `epoch_us(${sql})`;
  return `${micros} + ${shift}`;
}

/** Whether a row can match at all. */
function passesSql(side: Side, site: SqlSite): string {
  const all = side.alone.map((condition) => `(${expressionSql(condition, site)})`).join(" AND ");
  return all === "" ? "true" : `coalesce(${all}, false)`;
}
