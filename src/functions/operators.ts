/** Comparison and logic; arithmetic is in `arithmetic.ts`. */
import { millraceError } from "../errors.ts";
import {
  BOOLEAN,
  DOUBLE,
  INT,
  isFractional,
  isIntegral,
  isInterval,
  isNested,
  isNumeric,
  type DataType,
} from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { arithmeticOperators } from "./arithmetic.ts";
import { binaryMismatch, operandType } from "./binary-operands.ts";
import { wrap } from "./cast.ts";
import { comparisonType } from "./comparison-type.ts";
import { commonTypeOf } from "./coercion.ts";
import { family } from "./family.ts";
import {
  anyType,
  oneOf,
  type Argument,
  type CallSite,
  type Dialect,
  type ScalarFunction,
  type Signature,
} from "./function.ts";
import { kernelType } from "./kernel-type.ts";
import { orderKey } from "./order-key.ts";

const numericOrInterval = oneOf(
  '("NUMERIC" or "INTERVAL DAY TO SECOND" or "INTERVAL YEAR TO MONTH" or "INTERVAL")',
  (t) => isNumeric(t) || isInterval(t),
  DOUBLE,
);

function comparison(name: string, symbol: string, kernel: string): ScalarFunction {
  return Object.freeze({
    kind: "scalar",
    name,
    type: comparisonType(symbol),
    duckdb: ([a, b]: readonly string[], site: CallSite) => {
      const type = /^[<>]=?$/.test(kernel) ? commonTypeOf(site.args.map((arg) => arg.dataType)) : undefined;
      if (type === undefined) return `(${a} ${kernel} ${b})`;
      return `(${orderKey(a!, type)} ${kernel} ${orderKey(b!, type)})`;
    },
    pretty: ([a, b]: readonly string[]) => (name === "!=" ? `(NOT (${a} = ${b}))` : `(${a} ${symbol} ${b})`),
  });
}

/** An operator whose operands and result are of one type. */
function binary(
  name: string,
  symbol: string,
  inputType: string,
  accepts: (type: DataType) => boolean,
  duckdb: ScalarFunction["duckdb"],
): ScalarFunction {
  return Object.freeze({
    kind: "scalar",
    name,
    arity: [2, 2] as const,
    type: (args: readonly Argument[]) => {
      const found = operandType(symbol, args, inputType, accepts);
      const type = found.kind === "null" ? (accepts(BOOLEAN) ? BOOLEAN : INT) : found;
      return { params: [type, type], result: type, nullable: args.some((a) => a.nullable) };
    },
    duckdb,
    pretty: ([a, b]: readonly string[]) => `(${a} ${symbol} ${b})`,
  });
}

function inType(args: readonly Argument[], { ansi }: Dialect): Signature {
  const type = commonTypeOf(
    args.map((a) => a.dataType),
    ansi,
  );
  if (type === undefined || (args.length > 1 && isNested(type) && type.kind === "map")) {
    throw millraceError("DATATYPE_MISMATCH.DATA_DIFF_TYPES", {
      sqlExpr: `"(${args[0]!.sql} IN (${args
        .slice(1)
        .map((a) => a.sql)
        .join(", ")}))"`,
      functionName: "`in`",
      dataType: `[${args.map((a) => `"${sqlTypeText(a.dataType)}"`).join(", ")}]`,
    });
  }
  return { params: args.map(() => type), result: BOOLEAN, nullable: args.some((a) => a.nullable) };
}

const isBoolean = (type: DataType): boolean => type.kind === "boolean";

/** Not below the one, not above the other: each is a comparison of its own. */
function betweenType(args: readonly Argument[], dialect: Dialect): Signature {
  const [value, low, high] = args as [Argument, Argument, Argument];
  comparisonType(">=")([value, low], dialect);
  comparisonType("<=")([value, high], dialect);
  const type = commonTypeOf(
    args.map((a) => a.dataType),
    dialect.ansi,
  );
  if (type === undefined) throw binaryMismatch("<=", [value, high]);
  return { params: args.map(() => type), result: BOOLEAN, nullable: args.some((a) => a.nullable) };
}

export const operators: readonly ScalarFunction[] = [
  ...arithmeticOperators,
  comparison("==", "=", "="),
  comparison("=", "=", "="),
  comparison("!=", "<>", "<>"),
  comparison("<", "<", "<"),
  comparison("<=", "<=", "<="),
  comparison(">", ">", ">"),
  comparison(">=", ">=", ">="),
  comparison("<=>", "<=>", "IS NOT DISTINCT FROM"),
  {
    ...comparison("<=>", "<=>", "IS NOT DISTINCT FROM"),
    name: "equal_null",
    arity: [2, 2],
    pretty: ([a, b]) => `equal_null(${a}, ${b})`,
  },
  {
    kind: "scalar",
    name: "in",
    type: inType,
    duckdb: ([a, ...list]) => (list.length === 0 ? "false" : `(${a} IN (${list.join(", ")}))`),
    pretty: ([a, ...list]) => `(${a} IN (${list.join(", ")}))`,
  },
  {
    kind: "scalar",
    name: "between",
    arity: [3, 3],
    type: betweenType,
    duckdb: ([a, low, high]) => `(${a} BETWEEN ${low} AND ${high})`,
  },
  binary("and", "AND", '"BOOLEAN"', isBoolean, ([a, b]) => `(${a} AND ${b})`),
  binary("or", "OR", '"BOOLEAN"', isBoolean, ([a, b]) => `(${a} OR ${b})`),
  binary("&", "&", '"INTEGRAL"', isIntegral, ([a, b]) => `(${a} & ${b})`),
  binary("|", "|", '"INTEGRAL"', isIntegral, ([a, b]) => `(${a} | ${b})`),
  binary("^", "^", '"INTEGRAL"', isIntegral, ([a, b]) => `xor(${a}, ${b})`),
  ...family({
    not: { args: [BOOLEAN], result: BOOLEAN, duckdb: ([a]) => `(NOT ${a})`, pretty: ([a]) => `(NOT ${a})` },
    negative: {
      args: [numericOrInterval],
      result: ([type]) => type!,
      duckdb: ([a], site) => {
        // The kernel subtracts from zero, which loses the sign of one.
        if (isFractional(site.result)) return `(${a} * (-1)::${kernelType(site.result)})`;
        return isIntegral(site.result) && !site.ansi ? wrap(`(- CAST(${a} AS HUGEINT))`, site.result) : `(- ${a})`;
      },
      pretty: ([a]) => `(- ${a})`,
    },
    positive: {
      args: [numericOrInterval],
      result: ([type]) => type!,
      duckdb: ([a]) => a!,
      pretty: ([a]) => `(+ ${a})`,
    },
    isnull: {
      args: [anyType],
      result: BOOLEAN,
      nullable: "never",
      duckdb: ([a]) => `(${a} IS NULL)`,
      pretty: ([a]) => `(${a} IS NULL)`,
    },
    isnotnull: {
      args: [anyType],
      result: BOOLEAN,
      nullable: "never",
      duckdb: ([a]) => `(${a} IS NOT NULL)`,
      pretty: ([a]) => `(${a} IS NOT NULL)`,
    },
    "is unknown": {
      args: [BOOLEAN],
      result: BOOLEAN,
      nullable: "never",
      duckdb: ([a]) => `(${a} IS NULL)`,
      // Of a bare NULL it is asked by the other word.
      pretty: ([a], types) => `(${a} IS ${types?.[0]?.kind === "null" ? "NULL" : "UNKNOWN"})`,
    },
    "is not unknown": {
      args: [BOOLEAN],
      result: BOOLEAN,
      nullable: "never",
      duckdb: ([a]) => `(${a} IS NOT NULL)`,
      pretty: ([a]) => `(${a} IS NOT UNKNOWN)`,
    },
    "~": {
      args: [oneOf('"INTEGRAL"', isIntegral)],
      result: ([type]) => type!,
      duckdb: ([a]) => `(~ ${a})`,
      pretty: ([a]) => `~${a}`,
    },
  }),
];
