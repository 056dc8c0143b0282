/** Which keys a grouping set leaves out: known to the aggregation alone, which puts numbers in place of these calls. */
import { millraceError } from "../errors.ts";
import { BYTE, INT, LONG } from "../types/data-type.ts";
import type { ScalarFunction } from "./function.ts";

const settledBefore = (): string => {
  throw millraceError("UNSUPPORTED_GROUPING_EXPRESSION");
};

export const grouping: ScalarFunction = {
  kind: "scalar",
  name: "grouping",
  arity: [1, 1],
  type: () => ({ params: [undefined], result: BYTE, nullable: false }),
  duckdb: settledBefore,
};

export const groupingId: ScalarFunction = {
  kind: "scalar",
  name: "grouping_id",
  type: (args) => ({ params: args.map(() => undefined), result: LONG, nullable: false }),
  duckdb: settledBefore,
};

/** One bit of the number of a grouping set, counted from the right. */
export const groupingBit: ScalarFunction = {
  kind: "scalar",
  name: "grouping_bit",
  type: () => ({ params: [LONG, INT], result: BYTE, nullable: false }),
  duckdb: ([id, bit]) => `CAST((${id} >> ${bit}) & 1 AS TINYINT)`,
};
