/** Arithmetic, comparison and logic. */
import { millraceError } from "../errors.ts";
import {
  BOOLEAN,
  decimal,
  DOUBLE,
  isDatetime,
  isFractional,
  isIntegral,
  isInterval,
  isNested,
  isNumeric,
  isString,
  LONG,
  STRING,
  type DataType,
} from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { adjusted, commonType, commonTypeOf, decimalFor } from "./coercion.ts";
import { castSql, wrap } from "./cast.ts";
import {
  anyType,
  constantText,
  oneOf,
  raise,
  text,
  wrongArity,
  type Argument,
  type CallSite,
  type Dialect,
  type ScalarFunction,
  type Signature,
} from "./function.ts";
import { family } from "./family.ts";
import { addInterval, intervalArithmetic, temporalType, type Operator } from "./interval-operators.ts";
import { kernelType } from "./kernel-type.ts";
import { orderKey } from "./order-key.ts";
import { toLocal } from "./zone-sql.ts";

/** A decimal of no Spark type, so that a cast from it is never taken for the identity. */
const NULL_SCALE: DataType = decimal(0, 0);
const numeric = oneOf('"NUMERIC"', isNumeric, DOUBLE);
const numericOrInterval = oneOf(
  '("NUMERIC" or "INTERVAL DAY TO SECOND" or "INTERVAL YEAR TO MONTH" or "INTERVAL")',
  (t) => isNumeric(t) || isInterval(t),
  DOUBLE,
);

function mismatch(symbol: string, args: readonly Argument[]): Error {
  const [a, b] = args as [Argument, Argument];
  return millraceError("DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES", {
    sqlExpr: `"(${a.sql} ${symbol} ${b.sql})"`,
    left: `"${sqlTypeText(a.dataType)}"`,
    right: `"${sqlTypeText(b.dataType)}"`,
  });
}

function wrongType(symbol: string, args: readonly Argument[], inputType: string, actual: DataType): Error {
  return millraceError("DATATYPE_MISMATCH.BINARY_OP_WRONG_TYPE", {
    sqlExpr: `"(${args.map((a) => a.sql).join(` ${symbol} `)})"`,
    inputType,
    actualDataType: `"${sqlTypeText(actual)}"`,
  });
}

function decimalResult(operator: Operator, left: DataType, right: DataType): DataType {
  const [a, b] = [decimalFor(left), decimalFor(right)];
  const integral = Math.max(a.precision - a.scale, b.precision - b.scale);
  switch (operator) {
    case "+":
    case "-": {
      const scale = Math.max(a.scale, b.scale);
      return adjusted(integral + scale + 1, scale);
    }
    case "*":
      return adjusted(a.precision + b.precision + 1, a.scale + b.scale);
    case "/": {
      const scale = Math.max(6, a.scale + b.precision + 1);
      return adjusted(a.precision - a.scale + b.scale + scale, scale);
    }
    case "%": {
      const scale = Math.max(a.scale, b.scale);
      return adjusted(Math.min(a.precision - a.scale, b.precision - b.scale) + scale, scale);
    }
    case "div":
      return LONG;
  }
}

function arithmeticType(operator: Operator, args: readonly Argument[], isTry: boolean): Signature {
  if (args.length !== 2) throw wrongArity(operator, "2", args.length);
  const [left, right] = args.map((a) => a.dataType) as [DataType, DataType];
  // Spark promises nothing about what comes out of a division, ANSI mode or not.
  const nullable = isTry || operator === "/" || operator === "%" || operator === "div" || args.some((a) => a.nullable);
  const temporal = temporalType(operator, left, right);
  if (temporal !== undefined) return { ...temporal, nullable };
  if (isString(left) && isString(right))
    throw wrongType(
      operator,
      args,
      '("NUMERIC" or "INTERVAL DAY TO SECOND" or "INTERVAL YEAR TO MONTH" or "INTERVAL")',
      left,
    );
  const type = commonType(left, right);
  if (type === undefined) throw mismatch(operator, args);
  if (type.kind === "null")
    return { params: [DOUBLE, DOUBLE], result: operator === "div" ? LONG : DOUBLE, nullable: true };
  if (!isNumeric(type))
    throw wrongType(
      operator,
      args,
      '("NUMERIC" or "INTERVAL DAY TO SECOND" or "INTERVAL YEAR TO MONTH" or "INTERVAL")',
      type,
    );
  if (type.kind === "decimal") {
    const [a, b] = [isNumeric(left) ? decimalOf(args[0]!) : type, isNumeric(right) ? decimalOf(args[1]!) : type];
    return { params: [a, b], result: decimalResult(operator, a, b), nullable };
  }
  if (operator === "/") return { params: [DOUBLE, DOUBLE], result: DOUBLE, nullable };
  if (operator === "div") {
    const wide = isIntegral(type) ? LONG : type;
    return { params: [wide, wide], result: LONG, nullable };
  }
  return { params: [type, type], result: type, nullable };
}

/** An integer constant beside a decimal counts with the digits it has. */
function decimalOf(argument: Argument): DataType {
  const digits = constantText(argument).replace("-", "").length;
  if (digits > 0 && isIntegral(argument.dataType)) return decimal(digits, 0);
  return decimalFor(argument.dataType);
}

function arithmeticSql(operator: Operator, isTry: boolean): ScalarFunction["duckdb"] {
  return ([a, b], site) => {
    const [left, right] = site.args.map((argument) => argument.dataType) as [DataType, DataType];
    const safe = isTry || !site.ansi;
    if (isDatetime(left) && isInterval(right)) return addInterval([a!, b!], [left, right], operator, site.zone);
    if (isInterval(left) && isDatetime(right)) return addInterval([b!, a!], [right, left], operator, site.zone);
    if (isDatetime(left) && isDatetime(right)) {
      const wall = (sql: string, type: DataType): string =>
        type.kind === "timestamp" ? toLocal(sql, site.zone) : `CAST(${sql} AS TIMESTAMP)`;
      return `(epoch_us(${wall(a!, left)}) - epoch_us(${wall(b!, right)}))`;
    }
    if (left.kind === "date") return `(${a} ${operator} CAST(${b} AS INTEGER))`;
    if (right.kind === "date") return `(${b} ${operator} CAST(${a} AS INTEGER))`;
    if (isInterval(left) || isInterval(right))
      return intervalArithmetic(operator, [a!, b!], [left, right], site, isTry);
    const plain = plainArithmetic(operator, a!, b!, site, isTry);
    if (operator === "/" || operator === "%" || operator === "div") {
      const zero = safe
        ? "NULL"
        : raise(operator === "%" ? "REMAINDER_BY_ZERO" : "DIVIDE_BY_ZERO", {
            config: text('"spark.sql.ansi.enabled"'),
          });
      return `CASE WHEN ${b} = 0 AND ${a} IS NOT NULL THEN ${zero} ELSE ${plain} END`;
    }
    return plain;
  };
}

function plainArithmetic(operator: Operator, a: string, b: string, site: CallSite, isTry: boolean): string {
  const { result } = site;
  if (result.kind === "decimal") {
    const wide = `DECIMAL(38, ${result.scale})`;
    const exact =
      operator === "/"
        ? `millrace_decimal_divide(CAST(${a} AS VARCHAR), CAST(${b} AS VARCHAR), ${result.scale})`
        : operator === "%"
          ? `(${a} % ${b})`
          : operator === "*"
            ? `(CAST(${a} AS DECIMAL(38, ${scaleOf(site, 0)})) * CAST(${b} AS DECIMAL(38, ${scaleOf(site, 1)})))`
            : `(CAST(${a} AS ${wide}) ${operator} CAST(${b} AS ${wide}))`;
    // Sums and products come out of the kernel in a wider decimal; a quotient as text, exact to the digit.
    return castSql(exact, operator === "/" ? STRING : NULL_SCALE, result, {
      mode: isTry || !site.ansi ? "try" : "ansi",
      zone: "UTC",
      now: 0n,
    });
  }
  if (operator === "div") {
    const integral = site.args.every((argument) => isIntegral(argument.dataType));
    return integral ? `(${a} // ${b})` : `CAST(trunc(${a} / ${b}) AS BIGINT)`;
  }
  // The kernel divides for the rest, and the least number by -1 is too large.
  if (isIntegral(result) && operator === "%") return `CASE WHEN ${b} = -1 THEN ${a} * 0 ELSE ${a} % ${b} END`;
  if (!isIntegral(result)) return `(${a} ${operator} ${b})`;
  if (site.ansi && !isTry) return `(${a} ${operator} ${b})`;
  const wide = `(CAST(${a} AS HUGEINT) ${operator} CAST(${b} AS HUGEINT))`;
  return isTry ? `TRY_CAST(${wide} AS ${kernelType(result)})` : wrap(wide, result);
}

const scaleOf = (site: CallSite, i: number): number => {
  const type = site.args[i]!.dataType;
  return type.kind === "decimal" ? type.scale : 0;
};

function arithmetic(name: string, operator: Operator, isTry = false): ScalarFunction {
  return Object.freeze({
    kind: "scalar",
    name,
    arity: [2, 2] as const,
    type: (args: readonly Argument[]) => arithmeticType(operator, args, isTry),
    duckdb: arithmeticSql(operator, isTry),
    ...(isTry ? {} : { pretty: ([a, b]: readonly string[]) => arithmeticText(operator, a!, b!) }),
  });
}

/** Spark prints sums with dates and intervals as the calls it makes of them. */
function arithmeticText(operator: Operator, a: string, b: string): string {
  const plain = `(${a} ${operator} ${b})`;
  if (operator !== "+" && operator !== "-")
    return /^\d/.test(a) && b.startsWith("INTERVAL") ? `(${b} ${operator} ${a})` : plain;
  const isDate = (shown: string): boolean => shown.startsWith("DATE '");
  const isTime = (shown: string): boolean => /^(DATE|TIMESTAMP|TIMESTAMP_NTZ) '/.test(shown);
  if (isDate(a) && /^-?\d+$/.test(b)) return `${operator === "+" ? "date_add" : "date_sub"}(${a}, ${b})`;
  if (operator === "+" && isDate(b) && /^-?\d+$/.test(a)) return `date_add(${b}, ${a})`;
  if (isDate(a) && /^INTERVAL '-?\d+' DAY$/.test(b))
    return `${operator === "+" ? "date_add" : "date_sub"}(${a}, extractansiintervaldays(${b}))`;
  return isTime(a) && b.startsWith("INTERVAL") ? `${a} ${operator} ${b}` : plain;
}

function comparisonType(symbol: string) {
  return (args: readonly Argument[]): Signature => {
    if (args.length !== 2) throw wrongArity(symbol, "2", args.length);
    const type = commonType(args[0]!.dataType, args[1]!.dataType);
    if (type === undefined) throw mismatch(symbol, args);
    if (type.kind === "map") throw wrongType(symbol, args, '"ORDERED"', type);
    return { params: [type, type], result: BOOLEAN, nullable: symbol !== "<=>" && args.some((a) => a.nullable) };
  };
}

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

function inType(args: readonly Argument[], _dialect: Dialect): Signature {
  const type = commonTypeOf(args.map((a) => a.dataType));
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

export const operators: readonly ScalarFunction[] = [
  ...(["+", "-", "*", "/", "%", "div"] as const).map((operator) => arithmetic(operator, operator)),
  { ...arithmetic("mod", "%"), pretty: ([a, b]) => `mod(${a}, ${b})` },
  arithmetic("try_add", "+", true),
  arithmetic("try_subtract", "-", true),
  arithmetic("try_multiply", "*", true),
  arithmetic("try_divide", "/", true),
  arithmetic("try_mod", "%", true),
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
    type: (args) => ({
      ...inType(args, { ansi: true, zone: "UTC" }),
      params: args.map(() => commonTypeOf(args.map((a) => a.dataType))!),
    }),
    duckdb: ([a, low, high]) => `(${a} BETWEEN ${low} AND ${high})`,
  },
  ...family({
    and: {
      args: [BOOLEAN, BOOLEAN],
      result: BOOLEAN,
      duckdb: ([a, b]) => `(${a} AND ${b})`,
      pretty: ([a, b]) => `(${a} AND ${b})`,
    },
    or: {
      args: [BOOLEAN, BOOLEAN],
      result: BOOLEAN,
      duckdb: ([a, b]) => `(${a} OR ${b})`,
      pretty: ([a, b]) => `(${a} OR ${b})`,
    },
    not: { args: [BOOLEAN], result: BOOLEAN, duckdb: ([a]) => `(NOT ${a})`, pretty: ([a]) => `(NOT ${a})` },
    negative: {
      args: [numericOrInterval],
      result: ([type]) => type!,
      // The kernel subtracts from zero, which loses the sign of one.
      duckdb: ([a], site) => (isFractional(site.result) ? `(${a} * (-1)::${kernelType(site.result)})` : `(- ${a})`),
      pretty: ([a]) => `(- ${a})`,
    },
    positive: { args: [numeric], result: ([type]) => type!, duckdb: ([a]) => a!, pretty: ([a]) => `(+ ${a})` },
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
    "&": {
      args: [oneOf('"INTEGRAL"', isIntegral), oneOf('"INTEGRAL"', isIntegral)],
      result: (types) => commonTypeOf(types)!,
      duckdb: ([a, b]) => `(${a} & ${b})`,
      pretty: ([a, b]) => `(${a} & ${b})`,
    },
    "|": {
      args: [oneOf('"INTEGRAL"', isIntegral), oneOf('"INTEGRAL"', isIntegral)],
      result: (types) => commonTypeOf(types)!,
      duckdb: ([a, b]) => `(${a} | ${b})`,
      pretty: ([a, b]) => `(${a} | ${b})`,
    },
    "^": {
      args: [oneOf('"INTEGRAL"', isIntegral), oneOf('"INTEGRAL"', isIntegral)],
      result: (types) => commonTypeOf(types)!,
      duckdb: ([a, b]) => `xor(${a}, ${b})`,
      pretty: ([a, b]) => `(${a} ^ ${b})`,
    },
    "~": {
      args: [oneOf('"INTEGRAL"', isIntegral)],
      result: ([type]) => type!,
      duckdb: ([a]) => `(~ ${a})`,
      pretty: ([a]) => `~${a}`,
    },
  }),
];
