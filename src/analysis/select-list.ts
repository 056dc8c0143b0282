/** Select lists: stars become columns, everything has a name, generators and aggregates change what is selected from. */
import { isMillraceError, millraceError } from "../errors.ts";
import type { Expression } from "../plan/expression.ts";
import type { LateralView } from "../plan/relation.ts";
import { aggregate, type Shown } from "./aggregation.ts";
import { namedAs, newAttribute } from "./attributes.ts";
import { hasAggregate, starColumns, type ExpressionResolver } from "./expression-resolver.ts";
import {
  collect,
  reference,
  replaceAttributes,
  type Attribute,
  type Expr,
  type GeneratorCall,
  type Named,
} from "./expression.ts";
import { nameParts } from "../types/ddl-text.ts";
import { sameName, unresolvedColumn } from "./names.ts";
import type { Plan } from "./plan.ts";
import { prepare } from "./rewrites.ts";

/** An item of a select list; several names where a generator's columns are named. */
export type ShownItem = Shown & { readonly names?: readonly string[] };

/** A select list over `input`: columns, aggregates of the whole, or a generator's columns. */
export function select(input: Plan, list: readonly Expression[], expressions: ExpressionResolver): Plan {
  const shown = shownItems(list, input.output, expressions);
  if (shown.some((s) => hasAggregate(s.expr))) return aggregate(input, { groupType: "groupby", keys: [] }, shown);
  const generators = shown.flatMap((s) => collect(s.expr, (e): e is GeneratorCall => e.kind === "generator"));
  if (generators.length > 0) return generate(input, shown, generators);
  return project(input, shown);
}

/** Stars become columns; everything has a name. */
export function shownItems(
  list: readonly Expression[],
  scope: readonly Attribute[],
  expressions: ExpressionResolver,
): readonly ShownItem[] {
  const done: ShownItem[] = [];
  for (const each of list) done.push(...itemsOf(each, scope, expressions, done));
  return done;
}

/** An item may use the names of those before it, where the input has no such column. */
function resolved(
  expr: Expression,
  scope: readonly Attribute[],
  expressions: ExpressionResolver,
  before: readonly ShownItem[],
): Expr {
  try {
    return expressions.resolve(expr, { attributes: scope });
  } catch (error) {
    if (before.length === 0 || !isMillraceError(error) || !error.condition.startsWith("UNRESOLVED_COLUMN")) throw error;
    const aliases = before
      .filter((item) => !scope.some((a) => sameName(a.name, item.name)))
      .map((item) => ({ item, attribute: newAttribute(item.name, item.expr.dataType, item.expr.nullable) }));
    if (aliases.length === 0) throw error;
    const overAliases = expressions.resolve(expr, { attributes: [...scope, ...aliases.map((a) => a.attribute)] });
    return replaceAttributes(overAliases, new Map(aliases.map((a) => [a.attribute.id, a.item.expr])));
  }
}

function itemsOf(
  each: Expression,
  scope: readonly Attribute[],
  expressions: ExpressionResolver,
  before: readonly ShownItem[],
): readonly ShownItem[] {
  const expr = expressions.parsed(each);
  if (expr.kind === "unresolvedStar") return star(expr.unparsedTarget, scope, expressions);
  if (expr.kind === "starExcept") {
    const columns = star(expr.unparsedTarget, scope, expressions);
    const left = expr.names.map((name) => nameParts(name).at(-1)!);
    const missing = left.find((name) => !columns.some((column) => sameName(column.name, name)));
    if (missing !== undefined) throw unresolvedColumn(scope, missing);
    return columns.filter((column) => !left.some((name) => sameName(column.name, name)));
  }
  if (expr.kind === "alias")
    return [{ name: expr.name[0]!, names: expr.name, expr: resolved(expr.expr, scope, expressions, before) }];
  const made = resolved(expr, scope, expressions, before);
  return [{ name: expressions.nameOf(made), expr: made }];
}

/** `*`, or the fields of a struct. */
function star(target: string | undefined, scope: readonly Attribute[], expressions: ExpressionResolver): ShownItem[] {
  const columns = starColumns(scope, target);
  if (columns.length > 0 || target === undefined) return columns.map((a) => ({ name: a.name, expr: reference(a) }));
  const base = expressions.resolve(
    { kind: "unresolvedAttribute", unparsedIdentifier: target.replace(/\.\*$/, "") },
    { attributes: scope },
  );
  if (base.dataType.kind !== "struct") throw unresolvedColumn(scope, target);
  return base.dataType.fields.map((f, index) => ({
    name: f.name,
    expr: {
      kind: "field",
      child: base,
      index,
      name: f.name,
      dataType: f.dataType,
      nullable: base.nullable || f.nullable,
      pretty: f.name,
    },
  }));
}

function generate(input: Plan, shown: readonly ShownItem[], generators: readonly GeneratorCall[]): Plan {
  const ready = prepare(
    input,
    shown.map((s) => s.expr),
  );
  let plan = ready.input;
  const list: Shown[] = [];
  shown.forEach((item, i) => {
    const expr = ready.exprs[i]!;
    if (expr.kind !== "generator") {
      if (generators.some((g) => collect(expr, (e): e is GeneratorCall => e === g).length > 0))
        throw millraceError("UNSUPPORTED_GENERATOR", { expression: `"${expr.pretty}"` });
      list.push({ name: item.name, expr });
      return;
    }
    const names =
      item.names !== undefined && item.names.length === expr.fields.length
        ? item.names
        : expr.fields.map((f) => f.name);
    const columns = expr.fields.map((f, column) => newAttribute(names[column]!, f.dataType, f.nullable));
    plan = {
      kind: "generate",
      input: plan,
      generator: expr,
      outer: expr.function.outer,
      columns,
      output: [...plan.output, ...columns],
      isStreaming: plan.isStreaming,
    };
    list.push(...columns.map((column) => ({ name: column.name, expr: reference(column) })));
  });
  return project(plan, list);
}

export function lateralView(relation: LateralView, input: Plan, expressions: ExpressionResolver): Plan {
  const generator = expressions.resolve(relation.generator, { attributes: input.output });
  if (generator.kind !== "generator")
    throw millraceError("UNSUPPORTED_GENERATOR", { expression: `"${generator.pretty}"` });
  const columns = generator.fields.map((f, i) =>
    newAttribute(
      relation.columnAliases[i] ?? f.name,
      f.dataType,
      f.nullable,
      relation.tableAlias === "" ? {} : { qualifier: relation.tableAlias },
    ),
  );
  return {
    kind: "generate",
    input,
    generator,
    outer: relation.outer || generator.function.outer,
    columns,
    output: [...input.output, ...columns],
    isStreaming: input.isStreaming,
  };
}

/** The named expressions over what they need; columns that are only passed on keep their identity. */
export function project(input: Plan, shown: readonly Shown[], keep?: readonly Attribute[]): Plan {
  const ready = prepare(
    input,
    shown.map((s) => s.expr),
  );
  const used = new Set<number>();
  const list = ready.exprs.map((expr, i): Named => {
    const name = shown[i]!.name;
    if (expr.kind === "attribute" && !used.has(expr.attribute.id)) {
      used.add(expr.attribute.id);
      return { expr, attribute: { ...expr.attribute, name } };
    }
    return namedAs(expr, name);
  });
  return {
    kind: "project",
    input: ready.input,
    list,
    output: keep ?? list.map((named) => named.attribute),
    isStreaming: input.isStreaming,
  };
}
