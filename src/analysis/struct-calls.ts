/** Structs: `struct(...)`, and one made anew with a field set or left out. */
import { unexpectedType } from "../functions/function.ts";
import { structFunction } from "../functions/structs.ts";
import type { Expression, UnresolvedFunction, UpdateFields } from "../plan/expression.ts";
import { nameParts } from "../types/ddl-text.ts";
import { resolveCall } from "./calls.ts";
import { argumentOf } from "./constants.ts";
import type { Expr } from "./expression.ts";
import type { ExpressionResolver, Scope } from "./expression-resolver.ts";
import { fieldOf } from "./field-access.ts";
import { sameName } from "./names.ts";
import { starColumns } from "./stars.ts";

/** Spark prints an alias inside, where it prints none elsewhere. */
export function structCall(
  expr: UnresolvedFunction,
  args: readonly Expr[],
  scope: Scope,
  resolver: ExpressionResolver,
): Expr {
  const names = fieldNames(expr, args, scope, resolver);
  const made = resolveCall(structFunction(names), args, resolver.dialect);
  const written = expr.arguments.map((each) => resolver.parsed(each));
  if (written.length !== args.length || !written.some((each) => each.kind === "alias")) return made;
  const shown = args.map((arg, i) => (written[i]!.kind === "alias" ? `${arg.pretty} AS ${names[i]}` : arg.pretty));
  return { ...made, pretty: `struct(${shown.join(", ")})` };
}

/** Fields are named after the arguments: aliases, columns, else by number. */
function fieldNames(
  expr: UnresolvedFunction,
  args: readonly Expr[],
  scope: Scope,
  resolver: ExpressionResolver,
): readonly string[] {
  const written = expr.arguments.flatMap((each): readonly Expression[] => {
    const arg = resolver.parsed(each);
    return arg.kind === "unresolvedStar" ? starColumns(scope.attributes, arg.unparsedTarget).map(() => arg) : [arg];
  });
  return args.map((arg, i) => {
    const source = written[i];
    if (source?.kind === "alias") return source.name[0]!;
    if (arg.kind === "variable" && source?.kind === "unresolvedAttribute")
      return nameParts(source.unparsedIdentifier).at(-1)!;
    return arg.kind === "attribute" || arg.kind === "field" ? resolver.nameOf(arg) : `col${i + 1}`;
  });
}

/** `Column.withField` and `dropFields`. */
export function updatedFields(expr: UpdateFields, scope: Scope, resolver: ExpressionResolver): Expr {
  const base = resolver.resolve(expr.structExpression, scope);
  const type = base.dataType;
  if (type.kind !== "struct") throw unexpectedType("update_fields", [argumentOf(base)], 0, '"STRUCT"');
  const value = expr.valueExpression && resolver.resolve(expr.valueExpression, scope);
  const isField = (f: { readonly name: string }): boolean => sameName(f.name, expr.fieldName);
  const kept = type.fields.flatMap((f) => {
    if (isField(f)) return value === undefined ? [] : [{ name: f.name, expr: value }];
    return [{ name: f.name, expr: fieldOf(resolver.dialect, base, f.name) }];
  });
  if (value !== undefined && !type.fields.some(isField)) kept.push({ name: expr.fieldName, expr: value });
  const call = resolveCall(
    structFunction(kept.map((f) => f.name)),
    kept.map((f) => f.expr),
    resolver.dialect,
  );
  return { ...call, pretty: `update_fields(${base.pretty})` };
}
