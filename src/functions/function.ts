/** What a function is to the rest of the engine: how it is typed, and what it becomes in the kernel. */
import { millraceError, type MillraceError } from "../errors.ts";
import type { LiteralValue } from "../plan/expression.ts";
import { sameType, type DataType } from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { implicitCast } from "./coercion.ts";

/** An argument as the typing rules see it. */
export interface Argument {
  readonly dataType: DataType;
  readonly nullable: boolean;
  /** The value, when the argument is a constant. */
  readonly literal?: LiteralValue;
  /** How Spark prints the expression. */
  readonly sql: string;
}

/** Settings of the session that change what an expression means. */
export interface Dialect {
  readonly ansi: boolean;
  readonly zone: string;
  /** Decimal arithmetic that gives up no digit behind the point. */
  readonly exactDecimals?: boolean;
  /** Statistics of a single value are NaN, not NULL: `spark.sql.legacy.statisticalAggregate`. */
  readonly legacyStatistics?: boolean;
  /** Of equal keys in a new map the last one stays, instead of an error: `spark.sql.mapKeyDedupPolicy`. */
  readonly lastKeyWins?: boolean;
  /** Backslashes in texts mean themselves: `spark.sql.parser.escapedStringLiterals`. */
  readonly keepsEscapes?: boolean;
  /** What `${name}` in SQL text stands for; absent where it stands for itself. */
  readonly variable?: (name: string) => string | undefined;
}

/** What the generated SQL may depend on beside its arguments. */
export interface CallSite extends Dialect {
  readonly args: readonly Argument[];
  readonly result: DataType;
  /** Whether `to_json` leaves NULL fields out when its options do not say. */
  readonly ignoreNullFields: boolean;
  /** The time of the batch, in microseconds since 1970 (law 6: never the kernel's clock). */
  readonly now: bigint;
  /** What is random about the query: drawn for it, or on a stream its id and the batch, so that a batch runs again as it ran. */
  readonly entropy: string;
  /** Who runs the program. */
  readonly user: string;
}

/** The types the arguments are cast to (undefined: left alone), and what comes out. */
export interface Signature {
  readonly params: readonly (DataType | undefined)[];
  readonly result: DataType;
  readonly nullable: boolean;
}

export interface ScalarFunction {
  readonly kind: "scalar";
  readonly name: string;
  readonly type: (args: readonly Argument[], dialect: Dialect) => Signature;
  /** The least and the most arguments, where `type` does not count them itself. */
  readonly arity?: readonly [least: number, most: number];
  /** What stands for it where `lastKeyWins`. */
  readonly withLastKey?: ScalarFunction;
  /** An argument that cannot be cast is NULL. */
  readonly castsTry?: boolean;
  readonly duckdb: (args: readonly string[], site: CallSite) => string;
  /** The value over constants, for those to whom it must be known before the first row. */
  readonly fold?: (args: readonly Argument[]) => LiteralValue | undefined;
  /** How Spark prints a call, where that is not `name(args)`. */
  readonly pretty?: (args: readonly string[], types: readonly DataType[]) => string;
}

/**
 * Writes a call of one of the kernel's aggregates, with the DISTINCT, FILTER and OVER of the call it is made for; `where` leaves
 * out more rows than that FILTER.
 */
export type KernelCall = (name: string, args: string, where?: string) => string;
/** As a KernelCall's `where`: rows whose argument is NULL are left out. */
export const NOT_NULL = "not null";

/** One column of an aggregate's partial result. */
export interface StateColumn {
  readonly name: string;
  readonly type: DataType;
  /** The partial result over the rows of a group; `kernel` writes every aggregate call in it. */
  readonly update: (args: readonly string[], kernel: KernelCall) => string;
  /** Two partial results in one: an expression over both. Associative, and commutative but for order-dependent aggregates. */
  readonly merge: (left: string, right: string) => string;
  /** The DuckDB type of the column where it is not that of `type`. */
  readonly kernelType?: string;
}

/**
 * An aggregate as mergeable partial results: `finish(merge(update(rows), update(rows)))`. Batch and streaming run the same
 * definition. Merges of several state columns may refer to each other through `mergeAll`.
 */
export interface AggregateFunction {
  readonly kind: "aggregate";
  readonly name: string;
  readonly type: (args: readonly Argument[], dialect: Dialect) => Signature;
  readonly state: (site: CallSite) => readonly StateColumn[];
  readonly finish: (columns: readonly string[], site: CallSite) => string;
  /** Merges that need several columns of both sides at once; given, they replace those of the columns. */
  readonly mergeAll?: (left: readonly string[], right: readonly string[], site: CallSite) => readonly string[];
  readonly pretty?: (args: readonly string[]) => string;
  /** Tells it from others of its name that mean something else over the same arguments. */
  readonly variant?: string;
  /** What `WITHIN GROUP (ORDER BY ...)` makes of it, if it may have one. */
  readonly withinGroup?: WithinGroup;
  /** Over a window it takes neither ORDER BY nor a frame. */
  readonly needsWholeWindow?: boolean;
}

/** The direction of one ORDER BY expression. */
export interface Ordering {
  readonly ascending: boolean;
  readonly nullsFirst: boolean;
}

export interface WithinGroup {
  /** It means nothing without. */
  readonly isRequired: (args: number) => boolean;
  /** How many ORDER BY expressions it may have beside so many arguments, and what the error calls it. */
  readonly orderings: (args: number) => { readonly most: number; readonly name?: string };
  readonly takesDistinct: boolean;
  /** The aggregate over the arguments, and behind them the expressions it is ordered by. */
  readonly ordered: (orderings: readonly Ordering[], args: number) => AggregateFunction;
}

/** A function of one row that gives several. */
export interface GeneratorFunction {
  readonly kind: "generator";
  readonly name: string;
  readonly outer: boolean;
  readonly arity?: readonly [least: number, most: number];
  /** The columns that come out of each row. */
  readonly columns: (
    args: readonly Argument[],
    dialect: Dialect,
  ) => {
    params: readonly (DataType | undefined)[];
    fields: readonly { name: string; dataType: DataType; nullable: boolean }[];
  };
  /** A list of structs with fields `f0`, `f1` ..., one per row that comes out; NULL counts as empty. */
  readonly duckdb: (args: readonly string[], site: CallSite) => string;
}

export type FunctionDefinition = ScalarFunction | AggregateFunction | GeneratorFunction;

/** What an argument may be: the type it is cast to, or undefined when it does not fit. */
export interface ArgumentRule {
  readonly accept: (argument: Argument, ansi: boolean) => DataType | undefined;
  /** As error messages name it. */
  readonly required: string;
  /** The error for an argument that does not fit, where it is not the usual one. */
  readonly refuse?: (name: string, args: readonly Argument[], index: number) => MillraceError;
  readonly optional?: boolean;
  readonly variadic?: boolean;
}

const isType = (rule: DataType | ArgumentRule): rule is DataType => "kind" in rule;

export function exactly(type: DataType): ArgumentRule {
  return { accept: ({ dataType }, ansi) => implicitCast(dataType, type, ansi), required: `"${sqlTypeText(type)}"` };
}

export function oneOf(required: string, test: (type: DataType) => boolean, fallback?: DataType): ArgumentRule {
  return {
    accept: ({ dataType }, ansi) => {
      if (test(dataType)) return dataType;
      if (dataType.kind === "null") return fallback ?? dataType;
      return fallback === undefined ? undefined : implicitCast(dataType, fallback, ansi);
    },
    required,
  };
}

/** A type that nothing is cast to: only it, and NULL. */
export const only = (type: DataType, required = `"${sqlTypeText(type)}"`): ArgumentRule => ({
  accept: ({ dataType }) => (sameType(dataType, type) || dataType.kind === "null" ? type : undefined),
  required,
});

/** Nothing is cast to it; a bare NULL is of the type `ofNull`. */
export const strictly = (required: string, test: (type: DataType) => boolean, ofNull: DataType): ArgumentRule => ({
  accept: ({ dataType }) => (test(dataType) ? dataType : dataType.kind === "null" ? ofNull : undefined),
  required,
});

export const anyType: ArgumentRule = { accept: ({ dataType }) => dataType, required: '"ANY"' };
export const optional = (rule: DataType | ArgumentRule): ArgumentRule => ({
  ...(isType(rule) ? exactly(rule) : rule),
  optional: true,
});
export const variadic = (rule: DataType | ArgumentRule): ArgumentRule => ({
  ...(isType(rule) ? exactly(rule) : rule),
  variadic: true,
  optional: true,
});

export type ResultRule =
  | DataType
  | ((types: readonly DataType[], args: readonly Argument[], dialect: Dialect) => DataType);
export type NullRule = "any" | "never" | "always" | ((args: readonly Argument[], dialect: Dialect) => boolean);

/** Typing from rules for the arguments and the result; `nullable` says when NULL may come out ("any": if an argument may be NULL). */
export function signature(
  name: string,
  rules: readonly (DataType | ArgumentRule)[],
  result: ResultRule,
  nullable: NullRule = "any",
): ScalarFunction["type"] {
  const all = rules.map((rule) => (isType(rule) ? exactly(rule) : rule));
  return (args, dialect) => {
    checkArity(name, all, args.length);
    const params = args.map((argument, i) => {
      const rule = all[i] ?? all.at(-1)!;
      const type = rule.accept(argument, dialect.ansi);
      if (type === undefined) throw rule.refuse?.(name, args, i) ?? unexpectedType(name, args, i, rule.required);
      return type;
    });
    return {
      params,
      result: typeof result === "function" ? result(params, args, dialect) : result,
      nullable:
        nullable === "any"
          ? args.some((a) => a.nullable)
          : typeof nullable === "function"
            ? nullable(args, dialect)
            : nullable === "always",
    };
  };
}

function checkArity(name: string, rules: readonly ArgumentRule[], actual: number): void {
  const least = rules.filter((rule) => rule.optional !== true).length;
  const most = rules.at(-1)?.variadic === true ? Number.POSITIVE_INFINITY : rules.length;
  requireCount(name, [least, most], actual);
}

/** Refuses a call with too few or too many arguments. */
export function requireCount(name: string, [least, most]: readonly [number, number], actual: number): void {
  if (actual >= least && actual <= most) return;
  const counts =
    most === Number.POSITIVE_INFINITY
      ? `> ${least - 1}`
      : most === least
        ? String(least)
        : `[${Array.from({ length: most - least + 1 }, (_, i) => least + i).join(", ")}]`;
  throw wrongArity(name, counts, actual);
}

export function wrongArity(name: string, expected: string, actual: number): MillraceError {
  return millraceError("WRONG_NUM_ARGS.WITHOUT_SUGGESTION", {
    functionName: `\`${name}\``,
    expectedNum: expected,
    actualNum: String(actual),
    docroot: "https://spark.apache.org/docs/latest",
  });
}

/** `f(x) IGNORE NULLS` and its kin on a function that knows no such thing. */
export function unsupportedSyntax(name: string, syntax: string): MillraceError {
  return millraceError("INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX", {
    prettyName: `\`${name}\``,
    syntax,
  });
}

const ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

export function unexpectedType(
  name: string,
  args: readonly Argument[],
  index: number,
  required: string,
): MillraceError {
  const argument = args[index]!;
  return millraceError("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", {
    sqlExpr: `"${name}(${args.map((a) => a.sql).join(", ")})"`,
    paramIndex: ORDINALS[index] ?? String(index + 1),
    requiredType: required,
    inputSql: `"${argument.sql}"`,
    inputType: `"${sqlTypeText(argument.dataType)}"`,
  });
}

/** A constant argument as text; empty for what is no plain value. */
export function constantText(argument: Argument): string {
  const { literal } = argument;
  return literal === undefined || typeof literal === "object" ? "" : String(literal);
}

/** A file's name where the kernel would take a pattern: characters of patterns stand for themselves. */
export function fileText(path: string): string {
  return text(path.replaceAll(/[[*?]/g, "[$&]"));
}

/** SQL text; a backslash or newline in it means itself. */
export function text(value: string): string {
  const quoted = (part: string): string => `'${part.replaceAll("'", "''")}'`;
  // A NUL would end the statement for the kernel.
  return value.includes("\0") ? `(${value.split("\0").map(quoted).join(" || chr(0) || ")})` : quoted(value);
}

/** SQL that raises a coded error when it is evaluated; `parameters` are SQL expressions. */
export function raise(condition: string, parameters: Readonly<Record<string, string>> = {}): string {
  const entries = Object.entries(parameters).map(([key, sql]) => `, ${text(key)}, CAST(${sql} AS VARCHAR)`);
  return `error('millrace:' || CAST(json_object('condition', ${text(condition)}${entries.join("")}) AS VARCHAR))`;
}
