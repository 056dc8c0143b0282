/** Unresolved relations, by the names and fields of Spark Connect's `Relation` (law 1). */
import type { DataType } from "../types/data-type.ts";
import type { Alias, Expression, Literal, Origin, SortOrder } from "./expression.ts";
import { nodeFactory, type Node, type NodeFactory } from "./node.ts";

interface RelationBase extends Node {
  /** Which frame this is, for columns taken from it. Connect: RelationCommon.plan_id. */
  readonly planId?: number;
  readonly origin?: Origin;
}

/** A table, a temporary view, or files; `isStreaming` says whether it keeps growing. */
export interface Read extends RelationBase {
  readonly kind: "read";
  readonly isStreaming: boolean;
  readonly namedTable?: { readonly unparsedIdentifier: string; readonly options: Readonly<Record<string, string>> };
  readonly dataSource?: DataSource;
}
export interface DataSource {
  readonly format?: string;
  /** DDL text or Spark's JSON form of a struct type. */
  readonly schema?: string;
  readonly options: Readonly<Record<string, string>>;
  readonly paths: readonly string[];
}
export const Read: NodeFactory<Read> = nodeFactory("read");

/** SQL text, parsed by whoever executes the plan. */
export interface SQL extends RelationBase {
  readonly kind: "sql";
  readonly query: string;
  readonly namedArguments: Readonly<Record<string, Expression>>;
  readonly posArguments: readonly Expression[];
}
export const SQL: NodeFactory<SQL> = nodeFactory("sql");

/** Rows that the client holds: `schema` as DDL, `rows` as literals in its order. (On the wire `data` is Arrow made of them.) */
export interface LocalRelation extends RelationBase {
  readonly kind: "localRelation";
  readonly schema: string;
  readonly data: readonly (readonly Literal[])[];
}
export const LocalRelation: NodeFactory<LocalRelation> = nodeFactory("localRelation");

/** A relation the executor keeps under this name: the frame of a foreachBatch call, a memory sink's table. */
export interface CachedRemoteRelation extends RelationBase {
  readonly kind: "cachedRemoteRelation";
  readonly relationId: string;
}
export const CachedRemoteRelation: NodeFactory<CachedRemoteRelation> = nodeFactory("cachedRemoteRelation");

/** The longs from `start` (0) up to `end`, without it, by `step`. */
export interface Range extends RelationBase {
  readonly kind: "range";
  readonly start?: bigint;
  readonly end: bigint;
  readonly step: bigint;
  readonly numPartitions?: number;
}
export const Range: NodeFactory<Range> = nodeFactory("range");

/** Without an input, one row of the expressions (SQL's SELECT without FROM). */
export interface Project extends RelationBase {
  readonly kind: "project";
  readonly input?: Relation;
  readonly expressions: readonly Expression[];
}
export const Project: NodeFactory<Project> = nodeFactory("project");

/** The rows of `input` for which `condition` is true; NULL counts as not true. */
export interface Filter extends RelationBase {
  readonly kind: "filter";
  readonly input: Relation;
  readonly condition: Expression;
}
export const Filter: NodeFactory<Filter> = nodeFactory("filter");

export type JoinType = "inner" | "fullOuter" | "leftOuter" | "rightOuter" | "leftAnti" | "leftSemi" | "cross";
export interface Join extends RelationBase {
  readonly kind: "join";
  readonly left: Relation;
  readonly right: Relation;
  readonly joinCondition?: Expression;
  readonly joinType: JoinType;
  readonly usingColumns: readonly string[];
}
export const Join: NodeFactory<Join> = nodeFactory("join");

export interface SetOperation extends RelationBase {
  readonly kind: "setOp";
  readonly leftInput: Relation;
  readonly rightInput: Relation;
  readonly setOpType: "intersect" | "union" | "except";
  readonly isAll: boolean;
  readonly byName: boolean;
  readonly allowMissingColumns: boolean;
}
export const SetOperation: NodeFactory<SetOperation> = nodeFactory("setOp");

export interface Sort extends RelationBase {
  readonly kind: "sort";
  readonly input: Relation;
  readonly order: readonly SortOrder[];
  readonly isGlobal: boolean;
}
export const Sort: NodeFactory<Sort> = nodeFactory("sort");

export interface Limit extends RelationBase {
  readonly kind: "limit";
  readonly input: Relation;
  readonly limit: number;
}
export const Limit: NodeFactory<Limit> = nodeFactory("limit");

export interface Offset extends RelationBase {
  readonly kind: "offset";
  readonly input: Relation;
  readonly offset: number;
}
export const Offset: NodeFactory<Offset> = nodeFactory("offset");

export interface Tail extends RelationBase {
  readonly kind: "tail";
  readonly input: Relation;
  readonly limit: number;
}
export const Tail: NodeFactory<Tail> = nodeFactory("tail");

export type GroupType = "groupby" | "rollup" | "cube" | "groupingSets";
export interface Aggregate extends RelationBase {
  readonly kind: "aggregate";
  readonly input: Relation;
  readonly groupType: GroupType | "pivot";
  readonly groupingExpressions: readonly Expression[];
  /** What the result shows beside the grouping expressions; for SQL, the whole select list. */
  readonly aggregateExpressions: readonly Expression[];
  readonly groupingSets?: readonly { readonly groupingSet: readonly Expression[] }[];
  readonly pivot?: { readonly col: Expression; readonly values: readonly Literal[] };
}
export const Aggregate: NodeFactory<Aggregate> = nodeFactory("aggregate");

export interface Deduplicate extends RelationBase {
  readonly kind: "deduplicate";
  readonly input: Relation;
  readonly columnNames: readonly string[];
  readonly allColumnsAsKeys: boolean;
  readonly withinWatermark: boolean;
}
export const Deduplicate: NodeFactory<Deduplicate> = nodeFactory("deduplicate");

/** SQL's DISTINCT: an aggregation by all columns, where dropDuplicates is a deduplication. */
export interface Distinct extends RelationBase {
  readonly kind: "distinct";
  readonly input: Relation;
}
export const Distinct: NodeFactory<Distinct> = nodeFactory("distinct");

export interface Sample extends RelationBase {
  readonly kind: "sample";
  readonly input: Relation;
  readonly lowerBound: number;
  readonly upperBound: number;
  readonly withReplacement: boolean;
  readonly seed?: bigint;
}
export const Sample: NodeFactory<Sample> = nodeFactory("sample");

export interface SubqueryAlias extends RelationBase {
  readonly kind: "subqueryAlias";
  readonly input: Relation;
  readonly alias: string;
}
export const SubqueryAlias: NodeFactory<SubqueryAlias> = nodeFactory("subqueryAlias");

export interface Repartition extends RelationBase {
  readonly kind: "repartition";
  readonly input: Relation;
  readonly numPartitions: number;
  readonly shuffle: boolean;
}
export const Repartition: NodeFactory<Repartition> = nodeFactory("repartition");

export interface ToDF extends RelationBase {
  readonly kind: "toDf";
  readonly input: Relation;
  readonly columnNames: readonly string[];
}
export const ToDF: NodeFactory<ToDF> = nodeFactory("toDf");

export interface WithColumnsRenamed extends RelationBase {
  readonly kind: "withColumnsRenamed";
  readonly input: Relation;
  readonly renames: readonly { readonly colName: string; readonly newColName: string }[];
}
export const WithColumnsRenamed: NodeFactory<WithColumnsRenamed> = nodeFactory("withColumnsRenamed");

/** Adds the columns, or replaces those of the same name in place. */
export interface WithColumns extends RelationBase {
  readonly kind: "withColumns";
  readonly input: Relation;
  readonly aliases: readonly Alias[];
}
export const WithColumns: NodeFactory<WithColumns> = nodeFactory("withColumns");

/** Leaves columns out; a name that is not there is ignored. */
export interface Drop extends RelationBase {
  readonly kind: "drop";
  readonly input: Relation;
  readonly columns: readonly Expression[];
  readonly columnNames: readonly string[];
}
export const Drop: NodeFactory<Drop> = nodeFactory("drop");

export interface Hint extends RelationBase {
  readonly kind: "hint";
  readonly input: Relation;
  readonly name: string;
  readonly parameters: readonly Expression[];
}
export const Hint: NodeFactory<Hint> = nodeFactory("hint");

/** Declares `eventTime` as event time, and how late rows may be. */
export interface WithWatermark extends RelationBase {
  readonly kind: "withWatermark";
  readonly input: Relation;
  readonly eventTime: string;
  readonly delayThreshold: string;
}
export const WithWatermark: NodeFactory<WithWatermark> = nodeFactory("withWatermark");

/** Named aggregates computed beside the rows that pass. */
export interface CollectMetrics extends RelationBase {
  readonly kind: "collectMetrics";
  readonly input: Relation;
  readonly name: string;
  readonly metrics: readonly Expression[];
}
export const CollectMetrics: NodeFactory<CollectMetrics> = nodeFactory("collectMetrics");

/** The rows of `input` under another schema: columns by name, cast where it is safe. */
export interface ToSchema extends RelationBase {
  readonly kind: "toSchema";
  readonly input: Relation;
  readonly schema: DataType;
}
export const ToSchema: NodeFactory<ToSchema> = nodeFactory("toSchema");

/**
 * SQL only: a SELECT with GROUP BY or HAVING. Unlike `Aggregate` its select list is the whole result, and HAVING may use aggregates
 * that the list does not show. `groupAll` is GROUP BY ALL.
 */
export interface SelectGroups extends RelationBase {
  readonly kind: "selectGroups";
  readonly input: Relation;
  readonly groupType: GroupType;
  readonly groupAll: boolean;
  readonly groupingExpressions: readonly Expression[];
  readonly groupingSets: readonly (readonly Expression[])[];
  readonly selectList: readonly Expression[];
  readonly having?: Expression;
}
export const SelectGroups: NodeFactory<SelectGroups> = nodeFactory("selectGroups");

/** SQL only: every row of `input` beside the rows a generator makes of it (LATERAL VIEW). */
export interface LateralView extends RelationBase {
  readonly kind: "lateralView";
  readonly input: Relation;
  readonly generator: Expression;
  readonly outer: boolean;
  readonly tableAlias: string;
  readonly columnAliases: readonly string[];
}
export const LateralView: NodeFactory<LateralView> = nodeFactory("lateralView");

/** SQL only: a join by all columns that both sides have. */
export interface NaturalJoin extends RelationBase {
  readonly kind: "naturalJoin";
  readonly left: Relation;
  readonly right: Relation;
  readonly joinType: JoinType;
}
export const NaturalJoin: NodeFactory<NaturalJoin> = nodeFactory("naturalJoin");

/** A join whose right side may use the columns of the left. */
export interface LateralJoin extends RelationBase {
  readonly kind: "lateralJoin";
  readonly left: Relation;
  readonly right: Relation;
  readonly joinCondition?: Expression;
  readonly joinType: JoinType;
}
export const LateralJoin: NodeFactory<LateralJoin> = nodeFactory("lateralJoin");

/** A function that gives a table: `range(5)`, `explode(array(1, 2))`. */
export interface UnresolvedTableValuedFunction extends RelationBase {
  readonly kind: "unresolvedTableValuedFunction";
  readonly functionName: string;
  readonly arguments: readonly Expression[];
}
export const UnresolvedTableValuedFunction: NodeFactory<UnresolvedTableValuedFunction> = nodeFactory(
  "unresolvedTableValuedFunction",
);

/** SQL only: the rows for which a condition over window functions is true. */
export interface Qualify extends RelationBase {
  readonly kind: "qualify";
  readonly input: Relation;
  readonly condition: Expression;
}
export const Qualify: NodeFactory<Qualify> = nodeFactory("qualify");

/** SQL only: VALUES, the columns called `col1`, `col2` ... */
export interface InlineTable extends RelationBase {
  readonly kind: "inlineTable";
  readonly rows: readonly (readonly Expression[])[];
}
export const InlineTable: NodeFactory<InlineTable> = nodeFactory("inlineTable");

/** The value columns of each row as rows of their own, beside the id columns; without `values` all columns but those. */
export interface Unpivot extends RelationBase {
  readonly kind: "unpivot";
  readonly input: Relation;
  readonly ids: readonly Expression[];
  readonly values?: readonly Expression[];
  readonly variableColumnName: string;
  readonly valueColumnName: string;
}
export const Unpivot: NodeFactory<Unpivot> = nodeFactory("unpivot");

/** SQL only: `UNPIVOT (v FOR k IN (a, b AS name))`, or with several value columns from sets of as many. */
export interface UnpivotClause extends RelationBase {
  readonly kind: "unpivotClause";
  readonly input: Relation;
  readonly valueNames: readonly string[];
  readonly variableName: string;
  readonly sets: readonly { readonly columns: readonly Expression[]; readonly alias?: string }[];
  readonly includeNulls: boolean;
}
export const UnpivotClause: NodeFactory<UnpivotClause> = nodeFactory("unpivotClause");

/** SQL only: `PIVOT (sum(v) FOR k IN ('a', 'b' AS name))`. */
export interface PivotClause extends RelationBase {
  readonly kind: "pivotClause";
  readonly input: Relation;
  readonly aggregates: readonly Expression[];
  readonly columns: readonly Expression[];
  readonly values: readonly { readonly value: Expression; readonly alias?: string }[];
}
export const PivotClause: NodeFactory<PivotClause> = nodeFactory("pivotClause");

export type Relation =
  | Unpivot
  | UnpivotClause
  | PivotClause
  | InlineTable
  | NaturalJoin
  | LateralJoin
  | UnresolvedTableValuedFunction
  | Qualify
  | SelectGroups
  | LateralView
  | Read
  | SQL
  | LocalRelation
  | CachedRemoteRelation
  | Range
  | Project
  | Filter
  | Join
  | SetOperation
  | Sort
  | Limit
  | Offset
  | Tail
  | Aggregate
  | Deduplicate
  | Distinct
  | Sample
  | SubqueryAlias
  | Repartition
  | ToDF
  | WithColumnsRenamed
  | WithColumns
  | Drop
  | Hint
  | WithWatermark
  | CollectMetrics
  | ToSchema;
