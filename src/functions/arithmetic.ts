/** Arithmetic of numbers; that of times and intervals is in `interval-operators.ts`. */
import {
  decimal,
  DOUBLE,
  isDatetime,
  isFractional,
  isIntegral,
  isInterval,
  isNumeric,
  isString,
  LONG,
  sameType,
  STRING,
  type DataType,
} from "../types/data-type.ts";
import { binaryMismatch, binaryWrongType } from "./binary-operands.ts";
import { castSql, wrap } from "./cast.ts";
import { commonType, decimalFor } from "./coercion.ts";
import { decimalResult, decimalSql } from "./decimal-arithmetic.ts";
import {
  constantText,
  raise,
  text,
  unexpectedType,
  wrongArity,
  type Argument,
  type CallSite,
  type Dialect,
  type ScalarFunction,
  type Signature,
} from "./function.ts";
import {
  addInterval,
  intervalArithmetic,
  misfitBesideTime,
  temporalType,
  type Operator,
} from "./interval-operators.ts";
import { kernelType } from "./kernel-type.ts";
import { toLocal } from "./zone-sql.ts";

const REQUIRED = '("NUMERIC" or "INTERVAL DAY TO SECOND" or "INTERVAL YEAR TO MONTH" or "INTERVAL")';

function arithmeticType(operator: Operator, args: readonly Argument[], dialect: Dialect, isTry: boolean): Signature {
  if (args.length !== 2) throw wrongArity(operator, "2", args.length);
  // Spark promises nothing about what comes out of a division, ANSI mode or not.
  const nullable = isTry || operator === "/" || operator === "%" || operator === "div" || args.some((a) => a.nullable);
  const [first, second] = args.map((a) => a.dataType) as [DataType, DataType];
  const temporal = temporalType(operator, first, second);
  const misfit = temporal === undefined ? misfitBesideTime(operator, first, second) : undefined;
  if (misfit !== undefined) throw unexpectedType(operator, args, misfit, '"NUMERIC"');
  if (temporal !== undefined) return { ...temporal, nullable };
  // Outside ANSI mode every text is read as a double.
  const [left, right] = dialect.ansi ? [first, second] : [asNumber(first), asNumber(second)];
  if (isString(left) && isString(right)) throw binaryWrongType(operator, args, REQUIRED, left);
  const type = commonType(left, right, dialect.ansi);
  if (type === undefined) throw binaryMismatch(operator, args, [left, right]);
  if (type.kind === "null")
    return { params: [DOUBLE, DOUBLE], result: operator === "div" ? LONG : DOUBLE, nullable: true };
  // A NULL beside what is no number does not become one.
  if (!isNumeric(type) && [left, right].some((each) => each.kind === "null"))
    throw binaryMismatch(operator, args, [left, right]);
  if (!isNumeric(type)) throw binaryWrongType(operator, args, REQUIRED, type);
  if (type.kind === "decimal") {
    const [a, b] = [isNumeric(left) ? decimalOf(args[0]!) : type, isNumeric(right) ? decimalOf(args[1]!) : type];
    return { params: [a, b], result: decimalResult(operator, a, b, dialect.exactDecimals === true), nullable };
  }
  if (operator === "/") return { params: [DOUBLE, DOUBLE], result: DOUBLE, nullable };
  if (operator === "div") {
    if (isFractional(type)) throw notIntegral(args, first, second);
    return { params: [LONG, LONG], result: LONG, nullable };
  }
  return { params: [type, type], result: type, nullable };
}

const asNumber = (type: DataType): DataType => (isString(type) ? DOUBLE : type);

/** `div` is of whole numbers, decimals and intervals: a double is no such thing, and an integer has become a BIGINT before it sees that. */
function notIntegral(args: readonly Argument[], left: DataType, right: DataType): Error {
  const long = (type: DataType): DataType => (isIntegral(type) ? LONG : asNumber(type));
  // A text is a double, and makes one of whatever is no whole number.
  const isDoubled = [left, right].every((type) => isNumeric(type) !== isIntegral(type) || isString(type));
  return sameType(left, right) || isDoubled
    ? binaryWrongType(
        "div",
        args,
        '("BIGINT" or "DECIMAL" or "INTERVAL YEAR TO MONTH" or "INTERVAL DAY TO SECOND")',
        left,
      )
    : binaryMismatch("div", args, [long(left), long(right)]);
}

/** An integer that is written down beside a decimal counts with the digits it has; one that has been cast does not. */
function decimalOf(argument: Argument): DataType {
  const digits = constantText(argument).replace("-", "").length;
  if (digits > 0 && argument.dataType.kind !== "byte" && isIntegral(argument.dataType) && /^-?\d+$/.test(argument.sql))
    return decimal(digits, 0);
  return decimalFor(argument.dataType);
}

function arithmeticSql(operator: Operator, isTry: boolean): ScalarFunction["duckdb"] {
  return ([a, b], site) => {
    const [left, right] = site.args.map((argument) => argument.dataType) as [DataType, DataType];
    const safe = isTry || !site.ansi;
    if (isDatetime(left) && isInterval(right)) {
      const moved = addInterval([a!, b!], [left, right], operator, site.zone);
      return isString(site.result)
        ? castSql(moved, left, STRING, { mode: "ansi", zone: site.zone, now: site.now })
        : moved;
    }
    if (isInterval(left) && isDatetime(right)) {
      const moved = addInterval([b!, a!], [right, left], operator, site.zone);
      return isString(site.result)
        ? castSql(moved, right, STRING, { mode: "ansi", zone: site.zone, now: site.now })
        : moved;
    }
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
  const isLenient = isTry || !site.ansi;
  if (site.args.every((arg) => arg.dataType.kind === "decimal")) return decimalSql(operator, a, b, site, isLenient);
  if (operator === "div") return integralDivision(a, b, site, isTry);
  // The kernel divides for the rest, and the least number by -1 is too large.
  if (isIntegral(result) && operator === "%") return `CASE WHEN ${b} = -1 THEN ${a} * 0 ELSE ${a} % ${b} END`;
  if (!isIntegral(result)) return `(${a} ${operator} ${b})`;
  if (!isLenient) return `(${a} ${operator} ${b})`;
  const wide = `(CAST(${a} AS HUGEINT) ${operator} CAST(${b} AS HUGEINT))`;
  return isTry ? `TRY_CAST(${wide} AS ${kernelType(result)})` : wrap(wide, result);
}

/** One quotient is too large: that of the least number and -1. */
function integralDivision(a: string, b: string, site: CallSite, isTry: boolean): string {
  if (isTry) return `TRY_CAST((CAST(${a} AS HUGEINT) // ${b}) AS BIGINT)`;
  if (!site.ansi) return `CASE WHEN ${b} = -1 THEN ${wrap(`(- CAST(${a} AS HUGEINT))`, LONG)} ELSE (${a} // ${b}) END`;
  const overflow = raise("ARITHMETIC_OVERFLOW", {
    message: text("Overflow in integral divide"),
    alternative: text(" Use 'try_divide' to tolerate overflow and return NULL instead."),
    config: text('"spark.sql.ansi.enabled"'),
  });
  return `CASE WHEN ${b} = -1 AND ${a} = -9223372036854775808 THEN ${overflow} ELSE (${a} // ${b}) END`;
}

function arithmetic(name: string, operator: Operator, isTry = false): ScalarFunction {
  return Object.freeze({
    kind: "scalar",
    name,
    arity: [2, 2] as const,
    ...(isTry ? { castsTry: true } : {}),
    type: (args: readonly Argument[], dialect: Dialect) => arithmeticType(operator, args, dialect, isTry),
    duckdb: arithmeticSql(operator, isTry),
    fold: (args: readonly Argument[]) => folded(operator, args),
    ...(isTry
      ? {}
      : {
          pretty: ([a, b]: readonly string[], [left, right]: readonly DataType[]) =>
            arithmeticText(operator, [a!, b!], [left!, right!]),
        }),
  });
}

/** Spark prints sums with dates and intervals as the calls it makes of them. */
function arithmeticText(
  operator: Operator,
  [a, b]: readonly [string, string],
  [left, right]: readonly [DataType, DataType],
): string {
  const plain = `(${a} ${operator} ${b})`;
  const name = operator === "+" ? "date_add" : "date_sub";
  const calendar = SCALED[operator];
  if (calendar !== undefined && left.kind === "calendar_interval") return `${calendar}(${a}, ${b})`;
  if (calendar !== undefined && right.kind === "calendar_interval") return `${calendar}(${b}, ${a})`;
  if (operator === "*" && !isInterval(left) && isInterval(right)) return `(${b} ${operator} ${a})`;
  if (operator !== "+" && operator !== "-") return plain;
  if (left.kind === "date" && isIntegral(right)) return `${name}(${a}, ${b})`;
  if (operator === "+" && isIntegral(left) && right.kind === "date") return `date_add(${b}, ${a})`;
  if (left.kind === "date" && isDays(right)) return `${name}(${a}, extractansiintervaldays(${b}))`;
  if (operator === "+" && isDays(left) && right.kind === "date") return `date_add(${b}, extractansiintervaldays(${a}))`;
  const isTime = (type: DataType): boolean => isDatetime(type) || isString(type);
  const isAdded = (type: DataType, time: DataType): boolean =>
    isInterval(type) || (operator === "+" && type.kind === "null" && isDatetime(time));
  if (isTime(left) && isAdded(right, left)) return `${a} ${operator} ${b}`;
  return operator === "+" && isAdded(left, right) && isTime(right) ? `${b} ${operator} ${a}` : plain;
}

/** What Spark calls the operators on calendar intervals. */
const SCALED: Partial<Record<Operator, string>> = { "*": "multiply_interval", "/": "divide_interval" };

/** An interval of whole days. */
const isDays = (type: DataType): boolean => type.kind === "day_time_interval" && type.end === 0;

const remainder = arithmetic("pmod", "%");

/** The remainder that is not negative, where the divisor is not. */
const pmod: ScalarFunction = Object.freeze({
  ...remainder,
  duckdb: ([a, b]: readonly string[], site: CallSite) => {
    const zero = site.ansi ? raise("REMAINDER_BY_ZERO", { config: text('"spark.sql.ansi.enabled"') }) : "NULL";
    const rest = `CASE WHEN ${a} % ${b} < 0 THEN ((${a} % ${b}) + ${b}) % ${b} ELSE ${a} % ${b} END`;
    return `CASE WHEN ${b} = 0 AND ${a} IS NOT NULL THEN ${zero} ELSE CAST(${rest} AS ${kernelType(site.result)}) END`;
  },
  pretty: ([a, b]: readonly string[]) => `pmod(${a}, ${b})`,
});

/** Of whole numbers that are written down: what must be known before the first row may be calculated. */
function folded(operator: Operator, args: readonly Argument[]): number | undefined {
  const [a, b] = args.map(({ literal }) => literal);
  if (typeof a !== "number" || typeof b !== "number" || !args.every((arg) => isIntegral(arg.dataType)))
    return undefined;
  const result = operator === "+" ? a + b : operator === "-" ? a - b : operator === "*" ? a * b : undefined;
  return result !== undefined && Math.abs(result) < 2 ** 31 ? result : undefined;
}

export const arithmeticOperators: readonly ScalarFunction[] = [
  pmod,
  ...(["+", "-", "*", "/", "%", "div"] as const).map((operator) => arithmetic(operator, operator)),
  { ...arithmetic("mod", "%"), pretty: ([a, b]) => `mod(${a}, ${b})` },
  arithmetic("try_add", "+", true),
  arithmetic("try_subtract", "-", true),
  arithmetic("try_multiply", "*", true),
  arithmetic("try_divide", "/", true),
  arithmetic("try_mod", "%", true),
];
