/** Unresolved expressions to resolved ones: names, types, implicit casts. */
import { isMillraceError, millraceError, placed, type ErrorPlace } from "../errors.ts";
import { resolveCall, type Restriction } from "./calls.ts";
import { asBoolean } from "./boolean-equality.ts";
import { castable } from "./casts.ts";
import { datePart } from "./date-part.ts";
import {
  unsupportedSyntax,
  wrongArity,
  type ScalarFunction,
  type Dialect,
  type FunctionDefinition,
} from "../functions/function.ts";
import { findFunction } from "../functions/registry.ts";
import { functionSuggestion } from "./function-suggestion.ts";
import { grouping, groupingId } from "../functions/grouping.ts";
import { isRandom, rowNumber } from "../functions/randoms.ts";
import {
  call as unresolvedCall,
  literal,
  type Expression,
  type Subquery,
  type UnresolvedExtractValue,
  type UnresolvedFunction,
} from "../plan/expression.ts";
import { parseExpression } from "../sql/query-parser.ts";
import { BOOLEAN, isNested, isString, LONG, NULL, sameType, STRING, type DataType } from "../types/data-type.ts";
import { parseDataType } from "../types/ddl-parser.ts";
import { nameParts, sqlTypeText } from "../types/ddl-text.ts";
import { positional } from "./named-arguments.ts";
import { structCall, updatedFields } from "./struct-calls.ts";
import { specialTime } from "./special-times.ts";
import { withoutStars } from "./stars.ts";
import { resolveTimeWindow } from "./time-windows.ts";
import { withinGroup } from "./within-group.ts";
import { isWindowOnly, resolveWindow, withoutOver } from "./window-functions.ts";
import { resolveSubquery } from "./subqueries.ts";
import type { UserFunction } from "../plan/user-function.ts";
import type { Catalog } from "./catalog.ts";
import type { Plan } from "./plan.ts";
import { resolveHigherOrder, isHigherOrder } from "./higher-order.ts";
import { constant } from "./constants.ts";
import { withWholeBound } from "./decimal-bounds.ts";
import { FILE_METADATA } from "./file-metadata.ts";
import { fieldOf, itemOf } from "./field-access.ts";
import { findAttribute, sameName, unresolvedColumn } from "./names.ts";
import { reference, someExpr, type Attribute, type Expr, type LambdaVariable, type ScalarCall } from "./expression.ts";

/** What names may stand for where an expression is. */
export interface Scope {
  readonly attributes: readonly Attribute[];
  /** Variables of the lambdas around, innermost last. */
  readonly variables?: readonly { readonly name: string; readonly variable: LambdaVariable }[];
}

/** Types whose names are functions too: `int(x)` is a cast that prints as its argument. */
const TYPE_FUNCTIONS: Readonly<Record<string, string>> = {
  boolean: "BOOLEAN",
  tinyint: "TINYINT",
  smallint: "SMALLINT",
  int: "INT",
  bigint: "BIGINT",
  float: "FLOAT",
  double: "DOUBLE",
  decimal: "DECIMAL(10,0)",
  date: "DATE",
  timestamp: "TIMESTAMP",
  binary: "BINARY",
  string: "STRING",
};

/** How deep expressions may stand in each other: it costs the kernel the square of it. */
const MAX_DEPTH = 300;
/** Chains of AND and OR cost it nothing; every struct is a type in a type. */
const COSTS: Readonly<Record<string, number>> = {
  and: 0,
  or: 0,
  struct: 4,
  named_struct: 4,
  // Each is a query of its own to the kernel, whose planning of such nests grows with the cube of their depth.
  upper: 3,
  ucase: 3,
  lower: 3,
  lcase: 3,
};

export class ExpressionResolver {
  readonly dialect: Dialect;

  readonly #catalog: Pick<Catalog, "userFunction" | "kernelFunction">;

  constructor(
    dialect: Dialect,
    catalog: Pick<Catalog, "userFunction" | "kernelFunction">,
    outer: readonly (readonly Attribute[])[] = [],
  ) {
    this.dialect = dialect;
    this.#catalog = catalog;
    this.outer = outer;
  }

  /** The plans of queries inside expressions, settled before the expressions are. */
  readonly subqueries: Map<Subquery, Plan> = new Map();
  /** The columns of the queries around this one, nearest first. */
  readonly outer: readonly (readonly Attribute[])[];
  readonly #parsed = new WeakMap<Expression, Expression>();
  #depth = 0;
  /** How many calls of chance there are so far. */
  #randoms = 0;

  /** SQL text becomes the expression it says, the same each time; everything else is itself. */
  parsed(expr: Expression): Expression {
    if (expr.kind !== "expressionString") return expr;
    let parsed = this.#parsed.get(expr);
    if (parsed === undefined)
      this.#parsed.set(
        expr,
        (parsed = parseExpression(expr.expression, {
          zone: this.dialect.zone,
          keepsEscapes: this.dialect.keepsEscapes === true,
        })),
      );
    return parsed;
  }

  resolve(unparsed: Expression, scope: Scope): Expr {
    const expr = this.parsed(unparsed);
    const step =
      expr.kind === "unresolvedFunction"
        ? Object.hasOwn(COSTS, expr.functionName)
          ? COSTS[expr.functionName]!
          : 1
        : 1;
    this.#depth += step;
    try {
      if (this.#depth > MAX_DEPTH) throw millraceError("FAILED_TO_PARSE_TOO_COMPLEX");
      return this.#resolved(expr, scope);
    } finally {
      this.#depth -= step;
    }
  }

  #resolved(expr: Expression, scope: Scope): Expr {
    switch (expr.kind) {
      case "literal":
        return constant(expr.dataType, expr.value, this.dialect.zone);
      case "unresolvedAttribute":
        return this.#attribute(expr.unparsedIdentifier, scope, expr.origin ?? {});
      case "unresolvedFunction":
        return this.#function(expr, scope, undefined);
      case "filteredAggregate":
        return this.#function(expr.function, scope, expr.condition);
      case "cast":
        return this.#cast(
          this.resolve(expr.expr, scope),
          expr.type ?? parseDataType(expr.typeStr ?? ""),
          expr.evalMode,
        );
      case "unresolvedExtractValue":
        return this.#extract(expr, scope);
      case "alias":
        return this.resolve(expr.expr, scope);
      case "namedArgumentExpression":
        return this.resolve(expr.value, scope);
      case "sortOrder":
        return this.resolve(expr.child, scope);
      case "commonInlineUserDefinedFunction":
        return this.#userFunction(expr.userFunction, expr.arguments, scope);
      case "updateFields":
        return updatedFields(expr, scope, this);
      case "subquery":
        return resolveSubquery(expr, scope, this);
      case "window":
        return resolveWindow(expr, scope, this);
      default:
        throw millraceError("UNSUPPORTED_EXPRESSION", { expression: expr.kind, reason: "it cannot stand here" });
    }
  }

  /** The name an unnamed column takes. */
  nameOf(resolved: Expr): string {
    if (resolved.kind === "field") return isPath(resolved) ? resolved.name : resolved.pretty;
    // A cast of a column keeps the column's name, also where nothing is to be cast.
    if (resolved.kind === "attribute" && /^(TRY_)?CAST\(.* AS .*\)$/.test(resolved.pretty))
      return resolved.attribute.name;
    if (resolved.kind === "cast" && (resolved.child.kind === "attribute" || resolved.child.kind === "field"))
      return this.nameOf(resolved.child);
    return resolved.pretty;
  }

  #attribute(name: string, scope: Scope, place: ErrorPlace): Expr {
    const [leading, ...fields] = scope.variables === undefined ? [] : nameParts(name);
    const variable = scope.variables?.findLast((v) => sameName(v.name, leading!));
    if (variable !== undefined)
      return fields.reduce<Expr>((base, fieldName) => fieldOf(this.dialect, base, fieldName), variable.variable);
    let found = findAttribute(scope.attributes, name, place);
    for (const around of this.outer) found ??= findAttribute(around, name, place);
    if (found === undefined) {
      const [first, ...rest] = nameParts(name);
      if (/^(session_)?user$/i.test(name)) return this.resolve(unresolvedCall("current_user", []), scope);
      if (first?.toLowerCase() !== "_metadata") throw unresolvedColumn(scope.attributes, name, place);
      const file: Expr = {
        kind: "inputFile",
        column: "metadata",
        dataType: FILE_METADATA,
        nullable: false,
        pretty: "_metadata",
      };
      return rest.reduce<Expr>((base, fieldName) => fieldOf(this.dialect, base, fieldName), file);
    }
    return found.rest.reduce<Expr>(
      (base, fieldName) => fieldOf(this.dialect, base, fieldName),
      reference(found.attribute, found.written),
    );
  }

  #extract(expr: UnresolvedExtractValue, scope: Scope): Expr {
    const child = this.resolve(expr.child, scope);
    const extraction = this.resolve(expr.extraction, scope);
    const isField =
      child.dataType.kind === "struct" ||
      (child.dataType.kind === "array" && child.dataType.elementType.kind === "struct") ||
      (expr.extraction.kind === "literal" && child.dataType.kind !== "map" && child.dataType.kind !== "array");
    if (
      isField &&
      extraction.kind === "literal" &&
      typeof extraction.value === "string" &&
      isString(extraction.dataType)
    )
      return fieldOf(this.dialect, child, extraction.value);
    return itemOf(this.dialect, child, extraction, `${child.pretty}[${extraction.pretty}]`);
  }

  #cast(child: Expr, type: DataType, mode: "legacy" | "ansi" | "try" | undefined): Expr {
    const target = type.kind === "char" || type.kind === "varchar" ? STRING : type;
    const pretty = isNested(target)
      ? child.pretty
      : `${mode === "try" ? "TRY_CAST" : "CAST"}(${child.pretty} AS ${sqlTypeText(target)})`;
    const special = specialTime(child, target, this.dialect);
    if (special !== undefined) return { ...special, pretty };
    const full = castable(child, target, this.dialect, mode ?? (this.dialect.ansi ? "ansi" : "legacy"), pretty);
    return sameType(child.dataType, target) ? { ...child, pretty } : full;
  }

  #function(expr: UnresolvedFunction, scope: Scope, filter: Expression | undefined): Expr {
    const name = expr.functionName.toLowerCase();
    const place: ErrorPlace = expr.origin ?? {};
    const written = expr.arguments.map((a) => this.parsed(a));
    if (isHigherOrder(name, written)) return resolveHigherOrder(name, written, scope, this);
    if (written.some((a) => a.kind === "lambdaFunction")) throw this.#lambdaMisplaced(expr, written, scope);
    const windowCall = placed(place, () => resolveTimeWindow(name, expr, scope, this));
    if (windowCall !== undefined) return windowCall;
    if (name === "input_file_name")
      return { kind: "inputFile", column: "uri", dataType: STRING, nullable: false, pretty: "input_file_name()" };
    if (name === "date_part" || name === "datepart" || name === "extract") return datePart(expr, scope, this);
    if (isWindowOnly(name)) throw placed(place, () => withoutOver(name, this.argumentsOf(name, expr.arguments, scope)));
    if (name === "cast") throw wrongArity(name, "0", written.length);
    const castType = Object.hasOwn(TYPE_FUNCTIONS, name) ? TYPE_FUNCTIONS[name] : undefined;
    if (castType !== undefined) {
      if (expr.arguments.length !== 1) throw wrongArity(name, "1", expr.arguments.length);
      const child = this.resolve(expr.arguments[0]!, scope);
      return { ...this.#cast(child, parseDataType(castType), undefined), pretty: child.pretty };
    }
    const found = findFunction(name);
    const definition = (found?.kind === "scalar" && this.dialect.lastKeyWins ? found.withLastKey : undefined) ?? found;
    const registered = this.#catalog.userFunction(name);
    if (registered !== undefined) return this.#userFunction(registered, expr.arguments, scope);
    if (definition === undefined) {
      throw millraceError(
        "UNRESOLVED_ROUTINE",
        {
          routineName: `\`${expr.functionName}\``,
          searchPath: "[`system`.`builtin`, `system`.`session`, `spark_catalog`.`default`]",
          suggestion: functionSuggestion(name),
        },
        place,
      );
    }
    const given = placed(place, () => positional(name, expr.arguments));
    const args = this.argumentsOf(name, given, scope, expr.isDistinct);
    if (isRandom(name)) {
      const ordinal = constant(LONG, BigInt(this.#randoms++));
      return placed(place, () => this.#call(definition, [...args, ordinal, this.#call(rowNumber, [])]));
    }
    const equality = asBoolean(name, args, this.dialect);
    if (equality !== undefined) return equality;
    const bounded = withWholeBound(name, args);
    if (bounded !== undefined)
      return "kind" in bounded ? bounded : placed(place, () => this.#call(definition, bounded));
    if (name === "struct") return structCall(expr, args, scope, this);
    return placed(place, () => {
      const restriction = { isDistinct: expr.isDistinct, filter: filter && this.resolve(filter, scope) };
      const ordered = withinGroup(definition, expr, args, scope, this);
      return this.#call(
        ordered.definition,
        expr.ignoreNulls === true ? withoutNulls(definition, args) : ordered.args,
        restriction,
      );
    });
  }

  /** A lambda for a function that takes none: first there must be such a function, with so many arguments. */
  #lambdaMisplaced(expr: UnresolvedFunction, written: readonly Expression[], scope: Scope): Error {
    const args = written.map((arg) => (arg.kind === "lambdaFunction" ? literal(NULL, null) : arg));
    try {
      this.#function({ ...expr, arguments: args }, scope, undefined);
    } catch (error) {
      if (isMillraceError(error) && /^(UNRESOLVED_ROUTINE|WRONG_NUM_ARGS)/.test(error.condition)) return error;
    }
    return millraceError(
      "INVALID_LAMBDA_FUNCTION_CALL.NON_HIGHER_ORDER_FUNCTION",
      { functionName: `\`${expr.functionName.toLowerCase()}\`` },
      expr.origin ?? {},
    );
  }

  /** A call's arguments, stars spread out; `count(*)` counts rows, which takes none. */
  argumentsOf(name: string, args: readonly Expression[], scope: Scope, isDistinct = false): Expr[] {
    if (name === "count" && args.length === 0)
      throw millraceError("WRONG_NUM_ARGS.WITH_SUGGESTION", {
        functionName: "`count`",
        expectedNum: " >= 1",
        actualNum: "0",
        legacyNum: "0",
        legacyConfKey: '"spark.sql.legacy.allowParameterlessCount"',
        legacyConfValue: '"true"',
      });
    const written = args.map((arg) => this.parsed(arg));
    return withoutStars(name, written, scope, isDistinct).map((arg) => this.resolve(arg, scope));
  }

  #call(definition: FunctionDefinition, args: readonly Expr[], restriction: Restriction = {}): Expr {
    return resolveCall(definition, args, this.dialect, restriction);
  }

  #userFunction(definition: UserFunction, given: readonly Expression[], scope: Scope): Expr {
    const args = this.argumentsOf(definition.name, given, scope);
    const kernelName = this.#catalog.kernelFunction(
      definition,
      args.map((arg) => arg.dataType),
    );
    const scalar: ScalarFunction = {
      kind: "scalar",
      name: definition.name,
      type: () => ({ params: args.map(() => undefined), result: definition.outputType, nullable: true }),
      duckdb: (values) => `${kernelName}(${values.join(", ")})`,
    };
    return this.#call(scalar, args);
  }
}

/** IGNORE NULLS, where a function has a say in it: the collecting ones leave NULL out anyway. */
export function withoutNulls(definition: FunctionDefinition, args: readonly Expr[]): readonly Expr[] {
  if (["first", "first_value", "last", "last_value", "any_value"].includes(definition.name))
    return [...args, constant(BOOLEAN, true)];
  if (["collect_list", "array_agg", "collect_set"].includes(definition.name)) return args;
  throw unsupportedSyntax(definition.name, "IGNORE NULLS");
}

/** A column, or a field reached from one by names alone. */
function isPath(expr: Expr): boolean {
  return expr.kind === "attribute" || expr.kind === "inputFile" || (expr.kind === "field" && isPath(expr.child));
}

/** A predicate must be a boolean. */
export function asCondition(expr: Expr): Expr {
  if (expr.dataType.kind === "boolean") return expr;
  throw millraceError("DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN", {
    sqlExpr: `"${expr.pretty}"`,
    filter: `"${expr.pretty}"`,
    type: `"${sqlTypeText(expr.dataType)}"`,
  });
}

/** `grouping(x)` is settled where the grouping sets are, as aggregates are. */
export const hasAggregate = (expr: Expr): boolean => someExpr(expr, (e) => e.kind === "aggregate" || isGroupingCall(e));
export const isGroupingCall = (expr: Expr): expr is ScalarCall =>
  expr.kind === "call" && (expr.function === grouping || expr.function === groupingId);
