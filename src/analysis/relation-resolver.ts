/** Unresolved relations to resolved ones. One method per kind of relation; names and types are settled on the way up. */
import { deduplicate, drop, rename, toDf, withColumns } from "./column-changes.ts";
import { visible } from "./hidden-columns.ts";
import { observe } from "./observe.ts";
import { watermark } from "./watermark.ts";
import { millraceError, tooComplex } from "../errors.ts";
import type * as unresolved from "../plan/relation.ts";
import { parseQuery } from "../sql/query-parser.ts";
import { withVariables } from "../sql/variables.ts";
import { nameParts } from "../types/ddl-text.ts";
import { pivot, pivotClause } from "./pivot.ts";
import { unpivot, unpivotClause } from "./unpivot.ts";
import { lateralView } from "./generators.ts";
import { refuseMisplacedCalls, refuseTooDeep } from "./placement.ts";
import { aggregateItems, select, shownItems } from "./select-list.ts";
import { selectGroups } from "./select-groups.ts";
import { filter } from "./filter.ts";
import { qualify, sort } from "./sort.ts";
import { inlineTable } from "./inline-table.ts";
import { localRelation } from "./local-relation.ts";
import { tableFunction } from "./table-functions.ts";
import { attributesOf, newAttribute } from "./attributes.ts";
import type { AnalysisSettings, Catalog } from "./catalog.ts";
import { ExpressionResolver } from "./expression-resolver.ts";
import type { Attribute } from "./expression.ts";
import { resolveJoin, sharedNames } from "./joins.ts";
import { sameName, unknownTable } from "./names.ts";
import type { Join, Plan } from "./plan.ts";
import type { KernelTable } from "../types/kernel-table.ts";
import type { ReadRequest } from "../types/read-request.ts";
import { subqueriesIn } from "./subqueries.ts";
import type { Views } from "./views.ts";
import { distinct, resolveSetOperation } from "./set-operations.ts";

export async function resolvePlan(
  relation: unresolved.Relation,
  catalog: Catalog,
  settings: AnalysisSettings,
  views: Views = (name) => catalog.view(name),
): Promise<Plan> {
  try {
    const plan = visible(await new RelationResolver(catalog, settings, views).resolve(relation));
    refuseTooDeep(plan);
    refuseMisplacedCalls(plan);
    return plan;
  } catch (error) {
    throw tooComplex(error);
  }
}

class RelationResolver {
  readonly #catalog: Catalog;
  readonly #views: Views;
  readonly expressions: ExpressionResolver;

  /** `outer`: the columns of the queries around this one, which its expressions may name too. */
  constructor(
    catalog: Catalog,
    settings: AnalysisSettings,
    views: Views,
    outer: readonly (readonly Attribute[])[] = [],
  ) {
    this.#catalog = catalog;
    this.#views = views;
    this.expressions = new ExpressionResolver(settings, catalog, outer);
  }

  /** Resolves the queries inside a relation's expressions, which may name the columns in its scope. */
  async #subqueries(relation: unresolved.Relation, scope: readonly Attribute[]): Promise<void> {
    for (const subquery of subqueriesIn(relation, (expr) => this.expressions.parsed(expr))) {
      const { dialect, outer } = this.expressions;
      const inner = new RelationResolver(this.#catalog, dialect, this.#views, [scope, ...outer]);
      this.expressions.subqueries.set(subquery, visible(await inner.resolve(subquery.plan)));
    }
  }

  async resolve(relation: unresolved.Relation): Promise<Plan> {
    const kept = await this.#catalog.persisted(relation, () => this.#resolved(relation));
    return kept === undefined ? this.#resolved(relation) : tableScan(kept);
  }

  async #resolved(relation: unresolved.Relation): Promise<Plan> {
    switch (relation.kind) {
      case "read":
        return this.#read(relation);
      case "sql":
        return this.resolve(
          this.#catalog.commandResult(relation) ??
            parseQuery(withVariables(relation.query, this.expressions.dialect.variable), {
              zone: this.expressions.dialect.zone,
              keepsEscapes: this.expressions.dialect.keepsEscapes === true,
              namedArguments: relation.namedArguments,
              posArguments: relation.posArguments,
            }),
        );
      case "localRelation":
        return localRelation(relation);
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
      case "join": {
        const [left, right] = [await this.resolve(relation.left), await this.resolve(relation.right)];
        await this.#subqueries(relation, [...left.output, ...right.output]);
        return resolveJoin(relation, left, right, this.expressions);
      }
      case "naturalJoin": {
        const [left, right] = [await this.resolve(relation.left), await this.resolve(relation.right)];
        const usingColumns = sharedNames(left, right);
        return resolveJoin({ ...relation, kind: "join", usingColumns }, left, right, this.expressions);
      }
      case "lateralJoin":
        return this.#lateralJoin(relation);
      case "inlineTable":
        await this.#subqueries(relation, []);
        return inlineTable(relation, this.expressions);
      case "unresolvedTableValuedFunction":
        return tableFunction(relation, this.expressions);
      case "setOp":
        return resolveSetOperation(
          relation,
          visible(await this.resolve(relation.leftInput)),
          visible(await this.resolve(relation.rightInput)),
          this.expressions.dialect,
        );
      case "selectGroups": {
        const input = await this.resolve(relation.input);
        await this.#subqueries(relation, input.output);
        return selectGroups(relation, input, this.expressions);
      }
      default: {
        const resolved = await this.resolve(relation.input);
        const input = SAME_QUERY.has(relation.kind) ? resolved : visible(resolved);
        await this.#subqueries(relation, input.output);
        return this.#unary(relation, input);
      }
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
      | unresolved.NaturalJoin
      | unresolved.InlineTable
      | unresolved.LateralJoin
      | unresolved.UnresolvedTableValuedFunction
    >,
    input: Plan,
  ): Plan {
    switch (relation.kind) {
      case "filter":
        return filter(relation, input, this.expressions);
      case "aggregate":
        return relation.pivot
          ? pivot(relation, relation.pivot, input, this.expressions)
          : this.#aggregate(relation, input);
      case "pivotClause":
        return pivotClause(relation, input, this.expressions);
      case "unpivot":
        return unpivot(relation, input, this.expressions);
      case "unpivotClause":
        return unpivotClause(relation, input, this.expressions);
      case "withColumns":
        return withColumns(relation, input, this.expressions);
      case "drop":
        return drop(relation, input);
      case "withColumnsRenamed":
        return rename(input, (name) =>
          relation.renames.reduce((now, r) => (sameName(now, r.colName) ? r.newColName : now), name),
        );
      case "toDf":
        return toDf(relation, input);
      case "subqueryAlias":
        return {
          kind: "aliased",
          input,
          output: input.output.map((a) => ({ ...a, qualifier: relation.alias })),
          isStreaming: input.isStreaming,
        };
      case "withWatermark":
        return watermark(relation, input);
      case "deduplicate":
        return deduplicate(relation, input);
      case "distinct":
        return distinct(input);
      case "sort":
        return sort(relation, input, this.expressions);
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
          fraction: sampled(relation.upperBound - relation.lowerBound),
          seed: relation.seed ?? 42n,
          output: input.output,
          isStreaming: input.isStreaming,
        };
      case "qualify":
        return qualify(relation, input, this.expressions);
      case "lateralView":
        return lateralView(relation, input, this.expressions);
      case "collectMetrics":
        return observe(relation, input, this.expressions);
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
    const view = parts.length === 1 ? this.#views(parts[0]!) : undefined;
    if (view !== undefined) {
      const inner = new RelationResolver(this.#catalog, this.expressions.dialect, view.views);
      const plan = visible(await inner.resolve(view.relation));
      return {
        kind: "aliased",
        input: plan,
        output: plan.output.map((a) => ({ ...a, qualifier: parts[0]! })),
        isStreaming: plan.isStreaming,
      };
    }
    const [format, path] = parts;
    // SQL on files: "json.`/data/in`".
    if (parts.length === 2 && FILE_FORMATS.test(format!)) {
      const source = await this.#catalog.source({ format: format!, options: {}, paths: [path!] }, relation.isStreaming);
      return scan(source, relation.isStreaming);
    }
    const table = await this.#catalog.table(parts.at(-1)!);
    if (table === undefined) throw await unknownTable(parts, this.#catalog, relation.origin);
    if ("format" in table) return scan(table, relation.isStreaming, parts.at(-1));
    return tableScan(table, parts.at(-1));
  }

  #cached(relation: unresolved.CachedRemoteRelation): Plan {
    const table = this.#catalog.cached(relation.relationId);
    if (table === undefined)
      throw millraceError("TABLE_OR_VIEW_NOT_FOUND", {
        relationName: `the batch ${relation.relationId}`,
        suggestion: "The frame that foreachBatch gives is there until its function returns.",
      });
    return tableScan(table);
  }

  async #project(relation: unresolved.Project): Promise<Plan> {
    const input: Plan = relation.input
      ? await this.resolve(relation.input)
      : { kind: "oneRow", output: [], isStreaming: false };
    await this.#subqueries(relation, input.output);
    return select(input, relation.expressions, this.expressions);
  }

  /** The right side sees the columns of the left. */
  async #lateralJoin(relation: unresolved.LateralJoin): Promise<Plan> {
    const left = await this.resolve(relation.left);
    const { dialect, outer } = this.expressions;
    const inner = new RelationResolver(this.#catalog, dialect, this.#views, [left.output, ...outer]);
    const right = await inner.resolve(relation.right);
    const join = resolveJoin(
      { ...relation, kind: "join", usingColumns: [], origin: undefined } as unknown as unresolved.Join,
      left,
      right,
      this.expressions,
    ) as Join;
    const { condition, ...unconditional } = join;
    if (condition === undefined || join.joinType !== "leftOuter") return { ...join, isLateral: true };
    // The right side may use the left's columns, and there the kernel takes any condition.
    const { output, isStreaming } = join.right;
    const matching: Plan = { kind: "filter", input: join.right, condition, output, isStreaming };
    return { ...unconditional, right: matching, isLateral: true };
  }

  #aggregate(relation: unresolved.Aggregate, input: Plan): Plan {
    const keys = shownItems(relation.groupingExpressions, input.output, this.expressions);
    const results = shownItems(relation.aggregateExpressions, input.output, this.expressions);
    const grouping = { groupType: relation.groupType as unresolved.GroupType, keys: keys.map((k) => k.expr) };
    return aggregateItems(input, grouping, [...keys, ...results]);
  }
}

/** Clauses of the query that a join stands in: its hidden columns are in sight. */
const SAME_QUERY: ReadonlySet<string> = new Set([
  "filter",
  "aggregate",
  "sort",
  "limit",
  "offset",
  "qualify",
  "lateralView",
  "hint",
  "repartition",
  "sample",
]);
const FILE_FORMATS = /^(json|csv|parquet|text|orc|avro|xml)$/i;

function scan(request: ReadRequest, isStreaming: boolean, qualifier?: string): Plan {
  return { kind: "scan", request, output: attributesOf(request.schema, qualifier), isStreaming };
}

function tableScan({ table, columns, schema }: KernelTable, qualifier?: string): Plan {
  return { kind: "table", table, columns, output: attributesOf(schema, qualifier), isStreaming: false };
}

function sampled(fraction: number): number {
  if (fraction >= 0 && fraction <= 1) return fraction;
  throw millraceError("INVALID_TABLESAMPLE_FRACTION", { fraction: String(fraction) });
}

function nonNegative(name: string, value: number): number {
  if (value < 0)
    throw millraceError("INVALID_LIMIT_LIKE_EXPRESSION.IS_NEGATIVE", { name, expr: `"${value}"`, v: String(value) });
  return value;
}
