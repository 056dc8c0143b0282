/**
 * The fields of Spark Connect's messages (Spark 4.3.0) that plan nodes stand for, in camel case: extracted from the descriptors of the released
 * client. The key is the node's kind, which is the name of the field that holds the message in `Relation`, `Expression` or `Command`.
 */
export const CONNECT_FIELDS: Readonly<Record<string, readonly string[]>> = {
  // Read
  read: ["namedTable", "dataSource", "isStreaming"],
  // SQL
  sql: ["query", "args", "posArgs", "namedArguments", "posArguments"],
  // LocalRelation
  localRelation: ["data", "schema"],
  // CachedRemoteRelation
  cachedRemoteRelation: ["relationId"],
  // Range
  range: ["start", "end", "step", "numPartitions"],
  // Project
  project: ["input", "expressions"],
  // Filter
  filter: ["input", "condition"],
  // Join
  join: ["left", "right", "joinCondition", "joinType", "usingColumns", "joinDataType"],
  // LateralJoin
  lateralJoin: ["left", "right", "joinCondition", "joinType"],
  // UnresolvedTableValuedFunction
  unresolvedTableValuedFunction: ["functionName", "arguments"],
  // CommonInlineUserDefinedFunction
  commonInlineUserDefinedFunction: [
    "functionName",
    "deterministic",
    "arguments",
    "pythonUdf",
    "scalarScalaUdf",
    "javaUdf",
    "isDistinct",
  ],
  // SetOperation
  setOp: ["leftInput", "rightInput", "setOpType", "isAll", "byName", "allowMissingColumns"],
  // Sort
  sort: ["input", "order", "isGlobal"],
  // Limit
  limit: ["input", "limit"],
  // Offset
  offset: ["input", "offset"],
  // Tail
  tail: ["input", "limit"],
  // Aggregate
  aggregate: ["input", "groupType", "groupingExpressions", "aggregateExpressions", "pivot", "groupingSets"],
  // Unpivot
  unpivot: ["input", "ids", "values", "variableColumnName", "valueColumnName"],
  // Deduplicate
  deduplicate: ["input", "columnNames", "allColumnsAsKeys", "withinWatermark"],
  // Sample
  sample: ["input", "lowerBound", "upperBound", "withReplacement", "seed", "deterministicOrder"],
  // SubqueryAlias
  subqueryAlias: ["input", "alias", "qualifier"],
  // Repartition
  repartition: ["input", "numPartitions", "shuffle"],
  // ToDF
  toDf: ["input", "columnNames"],
  // WithColumnsRenamed
  withColumnsRenamed: ["input", "renameColumnsMap", "renames"],
  // WithColumns
  withColumns: ["input", "aliases"],
  // Drop
  drop: ["input", "columns", "columnNames"],
  // Hint
  hint: ["input", "name", "parameters"],
  // WithWatermark
  withWatermark: ["input", "eventTime", "delayThreshold"],
  // CollectMetrics
  collectMetrics: ["input", "name", "metrics"],
  // ToSchema
  toSchema: ["input", "schema"],
  // Expression.Literal
  literal: [
    "null",
    "binary",
    "boolean",
    "byte",
    "short",
    "integer",
    "long",
    "float",
    "double",
    "decimal",
    "string",
    "date",
    "timestamp",
    "timestampNtz",
    "calendarInterval",
    "yearMonthInterval",
    "dayTimeInterval",
    "array",
    "map",
    "struct",
    "specializedArray",
    "time",
    "timestampNtzNanos",
    "timestampLtzNanos",
    "dataType",
  ],
  // Expression.UnresolvedAttribute
  unresolvedAttribute: ["unparsedIdentifier", "planId", "isMetadataColumn"],
  // Expression.UnresolvedFunction
  unresolvedFunction: ["functionName", "arguments", "isDistinct", "isUserDefinedFunction", "isInternal"],
  // Expression.ExpressionString
  expressionString: ["expression"],
  // Expression.UnresolvedStar
  unresolvedStar: ["unparsedTarget", "planId"],
  // Expression.Alias
  alias: ["expr", "name", "metadata"],
  // Expression.Cast
  cast: ["expr", "type", "typeStr", "evalMode"],
  // Expression.UnresolvedRegex
  unresolvedRegex: ["colName", "planId"],
  // Expression.SortOrder
  sortOrder: ["child", "direction", "nullOrdering"],
  // Expression.LambdaFunction
  lambdaFunction: ["function", "arguments"],
  // Expression.UnresolvedNamedLambdaVariable
  unresolvedNamedLambdaVariable: ["nameParts"],
  // Expression.Window
  window: ["windowFunction", "partitionSpec", "orderSpec", "frameSpec"],
  // Expression.UnresolvedExtractValue
  unresolvedExtractValue: ["child", "extraction"],
  // Expression.UpdateFields
  updateFields: ["structExpression", "fieldName", "valueExpression"],
  // NamedArgumentExpression
  namedArgumentExpression: ["key", "value"],
  // CreateDataFrameViewCommand
  createDataframeView: ["input", "name", "isGlobal", "replace"],
  // WriteOperation
  writeOperation: [
    "input",
    "source",
    "path",
    "table",
    "mode",
    "sortColumnNames",
    "partitioningColumns",
    "bucketBy",
    "options",
    "clusteringColumns",
    "withSchemaEvolution",
  ],
  // WriteStreamOperationStart
  writeStreamOperationStart: [
    "input",
    "format",
    "options",
    "partitioningColumnNames",
    "processingTimeInterval",
    "availableNow",
    "once",
    "continuousCheckpointInterval",
    "realTimeBatchDuration",
    "outputMode",
    "queryName",
    "path",
    "tableName",
    "foreachWriter",
    "foreachBatch",
    "clusteringColumnNames",
  ],
};

/** Messages inside other messages: `<kind>.<field>`. */
export const CONNECT_PARTS: Readonly<Record<string, readonly string[]>> = {
  "read.namedTable": ["unparsedIdentifier", "options"],
  "read.dataSource": ["format", "schema", "options", "paths", "predicates", "sourceName"],
  "aggregate.groupingSets": ["groupingSet"],
  "aggregate.pivot": ["col", "values"],
  "withColumnsRenamed.renames": ["colName", "newColName"],
  "window.frameSpec": ["frameType", "lower", "upper"],
};

/** Enumerations, without what their values' names begin with: `<kind>.<field>`. */
export const CONNECT_VALUES: Readonly<Record<string, readonly string[]>> = {
  "join.joinType": ["inner", "fullOuter", "leftOuter", "rightOuter", "leftAnti", "leftSemi", "cross"],
  "setOp.setOpType": ["intersect", "union", "except"],
  "aggregate.groupType": ["groupby", "rollup", "cube", "pivot", "groupingSets"],
  "sortOrder.direction": ["ascending", "descending"],
  "sortOrder.nullOrdering": ["first", "last"],
  "cast.evalMode": ["legacy", "ansi", "try"],
  "window.frameSpec.frameType": ["row", "range"],
  "writeOperation.mode": ["append", "overwrite", "errorIfExists", "ignore"],
};
