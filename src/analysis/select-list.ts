/** Select lists: stars become columns, everything has a name, generators and aggregates change what is selected from. */
import { isMillraceError, millraceError } from "../errors.ts";
import { attribute as columnNamed, call, type Expression, type UnresolvedFunction } from "../plan/expression.ts";
import { isNumeric } from "../types/data-type.ts";
import { aggregate, type Grouping, type Shown } from "./aggregation.ts";
import { namedAs, newAttribute } from "./attributes.ts";
import { hasAggregate, type ExpressionResolver } from "./expression-resolver.ts";
import { starColumns } from "./stars.ts";
import { collect, reference, replaceAttributes, type Attribute, type Expr, type Named } from "./expression.ts";
import { generateNode, hasGenerator } from "./generators.ts";
import { nameParts, quoteName } from "../types/ddl-text.ts";
import { isVisible } from "./hidden-columns.ts";
import { sameName, unresolvedColumn } from "./names.ts";
import type { Plan } from "./plan.ts";
import { prepare } from "./rewrites.ts";

/** An item of a select list; several names where a generator's columns are named. */
export type ShownItem = Shown & { readonly names?: readonly string[] };

/** A select list over `input`: columns, aggregates of the whole, or a generator's columns. */
export function select(input: Plan, list: readonly Expression[], expressions: ExpressionResolver): Plan {
  return selectShown(input, shownItems(list, input.output, expressions));
}

/** Resolved items over `input`: one row if they hold aggregates, one per input row else, generators giving several of each. */
export function selectShown(input: Plan, shown: readonly ShownItem[]): Plan {
  if (shown.some((s) => hasAggregate(s.expr))) return aggregateItems(input, { groupType: "groupby", keys: [] }, shown);
  return shown.some((s) => hasGenerator(s.expr)) ? generate(input, shown) : project(input, shown);
}

/** What groups show; a generator spreads each group's result, its arguments being computed with the group. */
export function aggregateItems(input: Plan, grouping: Grouping, shown: readonly ShownItem[], having?: Expr): Plan {
  if (!shown.some((s) => hasGenerator(s.expr))) return aggregate(input, grouping, shown, having);
  const parts = shown.map(({ name, expr }): readonly Shown[] =>
    expr.kind === "generator" ? expr.args.map((arg) => ({ name: arg.pretty, expr: arg })) : [{ name, expr }],
  );
  const groups = aggregate(input, grouping, parts.flat(), having);
  const columns = groups.output.map((attribute) => reference(attribute));
  let at = 0;
  const items = shown.map((item, i): ShownItem => {
    const own = columns.slice(at, (at += parts[i]!.length));
    return { ...item, expr: item.expr.kind === "generator" ? { ...item.expr, args: own } : own[0]! };
  });
  return generate(groups, items);
}

/** The input's rows, each as often as the generators among the items say; several multiply. */
function generate(input: Plan, shown: readonly ShownItem[]): Plan {
  const ready = prepare(
    input,
    shown.map((s) => s.expr),
  );
  let plan = ready.input;
  const list: Shown[] = [];
  shown.forEach((item, i) => {
    const expr = ready.exprs[i]!;
    if (expr.kind !== "generator") {
      list.push({ name: item.name, expr });
      return;
    }
    const generated = generateNode(plan, expr, item.names ?? []);
    plan = generated;
    list.push(...generated.columns.map((column) => ({ name: column.name, expr: reference(column) })));
  });
  return project(plan, list);
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

const MOST_PARTS = 5000;

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
    const whole = replaceAttributes(overAliases, new Map(aliases.map((a) => [a.attribute.id, a.item.expr])));
    // Aliases of aliases may double with every step.
    if (collect(whole, (e): e is Expr => e !== undefined).length > MOST_PARTS)
      throw millraceError("FAILED_TO_PARSE_TOO_COMPLEX");
    return whole;
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
  if (expr.kind === "unresolvedFunction" && expr.isInternal && expr.arguments[0]?.kind === "unresolvedStar")
    return ofEachNumeric(expr, scope, expressions);
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

/** The aggregate over each numeric column: what `sum()` without names stands for. */
function ofEachNumeric(
  written: UnresolvedFunction,
  scope: readonly Attribute[],
  expressions: ExpressionResolver,
): readonly ShownItem[] {
  const numeric = scope.filter((a) => isNumeric(a.dataType));
  return numeric.map((a) => {
    const column = columnNamed(quoteName(a.name));
    const made = expressions.resolve(call(written.functionName, [column]), { attributes: scope });
    return { name: expressions.nameOf(made), expr: made };
  });
}

/** `*`, or the fields of a struct. */
function star(target: string | undefined, scope: readonly Attribute[], expressions: ExpressionResolver): ShownItem[] {
  const columns = starColumns(scope, target);
  if (columns.length > 0 || target === undefined) return columns.map((a) => ({ name: a.name, expr: reference(a) }));
  const written = target.replace(/\.\*$/, "");
  const base = starBase(written, scope, expressions);
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

/** The struct whose fields a star stands for. */
function starBase(written: string, scope: readonly Attribute[], expressions: ExpressionResolver): Expr {
  try {
    return expressions.resolve({ kind: "unresolvedAttribute", unparsedIdentifier: written }, { attributes: scope });
  } catch (error) {
    if (!isMillraceError(error) || !error.condition.startsWith("UNRESOLVED_COLUMN")) throw error;
    throw millraceError("CANNOT_RESOLVE_STAR_EXPAND", {
      targetString: `\`${written}\``,
      columns: scope
        .filter(isVisible)
        .map((a) => `\`${a.name}\``)
        .join(", "),
    });
  }
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
      if (name === expr.attribute.name) return { expr, attribute: expr.attribute };
      // Another name is no name of the frame that the column came from.
      const { qualifier: _, ...plain } = expr.attribute;
      return { expr, attribute: { ...plain, name } };
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
