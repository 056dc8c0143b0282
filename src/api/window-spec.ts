import { Window as WindowNode, type Expression, type FrameBoundary, type WindowFrame } from "../plan/expression.ts";
import { literal } from "../plan/expression.ts";
import { INT, LONG } from "../types/data-type.ts";
import { wrongArgument } from "./arguments.ts";
import { sortOrderOf, namedColumn, type Column } from "./column.ts";

type Key = Column<any, any> | string;

/**
 * Which rows a window function sees from each row: `Window.partitionBy("k").orderBy("t").rowsBetween(-2, Window.currentRow)`.
 *
 * @example
 * const last3 = Window.partitionBy("deviceId").orderBy("timestamp").rowsBetween(-2, Window.currentRow);
 * const readings = spark.read.schema("timestamp TIMESTAMP, deviceId BIGINT, signalStrength DOUBLE").json("sensors");
 * await readings.withColumn("smooth", avg("signalStrength").over(last3)).show(3);
 */
export class WindowSpec {
  readonly #partition: readonly Expression[];
  readonly #order: readonly ReturnType<typeof sortOrderOf>[];
  readonly #frame: WindowFrame | undefined;

  constructor(
    partition: readonly Expression[] = [],
    order: readonly ReturnType<typeof sortOrderOf>[] = [],
    frame?: WindowFrame,
  ) {
    this.#partition = partition;
    this.#order = order;
    this.#frame = frame;
  }

  partitionBy(...keys: Key[]): WindowSpec {
    return new WindowSpec(
      keys.map((key) => namedColumn(key).expression),
      this.#order,
      this.#frame,
    );
  }
  orderBy(...keys: Key[]): WindowSpec {
    return new WindowSpec(this.#partition, keys.map(sortOrderOf), this.#frame);
  }
  /** From `start` to `end` rows away from the current one; negative ones lie before it. */
  rowsBetween(start: number, end: number): WindowSpec {
    return this.#between("row", bound(start, -1, "rowsBetween"), bound(end, 1, "rowsBetween"));
  }
  /** Like `rowsBetween`, but in distances of the one ORDER BY value. */
  rangeBetween(start: number, end: number): WindowSpec {
    return this.#between("range", bound(start, -1, "rangeBetween"), bound(end, 1, "rangeBetween"));
  }

  /** The function over this window. */
  over(windowFunction: Expression): Expression {
    return WindowNode.create({
      windowFunction,
      partitionSpec: this.#partition,
      orderSpec: this.#order,
      ...(this.#frame ? { frameSpec: this.#frame } : {}),
    });
  }

  #between(frameType: WindowFrame["frameType"], lower: FrameBoundary, upper: FrameBoundary): WindowSpec {
    return new WindowSpec(this.#partition, this.#order, { frameType, lower, upper });
  }
}

/** One end of a frame; without a bound it can only be to its own side. */
function bound(distance: number, side: 1 | -1, method: string): FrameBoundary {
  if (distance === side * Number.POSITIVE_INFINITY) return "unbounded";
  if (!Number.isSafeInteger(distance))
    throw wrongArgument(
      method,
      side < 0 ? "start" : "end",
      `a whole number or Window.${side < 0 ? "unboundedPreceding" : "unboundedFollowing"}`,
      distance,
      `Write ${method}(-2, Window.currentRow).`,
    );
  if (distance === 0) return "currentRow";
  return Math.abs(distance) < 2 ** 31 ? literal(INT, distance) : literal(LONG, BigInt(distance));
}

/** Where windows begin: `Window.partitionBy(...)`, `Window.orderBy(...)`. */
export const Window: {
  readonly unboundedPreceding: number;
  readonly unboundedFollowing: number;
  readonly currentRow: number;
  partitionBy(...keys: Key[]): WindowSpec;
  orderBy(...keys: Key[]): WindowSpec;
} = {
  unboundedPreceding: Number.NEGATIVE_INFINITY,
  unboundedFollowing: Number.POSITIVE_INFINITY,
  currentRow: 0,
  partitionBy: (...keys) => new WindowSpec().partitionBy(...keys),
  orderBy: (...keys) => new WindowSpec().orderBy(...keys),
};
