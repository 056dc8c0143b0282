/**
 * What each kind of node holds: one row a kind, one sort a field. A plan that comes from outside is checked by it, so that whoever reads a plan
 * may take its types at their word. A node without a row, or a row without a field, does not compile.
 */
import type { Command } from "./command.ts";
import type * as ex from "./expression.ts";
import {
  flag,
  invalid,
  list,
  long,
  mapOf,
  nodeOf,
  number,
  oneOf,
  optional,
  part,
  several,
  sort,
  text,
  whole,
  type Rows,
  type Sort,
} from "./field-sorts.ts";
import { literalValue } from "./literal-value.ts";
import type { Aggregate, DataSource, GroupType, JoinType, PivotClause, Relation, UnpivotClause } from "./relation.ts";
import { dataType } from "./type-fields.ts";
import type { UserFunction } from "./user-function.ts";

const relation: Sort<Relation> = nodeOf("a relation", () => RELATIONS);
const expression: Sort<ex.Expression> = nodeOf("an expression", () => EXPRESSIONS);
export const plan: Sort<Relation | ex.Expression | Command> = nodeOf("a relation, an expression or a command", () => ({
  ...RELATIONS,
  ...EXPRESSIONS,
  ...COMMANDS,
}));

/** Expressions of one kind. */
const only = <T extends ex.Expression>(kind: T["kind"]): Sort<T> =>
  nodeOf(`an expression of the kind ${kind}`, () => ({ [kind]: EXPRESSIONS[kind] }) as never);
const literal = only<ex.Literal>("literal");
const alias = only<ex.Alias>("alias");
const sortOrder = only<ex.SortOrder>("sortOrder");

const texts = list(text);
const expressions = list(expression);
const options = mapOf(text);
const origin: Sort<ex.Origin> = part({ text, position: whole });
const joinType: Sort<JoinType> = oneOf(
  "inner",
  "fullOuter",
  "leftOuter",
  "rightOuter",
  "leftAnti",
  "leftSemi",
  "cross",
);
const groupType: Sort<GroupType> = oneOf("groupby", "rollup", "cube", "groupingSets");
const boundary: Sort<ex.FrameBoundary> = sort((given, path, owner) => {
  if (given !== "currentRow" && given !== "unbounded") expression.check(given, path, owner);
});
const inSubqueryValues: Sort<readonly ex.Expression[]> = sort((given, path, owner) =>
  (owner["subqueryType"] === "in" ? several(expression) : expressions).check(given, path, owner),
);
/** A function is of the program's process: JSON cannot have it. */
const userFunction: Sort<UserFunction> = sort((_, path) => {
  throw invalid(path, "a function of a program cannot come from outside it");
});

const anyExpression: { readonly origin: Sort<ex.Origin, true> } = { origin: optional(origin) };
const anyRelation: { readonly origin: Sort<ex.Origin, true>; readonly planId: Sort<number, true> } = {
  origin: optional(origin),
  planId: optional(whole),
};
const over: typeof anyRelation & { readonly input: Sort<Relation> } = { ...anyRelation, input: relation };

const EXPRESSIONS: Rows<ex.Expression> = {
  literal: { ...anyExpression, dataType, value: literalValue(literal) },
  unresolvedAttribute: { ...anyExpression, unparsedIdentifier: text, planId: optional(whole) },
  unresolvedFunction: {
    ...anyExpression,
    functionName: text,
    arguments: expressions,
    isDistinct: flag,
    ignoreNulls: optional(flag),
    withinGroup: optional(several(sortOrder)),
    isInternal: optional(flag),
  },
  expressionString: { ...anyExpression, expression: text },
  unresolvedStar: { ...anyExpression, unparsedTarget: optional(text) },
  starExcept: { ...anyExpression, unparsedTarget: optional(text), names: texts },
  alias: { ...anyExpression, expr: expression, name: several(text), metadata: optional(text) },
  cast: {
    ...anyExpression,
    expr: expression,
    type: optional(dataType),
    typeStr: optional(text),
    evalMode: optional(oneOf("legacy", "ansi", "try")),
  },
  unresolvedRegex: { ...anyExpression, colName: text },
  sortOrder: {
    ...anyExpression,
    child: expression,
    direction: oneOf("ascending", "descending"),
    nullOrdering: oneOf("first", "last"),
  },
  lambdaFunction: {
    ...anyExpression,
    function: expression,
    arguments: several(only<ex.UnresolvedNamedLambdaVariable>("unresolvedNamedLambdaVariable")),
  },
  unresolvedNamedLambdaVariable: { ...anyExpression, nameParts: several(text) },
  window: {
    ...anyExpression,
    windowFunction: expression,
    partitionSpec: expressions,
    orderSpec: list(sortOrder),
    frameSpec: optional(part<ex.WindowFrame>({ frameType: oneOf("row", "range"), lower: boundary, upper: boundary })),
  },
  namedWindow: { ...anyExpression, windowFunction: expression, name: text },
  unresolvedExtractValue: { ...anyExpression, child: expression, extraction: expression },
  updateFields: {
    ...anyExpression,
    structExpression: expression,
    fieldName: text,
    valueExpression: optional(expression),
  },
  namedArgumentExpression: { ...anyExpression, key: text, value: expression },
  filteredAggregate: {
    ...anyExpression,
    function: only<ex.UnresolvedFunction>("unresolvedFunction"),
    condition: expression,
  },
  subquery: {
    ...anyExpression,
    subqueryType: oneOf("scalar", "exists", "in"),
    plan: relation,
    inSubqueryValues,
  },
  commonInlineUserDefinedFunction: {
    ...anyExpression,
    functionName: text,
    deterministic: flag,
    arguments: expressions,
    userFunction,
  },
};

const RELATIONS: Rows<Relation> = {
  read: {
    ...anyRelation,
    isStreaming: flag,
    namedTable: optional(part({ unparsedIdentifier: text, options })),
    dataSource: optional(part<DataSource>({ format: optional(text), schema: optional(text), options, paths: texts })),
  },
  sql: { ...anyRelation, query: text, namedArguments: mapOf(expression), posArguments: expressions },
  localRelation: { ...anyRelation, schema: text, data: list(list(literal)) },
  cachedRemoteRelation: { ...anyRelation, relationId: text },
  range: { ...anyRelation, start: optional(long), end: long, step: long, numPartitions: optional(whole) },
  inlineTable: { ...anyRelation, rows: several(several(expression)) },
  unresolvedTableValuedFunction: { ...anyRelation, functionName: text, arguments: expressions },
  project: { ...anyRelation, input: optional(relation), expressions },
  filter: { ...over, condition: expression },
  qualify: { ...over, condition: expression },
  join: {
    ...anyRelation,
    left: relation,
    right: relation,
    joinCondition: optional(expression),
    joinType,
    usingColumns: texts,
  },
  naturalJoin: { ...anyRelation, left: relation, right: relation, joinType },
  lateralJoin: { ...anyRelation, left: relation, right: relation, joinCondition: optional(expression), joinType },
  lateralView: { ...over, generator: expression, outer: flag, tableAlias: text, columnAliases: texts },
  setOp: {
    ...anyRelation,
    leftInput: relation,
    rightInput: relation,
    setOpType: oneOf("intersect", "union", "except"),
    isAll: flag,
    byName: flag,
    allowMissingColumns: flag,
  },
  sort: { ...over, order: list(sortOrder), isGlobal: flag },
  limit: { ...over, limit: whole },
  offset: { ...over, offset: whole },
  tail: { ...over, limit: whole },
  aggregate: {
    ...over,
    groupType: oneOf("groupby", "rollup", "cube", "groupingSets", "pivot"),
    groupingExpressions: expressions,
    aggregateExpressions: expressions,
    groupingSets: optional(
      list(part<{ readonly groupingSet: readonly ex.Expression[] }>({ groupingSet: expressions })),
    ),
    pivot: optional(part<NonNullable<Aggregate["pivot"]>>({ col: expression, values: list(literal) })),
  },
  unpivot: {
    ...over,
    ids: expressions,
    values: optional(expressions),
    variableColumnName: text,
    valueColumnName: text,
  },
  unpivotClause: {
    ...over,
    valueNames: several(text),
    variableName: text,
    sets: several(part<UnpivotClause["sets"][number]>({ columns: several(expression), alias: optional(text) })),
    includeNulls: flag,
  },
  pivotClause: {
    ...over,
    aggregates: several(expression),
    columns: several(expression),
    values: list(part<PivotClause["values"][number]>({ value: expression, alias: optional(text) })),
  },
  selectGroups: {
    ...over,
    groupType,
    groupAll: flag,
    groupingExpressions: expressions,
    groupingSets: list(expressions),
    selectList: expressions,
    having: optional(expression),
  },
  deduplicate: { ...over, columnNames: texts, allColumnsAsKeys: flag, withinWatermark: flag },
  distinct: over,
  sample: { ...over, lowerBound: number, upperBound: number, withReplacement: flag, seed: optional(long) },
  subqueryAlias: { ...over, alias: text },
  repartition: { ...over, numPartitions: whole, shuffle: flag },
  toDf: { ...over, columnNames: texts },
  withColumnsRenamed: {
    ...over,
    renames: list(part<{ readonly colName: string; readonly newColName: string }>({ colName: text, newColName: text })),
  },
  withColumns: { ...over, aliases: list(alias) },
  drop: { ...over, columns: expressions, columnNames: texts },
  hint: { ...over, name: text, parameters: expressions },
  withWatermark: { ...over, eventTime: text, delayThreshold: text },
  collectMetrics: { ...over, name: text, metrics: expressions },
  toSchema: { ...over, schema: dataType },
};

const COMMANDS: Rows<Command> = {
  createDataframeView: { input: relation, name: text, isGlobal: flag, replace: flag },
  writeOperation: {
    input: relation,
    source: optional(text),
    path: optional(text),
    mode: oneOf("append", "overwrite", "errorIfExists", "ignore"),
    partitioningColumns: texts,
    options,
  },
  writeStreamOperationStart: {
    input: relation,
    format: text,
    options,
    partitioningColumnNames: texts,
    processingTimeInterval: optional(text),
    availableNow: optional(flag),
    once: optional(flag),
    continuousCheckpointInterval: optional(text),
    realTimeBatchDuration: optional(text),
    outputMode: text,
    queryName: text,
    path: optional(text),
    tableName: optional(text),
  },
};
