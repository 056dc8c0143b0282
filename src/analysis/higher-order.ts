/** Functions that take lambdas: the array's elements give the variables their types. */
import { millraceError } from "../errors.ts";
import { unexpectedType, wrongArity } from "../functions/function.ts";
import type { LambdaFunction, UnresolvedFunction } from "../plan/expression.ts";
import { array, BOOLEAN, INT, type ArrayType, type DataType } from "../types/data-type.ts";
import { castable } from "./casts.ts";
import { argumentOf, freshVariable, type ExpressionResolver, type Scope } from "./expression-resolver.ts";
import type { Expr, HigherOrderCall, Lambda, LambdaVariable } from "./expression.ts";

const ALIASES: Record<string, string> = { reduce: "aggregate", any_match: "exists" };
const NAMES = new Set(["transform", "filter", "exists", "forall", "aggregate", "reduce", "zip_with"]);

export const isHigherOrder = (name: string): boolean => NAMES.has(name);

export function resolveHigherOrder(
  written: string,
  call: UnresolvedFunction,
  scope: Scope,
  resolver: ExpressionResolver,
): HigherOrderCall {
  const name = ALIASES[written] ?? written;
  const lambdas = call.arguments
    .map((a) => resolver.parsed(a))
    .filter((a): a is LambdaFunction => a.kind === "lambdaFunction");
  const args = call.arguments
    .filter((a) => resolver.parsed(a).kind !== "lambdaFunction")
    .map((a) => resolver.resolve(a, scope));
  const listType = args[0]?.dataType;
  if (listType?.kind !== "array")
    throw args[0] ? unexpectedType(name, args.map(argumentOf), 0, '"ARRAY"') : wrongArity(name, "2", 0);
  const bind = (lambda: LambdaFunction, types: readonly Binding[]): Lambda =>
    bindLambda(lambda, types, scope, resolver);
  const item: Binding = { dataType: listType.elementType, nullable: listType.containsNull };
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
  switch (name) {
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
      const other = args[1]?.dataType as ArrayType;
      const lambda = bind(lambdas[0]!, [
        { ...item, nullable: true },
        { dataType: other.elementType, nullable: true },
      ]);
      return build([lambda], array(lambda.body.dataType));
    }
    default:
      return aggregate(lambdas, args, item, bind, build, resolver);
  }
}

interface Binding {
  readonly dataType: DataType;
  readonly nullable: boolean;
  readonly isIndex?: boolean;
}

function aggregate(
  lambdas: readonly LambdaFunction[],
  args: readonly Expr[],
  item: Binding,
  bind: (lambda: LambdaFunction, types: readonly Binding[]) => Lambda,
  build: (bound: readonly Lambda[], dataType: DataType, rest?: readonly Expr[]) => HigherOrderCall,
  resolver: ExpressionResolver,
): HigherOrderCall {
  const start = args[1];
  if (start === undefined) throw wrongArity("aggregate", "[3, 4]", args.length + lambdas.length);
  const accumulator: Binding = { dataType: start.dataType, nullable: true };
  const merge = bind(lambdas[0]!, [accumulator, item]);
  const cast = castable(merge.body, start.dataType, resolver.dialect);
  const finish = lambdas[1] === undefined ? undefined : bind(lambdas[1], [accumulator]);
  return build([{ ...merge, body: cast }, ...(finish ? [finish] : [])], finish?.body.dataType ?? start.dataType);
}

function bindLambda(
  lambda: LambdaFunction,
  bindings: readonly Binding[],
  scope: Scope,
  resolver: ExpressionResolver,
): Lambda {
  if (lambda.arguments.length > bindings.length) {
    throw millraceError("INVALID_PARAMETER_VALUE", {
      parameter: "`lambda`",
      functionName: "`lambda`",
      reason: `it takes ${lambda.arguments.length} variables but only ${bindings.length} are given`,
    });
  }
  const variables: LambdaVariable[] = lambda.arguments.map((variable, i) =>
    freshVariable(bindings[i]!.dataType, bindings[i]!.nullable, `namedlambdavariable()`, bindings[i]!.isIndex),
  );
  const inner: Scope = {
    ...scope,
    variables: [
      ...(scope.variables ?? []),
      ...variables.map((variable, i) => ({ name: lambda.arguments[i]!.nameParts[0]!, variable })),
    ],
  };
  return { variables, body: resolver.resolve(lambda.function, inner) };
}

function predicate(lambda: Lambda): Lambda {
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
