/** One node of every kind, with every optional field set. */
import * as command from "../../src/plan/command.ts";
import * as expression from "../../src/plan/expression.ts";
import type { Expression } from "../../src/plan/expression.ts";
import type { Plan } from "../../src/plan/json.ts";
import * as relation from "../../src/plan/relation.ts";
import type { Relation } from "../../src/plan/relation.ts";
import { field, INT, LONG, STRING, struct } from "../../src/types/data-type.ts";

const origin = { text: "SELECT a", position: 7 };
const a: Expression = expression.UnresolvedAttribute.create({ unparsedIdentifier: "a", planId: 3, origin });
const one = expression.literal(INT, 1);
const alias = expression.Alias.create({ expr: a, name: ["b"], metadata: '{"comment":"x"}' });
const ascending = expression.SortOrder.create({ child: a, direction: "ascending", nullOrdering: "last" });
const variable = expression.UnresolvedNamedLambdaVariable.create({ nameParts: ["x"] });
const count = expression.UnresolvedFunction.create({
  functionName: "count",
  arguments: [a],
  isDistinct: true,
  ignoreNulls: true,
  isInternal: true,
  withinGroup: [expression.SortOrder.create({ child: a, direction: "ascending", nullOrdering: "first" })],
});
const input: Relation = relation.Range.create({
  start: -1n,
  end: 9_007_199_254_740_993n,
  step: 2n,
  numPartitions: 4,
  planId: 1,
  origin,
});

const EXPRESSIONS: readonly Expression[] = [
  one,
  a,
  count,
  expression.ExpressionString.create({ expression: "a + 1" }),
  expression.UnresolvedStar.create({ unparsedTarget: "t.*" }),
  alias,
  expression.Cast.create({ expr: a, type: LONG, evalMode: "try" }),
  expression.UnresolvedRegex.create({ colName: "`a.*`" }),
  ascending,
  expression.LambdaFunction.create({ function: variable, arguments: [variable] }),
  variable,
  expression.Window.create({
    windowFunction: count,
    partitionSpec: [a],
    orderSpec: [ascending],
    frameSpec: { frameType: "row", lower: "unbounded", upper: one },
  }),
  expression.UnresolvedExtractValue.create({ child: a, extraction: expression.literal(STRING, "f") }),
  expression.UpdateFields.create({ structExpression: a, fieldName: "f", valueExpression: one }),
  expression.NamedArgumentExpression.create({ key: "k", value: one }),
  expression.FilteredAggregate.create({ function: count, condition: a }),
  expression.StarExcept.create({ unparsedTarget: "t.*", names: ["a"] }),
  expression.NamedWindow.create({ windowFunction: count, name: "w" }),
  expression.UserFunctionCall.create({
    functionName: "twice",
    deterministic: true,
    arguments: [a],
    userFunction: { name: "twice", outputType: LONG, evaluate: (x: bigint) => x * 2n },
  }),
  expression.Subquery.create({ subqueryType: "in", plan: input, inSubqueryValues: [a] }),
];

const RELATIONS: readonly Relation[] = [
  relation.InlineTable.create({ rows: [[one]] }),
  relation.NaturalJoin.create({ left: input, right: input, joinType: "inner" }),
  relation.LateralJoin.create({ left: input, right: input, joinCondition: a, joinType: "inner" }),
  relation.UnresolvedTableValuedFunction.create({ functionName: "range", arguments: [one] }),
  relation.Qualify.create({ input, condition: a }),
  relation.Read.create({
    isStreaming: true,
    namedTable: { unparsedIdentifier: "t", options: { o: "1" } },
    dataSource: { format: "json", schema: "a INT", options: { o: "1" }, paths: ["/x"] },
  }),
  relation.SQL.create({ query: "SELECT :n", namedArguments: { n: one }, posArguments: [one] }),
  relation.LocalRelation.create({ schema: "a INT", data: [[one]] }),
  relation.CachedRemoteRelation.create({ relationId: "id" }),
  input,
  relation.Project.create({ input, expressions: [alias] }),
  relation.Filter.create({ input, condition: a }),
  relation.Join.create({ left: input, right: input, joinCondition: a, joinType: "leftSemi", usingColumns: ["a"] }),
  relation.SetOperation.create({
    leftInput: input,
    rightInput: input,
    setOpType: "except",
    isAll: true,
    byName: true,
    allowMissingColumns: true,
  }),
  relation.Sort.create({ input, order: [ascending], isGlobal: true }),
  relation.Limit.create({ input, limit: 1 }),
  relation.Offset.create({ input, offset: 1 }),
  relation.Tail.create({ input, limit: 1 }),
  relation.Aggregate.create({
    input,
    groupType: "groupingSets",
    groupingExpressions: [a],
    aggregateExpressions: [count],
    groupingSets: [{ groupingSet: [a] }, { groupingSet: [] }],
    pivot: { col: a, values: [one] },
  }),
  relation.PivotClause.create({ input, aggregates: [count], columns: [a], values: [{ value: one, alias: "first" }] }),
  relation.Unpivot.create({ input, ids: [a], values: [a], variableColumnName: "k", valueColumnName: "v" }),
  relation.UnpivotClause.create({
    input,
    valueNames: ["v"],
    variableName: "k",
    sets: [{ columns: [a], alias: "first" }],
    includeNulls: true,
  }),
  relation.Distinct.create({ input }),
  relation.Deduplicate.create({ input, columnNames: ["a"], allColumnsAsKeys: false, withinWatermark: true }),
  relation.Sample.create({ input, lowerBound: 0, upperBound: 0.5, withReplacement: false, seed: -7n }),
  relation.SubqueryAlias.create({ input, alias: "t" }),
  relation.Repartition.create({ input, numPartitions: 2, shuffle: true }),
  relation.ToDF.create({ input, columnNames: ["x"] }),
  relation.WithColumnsRenamed.create({ input, renames: [{ colName: "a", newColName: "b" }] }),
  relation.WithColumns.create({ input, aliases: [alias] }),
  relation.Drop.create({ input, columns: [a], columnNames: ["b"] }),
  relation.Hint.create({ input, name: "broadcast", parameters: [one] }),
  relation.WithWatermark.create({ input, eventTime: "t", delayThreshold: "1 minute" }),
  relation.CollectMetrics.create({ input, name: "m", metrics: [count] }),
  relation.ToSchema.create({ input, schema: struct([field("a", INT, false, { comment: "x" })]) }),
  relation.SelectGroups.create({
    input,
    groupType: "rollup",
    groupAll: false,
    groupingExpressions: [a],
    groupingSets: [[a], []],
    selectList: [count],
    having: a,
  }),
  relation.LateralView.create({ input, generator: count, outer: true, tableAlias: "v", columnAliases: ["c"] }),
];

const start = command.WriteStreamOperationStart.create({
  input,
  format: "parquet",
  options: { path: "/x" },
  partitioningColumnNames: ["a"],
  outputMode: "append",
  queryName: "q",
  processingTimeInterval: "5 seconds",
  availableNow: true,
  once: true,
  continuousCheckpointInterval: "1 second",
  realTimeBatchDuration: "5 minutes",
  path: "/x",
  tableName: "t",
});

const COMMANDS: readonly command.Command[] = [
  command.CreateDataFrameView.create({ input, name: "v", isGlobal: true, replace: true }),
  command.WriteOperation.create({
    input,
    source: "parquet",
    path: "/x",
    mode: "errorIfExists",
    partitioningColumns: ["a"],
    options: {},
  }),
  start,
];

export const SAMPLES: readonly Plan[] = [...EXPRESSIONS, ...RELATIONS, ...COMMANDS];
