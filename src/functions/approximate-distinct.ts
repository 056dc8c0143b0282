/**
 * `approx_count_distinct` by HyperLogLog: 512 registers, each the longest run of zero bits seen (rms error 4.8 %; the kernel's own has 64).
 * The state is the list of distinct `register * 64 + run` numbers, at most a few thousand: mergeable, and plain columns.
 */
import { array, DOUBLE, LONG } from "../types/data-type.ts";
import { millraceError } from "../errors.ts";
import { anyType, optional, signature, type AggregateFunction, type ArgumentRule } from "./function.ts";

const REGISTERS = 512;
const ALPHA = 0.7213 / (1 + 1.079 / REGISTERS);

/** The register is the hash's low 9 bits, the run the zeros that end the other 55, plus one. */
const marker = (x: string): string =>
  `CAST((hash(${x}) % ${REGISTERS}) * 64 + 1 + bit_length(regexp_extract(printf('%055b', CAST(hash(${x}) // ${REGISTERS} AS BIGINT)), '0*$')) // 8 AS BIGINT)`;

/** The greatest error that is asked for: Spark has registers for at most 39 %, a fraction or a double. */
const error: ArgumentRule = {
  ...optional(DOUBLE),
  accept: ({ dataType, literal }) =>
    dataType.kind === "decimal" || dataType.kind === "double"
      ? literal !== undefined && literal !== null && registerBits(Number(literal)) >= 4
        ? DOUBLE
        : undefined
      : undefined,
  refuse: (name, args) => {
    const { dataType, literal } = args[1]!;
    const isNumber = (dataType.kind === "decimal" || dataType.kind === "double") && literal !== undefined;
    return isNumber
      ? millraceError("FAILED_FUNCTION_CALL", { funcName: `\`${name}\`` })
      : millraceError("ESTIMATION_ERROR_NOT_A_LITERAL", { value: args[1]!.sql });
  },
};

/** How many bits of a hash choose the register. */
const registerBits = (rsd: number): number => Math.ceil(2 * Math.log2(1.106 / rsd));

export const approximateDistinct: AggregateFunction = {
  kind: "aggregate",
  name: "approx_count_distinct",
  type: signature("approx_count_distinct", [anyType, error], LONG, "never"),
  pretty: ([x]) => `approx_count_distinct(${x})`,
  state: () => [
    {
      name: "registers",
      type: array(LONG, false),
      update: ([x], kernel) => `coalesce(${kernel("list", `DISTINCT ${marker(x!)}`, `${x} IS NOT NULL`)}, [])`,
      merge: (a, b) => `list_distinct(list_concat(${a}, ${b}))`,
    },
  ],
  finish: ([list]) => {
    const sorted = `list_sort(${list}, 'DESC')`;
    const highest = `list_filter(${sorted}, lambda e, i: i = 1 OR e // 64 <> ${sorted}[i - 1] // 64)`;
    const empty = `(${REGISTERS} - len(${highest}))`;
    const sum = `(${empty} + coalesce(list_sum(list_transform(${highest}, lambda e: pow(2.0, -(e % 64)))), 0))`;
    const raw = `(${ALPHA * REGISTERS * REGISTERS} / ${sum})`;
    return `CAST(round(CASE WHEN ${raw} <= ${2.5 * REGISTERS} AND ${empty} > 0 THEN ${REGISTERS} * ln(${REGISTERS} / ${empty}) ELSE ${raw} END) AS BIGINT)`;
  },
};
