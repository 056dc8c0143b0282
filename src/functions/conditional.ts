/** Choice between values: CASE, IF, COALESCE and their kin; and what needs no arguments. */
import { millraceError } from "../errors.ts";
import {
  BOOLEAN,
  DATE,
  DOUBLE,
  INT,
  LONG,
  NULL,
  STRING,
  TIMESTAMP,
  TIMESTAMP_NTZ,
  type DataType,
} from "../types/data-type.ts";
import { simpleString, sqlTypeText } from "../types/ddl-text.ts";
import { castSql } from "./cast.ts";
import { commonTypeOf, commonTypeWithoutText } from "./coercion.ts";
import { comparisonType } from "./comparison-type.ts";
import { family } from "./family.ts";
import {
  anyType,
  only,
  raise,
  text,
  unexpectedType,
  variadic,
  wrongArity,
  type Argument,
  type CallSite,
  type Dialect,
  type ScalarFunction,
  type Signature,
} from "./function.ts";
import { toLocal } from "./zone-sql.ts";

export function sameTypes(name: string, args: readonly Argument[], dialect?: Dialect): DataType {
  const type = commonTypeOf(
    args.map((a) => a.dataType),
    dialect?.ansi,
  );
  if (type === undefined) {
    throw millraceError("DATATYPE_MISMATCH.DATA_DIFF_TYPES", {
      sqlExpr: `"${name}(${args.map((a) => a.sql).join(", ")})"`,
      functionName: `\`${name}\``,
      dataType: `(${args.map((a) => `"${sqlTypeText(a.dataType)}"`).join(" or ")})`,
    });
  }
  return type;
}

/** CASE as `when(condition, value, ..., otherwise)`. */
function caseType(args: readonly Argument[], dialect: Dialect): Signature {
  if (args.length === 0)
    throw millraceError("COMPLEX_EXPRESSION_UNSUPPORTED_INPUT.NO_INPUTS", { expression: '"CASE END"' });
  const hasElse = args.length % 2 === 1;
  const values = args.filter((_, i) => i % 2 === 1 || (hasElse && i === args.length - 1));
  args.forEach((argument, i) => {
    const isCondition = i % 2 === 0 && !(hasElse && i === args.length - 1);
    if (isCondition && argument.dataType.kind !== "boolean") throw unexpectedType("casewhen", args, i, '"BOOLEAN"');
  });
  const type = sameTypes("casewhen", values, dialect);
  const params = args.map((a) => (values.includes(a) ? type : BOOLEAN));
  return { params, result: type, nullable: !hasElse || values.some((a) => a.nullable) };
}

function caseSql(args: readonly string[]): string {
  const parts: string[] = [];
  for (let i = 0; i + 1 < args.length; i += 2) parts.push(`WHEN ${args[i]} THEN ${args[i + 1]}`);
  if (args.length % 2 === 1) parts.push(`ELSE ${args.at(-1)}`);
  return `CASE ${parts.join(" ")} END`;
}

/** All arguments in one type; `nullable` decides when NULL may come out. */
function alike(name: string, least: number, nullable: (args: readonly Argument[]) => boolean): ScalarFunction["type"] {
  return (args, dialect) => {
    if (args.length < least) throw wrongArity(name, `> ${least - 1}`, args.length);
    const type = sameTypes(name, args, dialect);
    return { params: args.map(() => type), result: type, nullable: nullable(args) };
  };
}

/** GREATEST and LEAST want values that are alike already, and ordered. */
function ordered(name: string): ScalarFunction["type"] {
  return (args, dialect) => {
    const typed = alike(name, 2, every)(args, dialect);
    const alikeAlready = args.every((a) => commonTypeWithoutText(a.dataType, args[0]!.dataType) !== undefined);
    if (!alikeAlready)
      throw millraceError("DATATYPE_MISMATCH.DATA_DIFF_TYPES", {
        sqlExpr: `"${name}(${args.map((a) => a.sql).join(", ")})"`,
        functionName: `\`${name}\``,
        dataType: `[${args.map((a) => `"${sqlTypeText(a.dataType)}"`).join(", ")}]`,
      });
    if (typed.result.kind === "map")
      throw millraceError("DATATYPE_MISMATCH.INVALID_ORDERING_TYPE", {
        sqlExpr: `"${name}(${args.map((a) => a.sql).join(", ")})"`,
        functionName: `\`${name}\``,
        dataType: `"${sqlTypeText(typed.result)}"`,
      });
    return typed;
  };
}

/** Both sides are compared in their common type; what comes out keeps the type of the first. */
const nullifType: ScalarFunction["type"] = (args, dialect) => {
  const { params } = comparisonType("=")(args, dialect);
  const own = args[0]!.dataType;
  return { params: [own.kind === "null" ? params[0] : undefined, params[1]], result: own, nullable: true };
};

const ZERO: Argument = { dataType: INT, nullable: false, literal: 0, sql: "0" };
const inType = (sql: string, from: DataType, to: DataType, site: CallSite): string =>
  castSql(sql, from, to, { mode: site.ansi ? "ansi" : "legacy", zone: site.zone, now: site.now });

const every = (args: readonly Argument[]): boolean => args.every((a) => a.nullable);

export const conditionalFunctions: readonly ScalarFunction[] = [
  {
    kind: "scalar",
    name: "when",
    type: caseType,
    // Without a branch there is the ELSE alone.
    duckdb: (args) => (args.length === 1 ? args[0]! : caseSql(args)),
    pretty: caseSql,
  },
  {
    kind: "scalar",
    name: "coalesce",
    type: alike("coalesce", 1, every),
    duckdb: (args) => `coalesce(${args.join(", ")})`,
  },
  {
    kind: "scalar",
    name: "nvl",
    arity: [2, 2],
    type: alike("nvl", 2, every),
    duckdb: (args) => `coalesce(${args.join(", ")})`,
  },
  {
    kind: "scalar",
    name: "ifnull",
    arity: [2, 2],
    type: alike("ifnull", 2, every),
    duckdb: (args) => `coalesce(${args.join(", ")})`,
  },
  {
    kind: "scalar",
    name: "nullif",
    arity: [2, 2],
    type: nullifType,
    // They are compared in the type both fit into; what comes out is the first as it was.
    duckdb: ([a, b], site) => {
      const [own, common] = [site.args[0]!.dataType, site.args[1]!.dataType];
      return `CASE WHEN ${inType(a!, own, common, site)} = ${b} THEN NULL ELSE ${a} END`;
    },
  },
  {
    kind: "scalar",
    name: "nullifzero",
    arity: [1, 1],
    type: ([value], dialect) => {
      comparisonType("=")([value!, ZERO], dialect);
      return { params: [undefined], result: value!.dataType, nullable: true };
    },
    duckdb: ([a], site) => {
      const [own, common] = [site.args[0]!.dataType, comparisonType("=")([site.args[0]!, ZERO], site).params[0]!];
      return `CASE WHEN ${inType(a!, own, common, site)} = ${inType("0", INT, common, site)} THEN NULL ELSE ${a} END`;
    },
  },
  {
    kind: "scalar",
    name: "zeroifnull",
    arity: [1, 1],
    type: ([value], dialect) => {
      const type = sameTypes("coalesce", [value!, ZERO], dialect);
      return { params: [type], result: type, nullable: false };
    },
    duckdb: ([a], site) => `coalesce(${a}, ${inType("0", INT, site.result, site)})`,
  },
  {
    kind: "scalar",
    name: "greatest",
    type: ordered("greatest"),
    duckdb: (args) => `greatest(${args.join(", ")})`,
  },
  { kind: "scalar", name: "least", type: ordered("least"), duckdb: (args) => `least(${args.join(", ")})` },
  {
    kind: "scalar",
    name: "if",
    duckdb: ([c, a, b]) => `CASE WHEN ${c} THEN ${a} ELSE ${b} END`,
    pretty: ([c, a, b]) => `(IF(${c}, ${a}, ${b}))`,
    type: (args, dialect) => {
      if (args.length !== 3) throw wrongArity("if", "3", args.length);
      const type = sameTypes("if", args.slice(1), dialect);
      if (args[0]!.dataType.kind !== "boolean" && args[0]!.dataType.kind !== "null")
        throw unexpectedType("if", args, 0, '"BOOLEAN"');
      return { params: [BOOLEAN, type, type], result: type, nullable: args.slice(1).some((a) => a.nullable) };
    },
  },
  {
    kind: "scalar",
    name: "nvl2",
    arity: [3, 3],
    duckdb: ([c, a, b]) => `CASE WHEN ${c} IS NOT NULL THEN ${a} ELSE ${b} END`,
    type: (args, dialect) => {
      const type = sameTypes("nvl2", args.slice(1), dialect);
      return { params: [undefined, type, type], result: type, nullable: args.slice(1).some((a) => a.nullable) };
    },
  },
  ...family({
    nanvl: {
      args: [DOUBLE, DOUBLE],
      result: DOUBLE,
      duckdb: ([a, b]) => `CASE WHEN isnan(${a}) THEN ${b} ELSE ${a} END`,
    },
    isnan: { args: [DOUBLE], result: BOOLEAN, nullable: "never", duckdb: ([a]) => `coalesce(isnan(${a}), false)` },
    typeof: {
      args: [anyType],
      result: STRING,
      nullable: "never",
      duckdb: (_, site) => text(simpleString(site.args[0]!.dataType)),
    },
    monotonically_increasing_id: {
      args: [],
      result: LONG,
      nullable: "never",
      // There is one partition, so the rows are numbered one after the other.
      duckdb: () => "(row_number() OVER () - 1)",
    },
    raise_error: {
      args: [STRING],
      result: NULL,
      nullable: "always",
      duckdb: ([message]) => raise("USER_RAISED_EXCEPTION", { errorMessage: `coalesce(${message!}, 'null')` }),
      pretty: ([message]) => `raise_error(USER_RAISED_EXCEPTION, map(errorMessage, ${message}))`,
    },
    assert_true: {
      args: [only(BOOLEAN), { ...variadic(STRING), variadic: false }],
      result: NULL,
      nullable: "always",
      duckdb: ([a, message], site) =>
        `CASE WHEN ${a} THEN NULL ELSE ${raise("USER_RAISED_EXCEPTION", { errorMessage: message === undefined ? text(`'${site.args[0]!.sql}' is not true!`) : `coalesce(${message}, 'null')` })} END`,
      pretty: ([a, message]) => `assert_true(${a}, ${message ?? `'${a}' is not true!`})`,
    },
    current_timestamp: {
      args: [],
      result: TIMESTAMP,
      nullable: "never",
      aliases: ["now"],
      duckdb: (_, site) => `make_timestamp(${site.now}::BIGINT)`,
    },
    localtimestamp: {
      args: [],
      result: TIMESTAMP_NTZ,
      nullable: "never",
      duckdb: (_, site) => toLocal(`make_timestamp(${site.now}::BIGINT)`, site.zone),
    },
    current_date: {
      args: [],
      result: DATE,
      nullable: "never",
      aliases: ["curdate"],
      duckdb: (_, site) => `CAST(${toLocal(`make_timestamp(${site.now}::BIGINT)`, site.zone)} AS DATE)`,
    },
    version: { args: [], result: STRING, nullable: "never", duckdb: () => text("4.3.0") },
  }),
];
