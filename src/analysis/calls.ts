/** A function applied to resolved arguments: implicit casts, result type, the text Spark prints. */
import { millraceError } from "../errors.ts";
import { requireCount, unsupportedSyntax, type Dialect, type FunctionDefinition } from "../functions/function.ts";
import { isString, type DataType } from "../types/data-type.ts";
import { castable } from "./casts.ts";
import { argumentOf } from "./constants.ts";
import type { Expr } from "./expression.ts";

/** What only an aggregate may have beside its arguments. */
export interface Restriction {
  readonly isDistinct?: boolean;
  readonly filter?: Expr | undefined;
}

export function resolveCall(
  definition: FunctionDefinition,
  args: readonly Expr[],
  dialect: Dialect,
  { isDistinct = false, filter }: Restriction = {},
): Expr {
  const infos = args.map(argumentOf);
  if (definition.kind !== "aggregate" && (isDistinct || filter !== undefined))
    throw unsupportedSyntax(definition.name, isDistinct ? "DISTINCT" : "FILTER clause");
  if (filter !== undefined) asFilter(filter);
  if (definition.kind !== "aggregate" && definition.arity !== undefined)
    requireCount(definition.name, definition.arity, args.length);
  if (definition.kind === "generator") {
    const { params, fields } = definition.columns(infos, dialect);
    const cast = coerce(args, params, dialect);
    return {
      kind: "generator",
      function: definition,
      args: cast,
      arguments: cast.map(argumentOf),
      fields,
      dataType: fields[0]!.dataType,
      nullable: true,
      pretty: `${definition.name}(${args.map((a) => a.pretty).join(", ")})`,
    };
  }
  const { params, result, nullable } = definition.type(infos, dialect);
  const cast = coerce(args, params, dialect, definition.kind === "scalar" && definition.castsTry === true);
  const base = { args: cast, arguments: cast.map(argumentOf), dataType: result, nullable };
  if (definition.kind === "aggregate") {
    const shown = definition.name === "count" && args.length === 0 ? ["1"] : args.map((a) => a.pretty);
    const plain = definition.pretty?.(shown) ?? `${definition.name}(${shown.join(", ")})`;
    const body = isDistinct ? plain.replace("(", "(DISTINCT ") : plain;
    return {
      kind: "aggregate",
      function: definition,
      ...base,
      isDistinct,
      ...(filter ? { filter } : {}),
      pretty: filter ? `${body} FILTER (WHERE ${filter.pretty})` : body,
    };
  }
  return {
    kind: "call",
    function: definition,
    ...base,
    pretty: (definition.pretty ?? ((texts) => `${definition.name}(${texts.join(", ")})`))(
      args.map((a) => a.pretty),
      args.map((a) => a.dataType),
    ),
  };
}

/** What rows an aggregate sees is asked of a boolean; nothing is cast to one. */
export function asFilter(condition: Expr): Expr {
  if (condition.dataType.kind === "boolean") return condition;
  throw millraceError("INVALID_AGGREGATE_FILTER.NOT_BOOLEAN", { filterExpr: `"${condition.pretty}"` });
}

function coerce(
  args: readonly Expr[],
  params: readonly (DataType | undefined)[],
  dialect: Dialect,
  isTry = false,
): readonly Expr[] {
  return args.map((arg, i) => {
    const type = params[i];
    if (type === undefined) return arg;
    return isTry && isString(arg.dataType) ? castable(arg, type, dialect, "try") : castable(arg, type, dialect);
  });
}
