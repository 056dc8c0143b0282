/** Unresolved relations to resolved ones. One method per kind of relation; names and types are settled on the way up. */
import { millraceError } from "../errors.ts";
import type { Expression } from "../plan/expression.ts";
import * as unresolved from "../plan/relation.ts";
import { parseQuery } from "../sql/query-parser.ts";
import { parseSchema } from "../types/ddl-parser.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { intervalMicros, parseInterval } from "../types/interval-text.ts";
import { aggregate, type Shown } from "./aggregation.ts";
import { attributesOf, namedAs, newAttribute, passed } from "./attributes.ts";
import type { AnalysisSettings, Catalog } from "./catalog.ts";
import { asCondition, ExpressionResolver, hasAggregate, starColumns } from "./expression-resolver.ts";
import {
  collect,
  reference,
  rewrite,
  type Attribute,
  type Expr,
  type GeneratorCall,
  type Named,
} from "./expression.ts";
import { resolveJoin } from "./joins.ts";
import { findAttribute, nameParts, sameName, unresolvedColumn } from "./names.ts";
import type { Plan, ReadRequest } from "./plan.ts";
import { prepare } from "./rewrites.ts";
import { resolveSetOperation } from "./set-operations.ts";

export async function resolvePlan(
  relation: unresolved.Relation,
  catalog: Catalog,
  settings: AnalysisSettings,
): Promise<Plan> {
  return new RelationResolver(catalog, settings).resolve(relation);
}

export class RelationResolver {
  readonly #catalog: Catalog;
  readonly expressions: ExpressionResolver;

  constructor(catalog: Catalog, settings: AnalysisSettings) {
    this.#catalog = catalog;
    this.expressions = new ExpressionResolver(settings);
  }

  async resolve(relation: unresolved.Relation): Promise<Plan> {
    switch (relation.kind) {
      case "read":
        return this.#read(relation);
      case "sql":
        return this.resolve(
          parseQuery(relation.query, {
            zone: this.expressions.dialect.zone,
            namedArguments: relation.namedArguments,
            posArguments: relation.posArguments,
          }),
        );
      case "localRelation":
        return this.#local(relation);
      case "cachedRemoteRelation":
        return this.#cached(relation);
      case "range": {
        const attribute = newAttribute("id", { kind: "long" }, false);
        return {
          kind: "range",
          start: relation.start ?? 0n,
          end: relation.end,
          step: relation.step,
          output: [attribute],
          isStreaming: false,
        };
      }
      case "project":
        return this.#project(relation);
      case "join":
        return resolveJoin(
          relation,
          await this.resolve(relation.left),
          await this.resolve(relation.right),
          this.expressions,
        );
      case "setOp":
        return resolveSetOperation(
          relation,
          await this.resolve(relation.leftInput),
          await this.resolve(relation.rightInput),
          this.expressions.dialect,
        );
      case "selectGroups":
        return this.#selectGroups(relation, await this.resolve(relation.input));
      default:
        return this.#unary(relation, await this.resolve(relation.input));
    }
  }

  #unary(
    relation: Exclude<
      unresolved.Relation,
      | unresolved.Read
      | unresolved.SQL
      | unresolved.LocalRelation
      | unresolved.CachedRemoteRelation
      | unresolved.Range
      | unresolved.Project
      | unresolved.Join
      | unresolved.SetOperation
      | unresolved.SelectGroups
    >,
    input: Plan,
  ): Plan {
    switch (relation.kind) {
      case "filter":
        return this.#filter(relation.condition, input);
      case "aggregate":
        return this.#aggregate(relation, input);
      case "withColumns":
        return this.#withColumns(relation, input);
      case "drop":
        return this.#drop(relation, input);
      case "withColumnsRenamed":
        return rename(input, (name) =>
          relation.renames.reduce((now, r) => (sameName(now, r.colName) ? r.newColName : now), name),
        );
      case "toDf":
        return this.#toDf(relation, input);
      case "subqueryAlias":
        return {
          kind: "aliased",
          input,
          output: input.output.map((a) => ({ ...a, qualifier: relation.alias })),
          isStreaming: input.isStreaming,
        };
      case "withWatermark":
        return this.#watermark(relation, input);
      case "deduplicate":
        return this.#deduplicate(relation, input);
      case "sort":
        return this.#sort(relation, input);
      case "limit":
        return {
          kind: "limit",
          input,
          limit: nonNegative("limit", relation.limit),
          offset: 0,
          output: input.output,
          isStreaming: input.isStreaming,
        };
      case "offset":
        return {
          kind: "limit",
          input,
          limit: Number.POSITIVE_INFINITY,
          offset: nonNegative("offset", relation.offset),
          output: input.output,
          isStreaming: input.isStreaming,
        };
      case "sample":
        return {
          kind: "sample",
          input,
          fraction: relation.upperBound - relation.lowerBound,
          seed: relation.seed ?? 42n,
          output: input.output,
          isStreaming: input.isStreaming,
        };
      case "lateralView":
        return this.#lateralView(relation, input);
      case "repartition":
      case "hint":
        return input;
      default:
        throw millraceError("UNSUPPORTED_EXPRESSION", {
          expression: relation.kind,
          reason: "this operation is not supported yet",
        });
    }
  }

  async #read(relation: unresolved.Read): Promise<Plan> {
    if (relation.dataSource !== undefined)
      return scan(await this.#catalog.source(relation.dataSource, relation.isStreaming), relation.isStreaming);
    const name = relation.namedTable?.unparsedIdentifier ?? "";
    const parts = nameParts(name);
    const view = parts.length === 1 ? this.#catalog.view(parts[0]!) : undefined;
    if (view !== undefined) {
      const plan = await this.resolve(view);
      return {
        kind: "aliased",
        input: plan,
        output: plan.output.map((a) => ({ ...a, qualifier: parts[0]! })),
        isStreaming: plan.isStreaming,
      };
    }
    const table = await this.#catalog.table(parts.at(-1)!);
    if (table === undefined)
      throw millraceError(
        "TABLE_OR_VIEW_NOT_FOUND",
        { relationName: parts.map((p) => `\`${p}\``).join(".") },
        relation.origin ?? {},
      );
    if ("format" in table) return scan(table, relation.isStreaming, parts.at(-1));
    return {
      kind: "table",
      table: table.table,
      columns: table.columns,
      output: attributesOf(table.schema, parts.at(-1)),
      isStreaming: false,
    };
  }

  #local(relation: unresolved.LocalRelation): Plan {
    const output = attributesOf(parseSchema(relation.schema));
    return { kind: "local", rows: relation.data, output, isStreaming: false };
  }

  #cached(relation: unresolved.CachedRemoteRelation): Plan {
    const table = this.#catalog.cached(relation.relationId);
    if (table === undefined)
      throw millraceError("TABLE_OR_VIEW_NOT_FOUND", { relationName: `the batch ${relation.relationId}` });
    return {
      kind: "table",
      table: table.table,
      columns: table.columns,
      output: attributesOf(table.schema),
      isStreaming: false,
    };
  }

  async #project(relation: unresolved.Project): Promise<Plan> {
    const input: Plan = relation.input
      ? await this.resolve(relation.input)
      : { kind: "oneRow", output: [], isStreaming: false };
    return this.#select(input, relation.expressions);
  }

  /** A select list over `input`: columns, aggregates of the whole, or a generator's columns. */
  #select(input: Plan, expressions: readonly Expression[]): Plan {
    const shown = this.#shown(expressions, input.output);
    if (shown.some((s) => hasAggregate(s.expr))) return aggregate(input, { groupType: "groupby", keys: [] }, shown);
    const generators = shown.flatMap((s) => collect(s.expr, (e): e is GeneratorCall => e.kind === "generator"));
    if (generators.length > 0) return this.#generate(input, shown, generators);
    return project(input, shown);
  }

  /** Stars become columns; everything has a name. */
  #shown(expressions: readonly Expression[], scope: readonly Attribute[]): readonly ShownItem[] {
    return expressions.flatMap((each): ShownItem[] => {
      const expr = this.expressions.parsed(each);
      if (expr.kind === "unresolvedStar") return this.#star(expr.unparsedTarget, scope);
      if (expr.kind === "alias")
        return [
          { name: expr.name[0]!, names: expr.name, expr: this.expressions.resolve(expr.expr, { attributes: scope }) },
        ];
      const resolved = this.expressions.resolve(expr, { attributes: scope });
      return [{ name: this.expressions.nameOf(resolved), expr: resolved }];
    });
  }

  #star(target: string | undefined, scope: readonly Attribute[]): ShownItem[] {
    const columns = starColumns(scope, target);
    if (columns.length > 0 || target === undefined) return columns.map((a) => ({ name: a.name, expr: reference(a) }));
    const base = this.expressions.resolve(
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

  #generate(input: Plan, shown: readonly ShownItem[], generators: readonly GeneratorCall[]): Plan {
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

  #lateralView(relation: unresolved.LateralView, input: Plan): Plan {
    const generator = this.expressions.resolve(relation.generator, { attributes: input.output });
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

  #filter(condition: Expression, input: Plan): Plan {
    const resolved = asCondition(
      this.expressions.resolve(condition, { attributes: input.output }),
      this.expressions.dialect,
    );
    const calls = collect(resolved, (e) => e.kind === "aggregate");
    if (calls.length > 0)
      throw millraceError("INVALID_WHERE_CONDITION", {
        condition: `"${resolved.pretty}"`,
        expressionList: calls.map((c) => c.pretty).join(", "),
      });
    const ready = prepare(input, [resolved]);
    const filtered: Plan = {
      kind: "filter",
      input: ready.input,
      condition: ready.exprs[0]!,
      output: ready.input.output,
      isStreaming: input.isStreaming,
    };
    return ready.input === input
      ? filtered
      : project(
          filtered,
          input.output.map((a) => ({ name: a.name, expr: reference(a) })),
          input.output,
        );
  }

  #aggregate(relation: unresolved.Aggregate, input: Plan): Plan {
    const keys = this.#shown(relation.groupingExpressions, input.output);
    const results = this.#shown(relation.aggregateExpressions, input.output);
    return aggregate(input, { groupType: relation.groupType, keys: keys.map((k) => k.expr) }, [...keys, ...results]);
  }

  #selectGroups(relation: unresolved.SelectGroups, input: Plan): Plan {
    const shown = this.#shown(relation.selectList, input.output);
    const key = (expr: Expression): Expr => {
      if (expr.kind === "literal" && typeof expr.value === "number") {
        const item = shown[expr.value - 1];
        if (item === undefined)
          throw millraceError("INVALID_PLAN", { reason: `GROUP BY position ${expr.value} is not in the select list` });
        return item.expr;
      }
      if (expr.kind === "unresolvedAttribute" && findAttribute(input.output, expr.unparsedIdentifier) === undefined) {
        const item = shown.find((s) => sameName(s.name, expr.unparsedIdentifier.replaceAll("`", "")));
        if (item !== undefined) return item.expr;
      }
      return this.expressions.resolve(expr, { attributes: input.output });
    };
    const keys = relation.groupAll
      ? shown.filter((s) => !hasAggregate(s.expr)).map((s) => s.expr)
      : relation.groupingExpressions.map(key);
    const having =
      relation.having && asCondition(this.#having(relation.having, input, shown), this.expressions.dialect);
    const sets =
      relation.groupingSets.length === 0
        ? undefined
        : relation.groupingSets.map((set) =>
            set.map((expr) => {
              const text = key(expr).pretty;
              return keys.findIndex((k) => k.pretty === text);
            }),
          );
    return aggregate(input, { groupType: relation.groupType, keys, ...(sets ? { sets } : {}) }, shown, having);
  }

  /** HAVING sees the select list's names first, then the input. */
  #having(having: Expression, input: Plan, shown: readonly ShownItem[]): Expr {
    const aliases = shown
      .filter((s) => findAttribute(input.output, `\`${s.name}\``) === undefined)
      .map((s) => ({ item: s, attribute: newAttribute(s.name, s.expr.dataType, s.expr.nullable) }));
    const resolved = this.expressions.resolve(having, {
      attributes: [...input.output, ...aliases.map((a) => a.attribute)],
    });
    return replaceAttributes(resolved, new Map(aliases.map((a) => [a.attribute.id, a.item.expr])));
  }

  #withColumns(relation: unresolved.WithColumns, input: Plan): Plan {
    const added = relation.aliases.map((alias) => ({
      name: alias.name[0]!,
      expr: this.expressions.resolve(alias.expr, { attributes: input.output }),
    }));
    const replaced = (name: string): Shown | undefined => added.find((a) => sameName(a.name, name));
    const kept = input.output.map((a): Shown => replaced(a.name) ?? { name: a.name, expr: reference(a) });
    const fresh = added.filter((a) => !input.output.some((existing) => sameName(existing.name, a.name)));
    return this.#selectShown(input, [...kept, ...fresh]);
  }

  #selectShown(input: Plan, shown: readonly Shown[]): Plan {
    return shown.some((s) => hasAggregate(s.expr))
      ? aggregate(input, { groupType: "groupby", keys: [] }, shown)
      : project(input, shown);
  }

  #drop(relation: unresolved.Drop, input: Plan): Plan {
    const dropped = (a: Attribute): boolean =>
      relation.columnNames.some((name) => sameName(a.name, name)) ||
      relation.columns.some(
        (column) =>
          column.kind === "unresolvedAttribute" &&
          findAttribute(input.output, column.unparsedIdentifier)?.attribute.id === a.id,
      );
    return project(
      input,
      input.output.filter((a) => !dropped(a)).map((a) => ({ name: a.name, expr: reference(a) })),
    );
  }

  #toDf(relation: unresolved.ToDF, input: Plan): Plan {
    if (relation.columnNames.length !== input.output.length) {
      throw millraceError("NUM_COLUMNS_MISMATCH", {
        operator: "toDF",
        firstNumColumns: String(input.output.length),
        invalidOrdinalNum: "given",
        invalidNumColumns: String(relation.columnNames.length),
      });
    }
    return project(
      input,
      input.output.map((a, i) => ({ name: relation.columnNames[i]!, expr: reference(a) })),
    );
  }

  #watermark(relation: unresolved.WithWatermark, input: Plan): Plan {
    const found = findAttribute(input.output, relation.eventTime);
    if (found === undefined) throw unresolvedColumn(input.output, relation.eventTime);
    const delay = intervalMicros(parseInterval(relation.delayThreshold));
    if (delay < 0n) throw millraceError("INVALID_NEGATIVE_DELAY", { delay: relation.delayThreshold });
    const type = found.attribute.dataType;
    const isWindow = type.kind === "struct" && type.fields[1]?.dataType.kind === "timestamp";
    if (type.kind !== "timestamp" && !isWindow) {
      throw millraceError("EVENT_TIME_IS_NOT_ON_TIMESTAMP_TYPE", {
        eventName: `\`${found.attribute.name}\``,
        eventType: `"${sqlTypeText(type)}"`,
      });
    }
    const attribute = { ...found.attribute, delay };
    const output = input.output.map((a) => (a.id === attribute.id ? { ...attribute, name: a.name } : a));
    return { kind: "watermark", input, attribute, delay, output, isStreaming: input.isStreaming };
  }

  #deduplicate(relation: unresolved.Deduplicate, input: Plan): Plan {
    const keys = relation.allColumnsAsKeys
      ? input.output
      : relation.columnNames.flatMap((name) => {
          const matches = input.output.filter((a) => sameName(a.name, nameParts(name)[0] ?? name));
          if (matches.length === 0)
            throw millraceError("UNRESOLVED_COLUMN_AMONG_FIELD_NAMES", {
              colName: name,
              fieldNames: input.output.map((a) => a.name).join(", "),
            });
          return matches;
        });
    return {
      kind: "deduplicate",
      input,
      keys,
      withinWatermark: relation.withinWatermark,
      output: input.output,
      isStreaming: input.isStreaming,
    };
  }

  #sort(relation: unresolved.Sort, input: Plan): Plan {
    const hidden: Named[] = [];
    const order = relation.order.map((key) => {
      const expr = this.#sortKey(key.child, input, hidden);
      return { expr, ascending: key.direction === "ascending", nullsFirst: key.nullOrdering === "first" };
    });
    if (hidden.length === 0)
      return { kind: "sort", input, order, output: input.output, isStreaming: input.isStreaming };
    const inner = input as Extract<Plan, { kind: "project" }>;
    const wide: Plan = {
      ...inner,
      list: [...inner.list, ...hidden],
      output: [...inner.output, ...hidden.map((h) => h.attribute)],
    };
    const sorted: Plan = { kind: "sort", input: wide, order, output: wide.output, isStreaming: input.isStreaming };
    return {
      kind: "project",
      input: sorted,
      list: inner.output.map(passed),
      output: inner.output,
      isStreaming: input.isStreaming,
    };
  }

  /** A sort key over the result, by position in it, or over what the select list was made of. */
  #sortKey(key: Expression, input: Plan, hidden: Named[]): Expr {
    const parsed = this.expressions.parsed(key);
    if (parsed.kind === "literal" && typeof parsed.value === "number") {
      const column = input.output[parsed.value - 1];
      if (column === undefined)
        throw millraceError("INVALID_PLAN", { reason: `ORDER BY position ${parsed.value} is not in the select list` });
      return reference(column);
    }
    try {
      const resolved = this.expressions.resolve(parsed, { attributes: input.output });
      if (!hasAggregate(resolved)) return resolved;
      const shown =
        input.kind === "project" ? input.list.find((named) => named.expr.pretty === resolved.pretty) : undefined;
      if (shown !== undefined) return reference(shown.attribute);
      throw millraceError("UNSUPPORTED_EXPRESSION", {
        expression: resolved.pretty,
        reason: "an aggregate that the select list does not show cannot be sorted by",
      });
    } catch (error) {
      if (input.kind !== "project") throw error;
      const below = this.expressions.resolve(parsed, {
        attributes: [...input.output, ...input.input.output.filter((a) => !input.output.some((o) => o.id === a.id))],
      });
      const overInput = replaceAttributes(below, new Map(input.list.map((named) => [named.attribute.id, named.expr])));
      const named = namedAs(overInput, overInput.pretty);
      hidden.push(named);
      return reference(named.attribute);
    }
  }
}

type ShownItem = Shown & { readonly names?: readonly string[] };

function scan(request: ReadRequest, isStreaming: boolean, qualifier?: string): Plan {
  return { kind: "scan", request, output: attributesOf(request.schema, qualifier), isStreaming };
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

function rename(input: Plan, newName: (name: string) => string): Plan {
  return project(
    input,
    input.output.map((a) => ({ name: newName(a.name), expr: reference(a) })),
  );
}

function nonNegative(name: string, value: number): number {
  if (value < 0)
    throw millraceError("INVALID_LIMIT_LIKE_EXPRESSION.IS_NEGATIVE", { name, expr: `"${value}"`, v: String(value) });
  return value;
}

function replaceAttributes(expr: Expr, values: ReadonlyMap<number, Expr>): Expr {
  return rewrite(expr, (e) => (e.kind === "attribute" ? values.get(e.attribute.id) : undefined));
}
