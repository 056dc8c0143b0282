/** Functions that take lambdas: the array's elements give the variables their types. */
import { millraceError } from "../errors.ts";
import { unexpectedType, wrongArity } from "../functions/function.ts";
import type { Expression, LambdaFunction } from "../plan/expression.ts";
import { commonTypeWithoutText } from "../functions/coercion.ts";
import { array, BOOLEAN, INT, map, sameType, type DataType, type MapType } from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { castable } from "./casts.ts";
import { argumentOf, freshVariable } from "./constants.ts";
import { type ExpressionResolver, type Scope } from "./expression-resolver.ts";
import { collect, someExpr, type Expr, type HigherOrderCall, type Lambda, type LambdaVariable } from "./expression.ts";

/** Of lambdas inside each other, together. */
const MOST_VARIABLES = 14;

/** How many values come before the lambdas, and how many lambdas there may be. */
interface Shape {
  readonly values: number;
  readonly lambdas: readonly [least: number, most: number];
}

const ONE_LIST: Shape = { values: 1, lambdas: [1, 1] };
const TWO_LISTS: Shape = { values: 2, lambdas: [1, 1] };
const FOLD: Shape = { values: 2, lambdas: [1, 2] };
const SHAPES: Readonly<Record<string, Shape>> = {
  transform: ONE_LIST,
  filter: ONE_LIST,
  exists: ONE_LIST,
  forall: ONE_LIST,
  aggregate: FOLD,
  reduce: FOLD,
  zip_with: TWO_LISTS,
  array_sort: { values: 1, lambdas: [0, 1] },
  map_filter: ONE_LIST,
  transform_keys: ONE_LIST,
  transform_values: ONE_LIST,
  map_zip_with: TWO_LISTS,
};
/** Those whose first argument is a map. */
const OF_MAPS = new Set(["map_filter", "transform_keys", "transform_values", "map_zip_with"]);

/** `array_sort` is one only with a comparison; without it is a function like others. */
export const isHigherOrder = (name: string, args: readonly Expression[]): boolean =>
  Object.hasOwn(SHAPES, name) && (name !== "array_sort" || args.length !== 1 || args[0]!.kind === "lambdaFunction");

/** A lambda as written; a value in its place is one that asks for no variables. */
interface WrittenLambda {
  readonly function: Expression;
  readonly arguments?: LambdaFunction["arguments"];
}

function byShape(
  name: string,
  args: readonly Expression[],
): { readonly values: readonly Expression[]; readonly lambdas: readonly WrittenLambda[] } {
  const { values: count, lambdas: between } = SHAPES[name]!;
  const [least, most] = between.map((lambdas) => count + lambdas) as [number, number];
  if (args.length < least || args.length > most)
    throw wrongArity(name, least === most ? String(least) : `[${least}, ${most}]`, args.length);
  const values = args.slice(0, count);
  if (values.some((value) => value.kind === "lambdaFunction"))
    throw millraceError("INVALID_LAMBDA_FUNCTION_CALL.PARAMETER_DOES_NOT_ACCEPT_LAMBDA_FUNCTION", {
      functionName: `\`${name}\``,
    });
  const lambdas = args.slice(count).map((arg) => (arg.kind === "lambdaFunction" ? arg : { function: arg }));
  return { values, lambdas };
}

export function resolveHigherOrder(
  name: string,
  written: readonly Expression[],
  scope: Scope,
  resolver: ExpressionResolver,
): HigherOrderCall {
  const { values, lambdas } = byShape(name, written);
  const args = values.map((value) => resolver.resolve(value, scope));
  const first = args[0]?.dataType;
  const bind = (lambda: WrittenLambda, types: readonly Binding[]): Lambda => bindLambda(lambda, types, scope, resolver);
  const index: Binding = { dataType: INT, nullable: false, isIndex: true };
  const build = (bound: readonly Lambda[], dataType: DataType, rest: readonly Expr[] = args): HigherOrderCall => ({
    kind: "higherOrder",
    name,
    args: rest,
    lambdas: bound,
    dataType,
    nullable: args.some((a) => a.nullable),
    pretty: `${name}(${[...args.map((a) => a.pretty), ...bound.map(lambdaText)].join(", ")})`,
  });
  if (OF_MAPS.has(name)) return overMaps(name, args, lambdas[0]!, bind, build, resolver);
  if (first?.kind !== "array") throw unexpectedType(name, args.map(argumentOf), 0, '"ARRAY"');
  const listType = first;
  const item: Binding = { dataType: listType.elementType, nullable: listType.containsNull };
  switch (name) {
    case "array_sort": {
      const lambda = bind(lambdas[0]!, [item, item]);
      if (lambda.body.dataType.kind !== "integer")
        throw millraceError("DATATYPE_MISMATCH.UNEXPECTED_RETURN_TYPE", {
          sqlExpr: `"${name}(${[...args.map((a) => a.pretty), lambdaText(lambda)].join(", ")})"`,
          functionName: "`lambdafunction`",
          expectedType: '"INT"',
          actualType: `"${sqlTypeText(lambda.body.dataType)}"`,
        });
      return build([lambda], listType);
    }
    case "transform": {
      const lambda = bind(lambdas[0]!, [item, index]);
      return build([lambda], array(lambda.body.dataType, lambda.body.nullable));
    }
    case "filter":
      return build([predicate(bind(lambdas[0]!, [item, index]))], listType);
    case "exists":
    case "forall": {
      const lambda = predicate(bind(lambdas[0]!, [item]));
      return { ...build([lambda], BOOLEAN), nullable: args[0]!.nullable || lambda.body.nullable };
    }
    case "zip_with": {
      if (args[1]?.dataType.kind !== "array") throw unexpectedType(name, args.map(argumentOf), 1, '"ARRAY"');
      const other = args[1].dataType;
      const lambda = bind(lambdas[0]!, [
        { ...item, nullable: true },
        { dataType: other.elementType, nullable: true },
      ]);
      return build([lambda], array(lambda.body.dataType));
    }
    default:
      return aggregate(name, lambdas, args, item, bind, build, resolver);
  }
}

/** `map_filter`, `transform_keys`, `transform_values` and `map_zip_with`: the lambda takes the key and the value, or both maps' values. */
function overMaps(
  name: string,
  args: readonly Expr[],
  lambda: WrittenLambda,
  bind: (lambda: WrittenLambda, types: readonly Binding[]) => Lambda,
  build: (bound: readonly Lambda[], dataType: DataType, rest?: readonly Expr[]) => HigherOrderCall,
  resolver: ExpressionResolver,
): HigherOrderCall {
  args.forEach((arg, i) => {
    if (arg.dataType.kind !== "map") throw unexpectedType(name, args.map(argumentOf), i, '"MAP"');
  });
  const type = args[0]!.dataType as MapType;
  const key: Binding = { dataType: type.keyType, nullable: false };
  const value: Binding = { dataType: type.valueType, nullable: type.valueContainsNull };
  switch (name) {
    case "map_filter":
      return build([predicate(bind(lambda, [key, value]))], type);
    case "transform_keys": {
      const bound = bind(lambda, [key, value]);
      if (bound.body.dataType.kind === "map")
        throw millraceError("DATATYPE_MISMATCH.INVALID_MAP_KEY_TYPE", {
          sqlExpr: `"${name}(${args.map((a) => a.pretty).join(", ")})"`,
          keyType: `"${sqlTypeText(bound.body.dataType)}"`,
        });
      return build([bound], map(bound.body.dataType, type.valueType, type.valueContainsNull));
    }
    case "transform_values": {
      const bound = bind(lambda, [key, value]);
      return build([bound], map(type.keyType, bound.body.dataType, bound.body.nullable));
    }
    default: {
      const other = args[1]!.dataType as MapType;
      const keyType = commonTypeWithoutText(type.keyType, other.keyType);
      if (keyType === undefined)
        throw millraceError("DATATYPE_MISMATCH.MAP_ZIP_WITH_DIFF_TYPES", {
          sqlExpr: `"${name}(${args.map((a) => a.pretty).join(", ")})"`,
          functionName: `\`${name}\``,
          leftType: `"${sqlTypeText(type.keyType)}"`,
          rightType: `"${sqlTypeText(other.keyType)}"`,
        });
      const bound = bind(lambda, [
        { dataType: keyType, nullable: false },
        { dataType: type.valueType, nullable: true },
        { dataType: other.valueType, nullable: true },
      ]);
      const cast = [
        castable(args[0]!, map(keyType, type.valueType, type.valueContainsNull), resolver.dialect),
        castable(args[1]!, map(keyType, other.valueType, other.valueContainsNull), resolver.dialect),
      ];
      return build([bound], map(keyType, bound.body.dataType, bound.body.nullable), cast);
    }
  }
}

interface Binding {
  readonly dataType: DataType;
  readonly nullable: boolean;
  readonly isIndex?: boolean;
}

/** What finishes an aggregation that names no other finish. */
function identityOf(accumulator: Binding): Lambda {
  const variable = freshVariable(accumulator.dataType, accumulator.nullable, "namedlambdavariable()");
  return { variables: [variable], body: variable };
}

function aggregate(
  name: string,
  lambdas: readonly WrittenLambda[],
  args: readonly Expr[],
  item: Binding,
  bind: (lambda: WrittenLambda, types: readonly Binding[]) => Lambda,
  build: (bound: readonly Lambda[], dataType: DataType, rest?: readonly Expr[]) => HigherOrderCall,
  resolver: ExpressionResolver,
): HigherOrderCall {
  const start = args[1]!;
  const accumulator: Binding = { dataType: start.dataType, nullable: true };
  const merge = bind(lambdas[0]!, [accumulator, item]);
  const finish = lambdas[1] === undefined ? identityOf(accumulator) : bind(lambdas[1], [accumulator]);
  if (!sameType(merge.body.dataType, start.dataType) && merge.body.dataType.kind !== "null")
    throw unexpectedType(
      name,
      [...args.map(argumentOf), { dataType: merge.body.dataType, nullable: true, sql: lambdaText(merge) }],
      2,
      `"${sqlTypeText(start.dataType)}"`,
    );
  const cast = castable(merge.body, start.dataType, resolver.dialect);
  return build([{ ...merge, body: cast }, finish], finish.body.dataType);
}

function bindLambda(
  lambda: WrittenLambda,
  bindings: readonly Binding[],
  scope: Scope,
  resolver: ExpressionResolver,
): Lambda {
  // A list's index is given only to those who ask for it; everything else must be taken.
  const needed = bindings.filter((binding) => binding.isIndex !== true);
  const names = lambda.arguments?.map((variable) => variable.nameParts[0]!);
  const given = names?.length ?? needed.length;
  if (given > bindings.length || given < needed.length)
    throw millraceError("INVALID_LAMBDA_FUNCTION_CALL.NUM_ARGS_MISMATCH", {
      expectedNumArgs: String(given),
      actualNumArgs: String(given > bindings.length ? needed.length : bindings.length),
    });
  const variables: LambdaVariable[] = (names === undefined ? needed : bindings.slice(0, given)).map((binding) =>
    freshVariable(binding.dataType, binding.nullable, `namedlambdavariable()`, binding.isIndex),
  );
  const inner: Scope = {
    ...scope,
    variables: [...(scope.variables ?? []), ...(names ?? []).map((name, i) => ({ name, variable: variables[i]! }))],
  };
  // The kernel binds a lambda in a lambda twice, so that its time doubles with each.
  if (inner.variables!.length > MOST_VARIABLES) throw millraceError("FAILED_TO_PARSE_TOO_COMPLEX");
  const body = resolver.resolve(lambda.function, inner);
  refuseInLambda(body, variables);
  return { variables, body };
}

/** What is computed over rows knows nothing of a list's elements. */
function refuseInLambda(body: Expr, variables: readonly LambdaVariable[]): void {
  if (someExpr(body, (e) => e.kind === "subquery"))
    throw millraceError("UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.HIGHER_ORDER_FUNCTION");
  const overRows = collect(body, (e) => e.kind === "aggregate" || e.kind === "windowCall");
  const stray = overRows.find((call) =>
    someExpr(call, (e) => e.kind === "variable" && variables.some((variable) => variable.id === e.id)),
  );
  if (stray !== undefined)
    throw millraceError("UNSUPPORTED_EXPR_FOR_OPERATOR", { operator: "lambda", invalidExprSqls: `"${stray.pretty}"` });
}

function predicate(lambda: Lambda): Lambda {
  if (lambda.body.dataType.kind === "null") return { ...lambda, body: { ...lambda.body, dataType: BOOLEAN } };
  if (lambda.body.dataType.kind !== "boolean") {
    throw millraceError("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", {
      sqlExpr: `"${lambda.body.pretty}"`,
      paramIndex: "second",
      requiredType: '"BOOLEAN"',
      inputSql: `"${lambda.body.pretty}"`,
      inputType: `"${lambda.body.dataType.kind}"`,
    });
  }
  return lambda;
}

const lambdaText = (lambda: Lambda): string =>
  `lambdafunction(${[lambda.body.pretty, ...lambda.variables.map((v) => v.pretty)].join(", ")})`;
