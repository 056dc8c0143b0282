/** Names and types, met in analysis. */
export const analysisConditions = {
  UNRESOLVED_TABLE_VALUED_FUNCTION: [
    "42883",
    "The function <name> gives no table.",
    "Use range, explode, inline, stack or another generator.",
  ],
  TEMP_TABLE_OR_VIEW_ALREADY_EXISTS: [
    "42P07",
    "There is a temporary view <relationName> already.",
    "Choose another name, or replace it with createOrReplaceTempView.",
  ],
  FUNCTION_ALREADY_EXISTS: ["42723", "There is a function <functionName> already.", "Choose another name."],
  FAILED_EXECUTE_UDF: [
    "39000",
    "The user's function <functionName> failed: <reason>. It was called with <signature>, and gives <result>.",
    "Catch the error in the function, or keep such rows from it.",
  ],
  AMBIGUOUS_REFERENCE: ["42704", "Reference <name> is ambiguous, could be: <referenceNames>.", "<remedy>"],
  "UNRESOLVED_COLUMN.WITH_SUGGESTION": [
    "42703",
    "A column, variable, or function parameter with name <objectName> cannot be resolved. Did you mean one of the following? [<proposal>].",
  ],
  "UNRESOLVED_COLUMN.WITHOUT_SUGGESTION": [
    "42703",
    "A column, variable, or function parameter with name <objectName> cannot be resolved.",
    "<suggestion>",
  ],
  UNRESOLVED_USING_COLUMN_FOR_JOIN: [
    "42703",
    "USING column <colName> cannot be resolved on the <side> side of the join. The <side>-side columns: [<suggestion>].",
    "Join by a column that both sides have, or by a condition: left.a = right.b.",
  ],
  UNRESOLVED_COLUMN_AMONG_FIELD_NAMES: ["42703", 'Cannot resolve column name "<colName>" among (<fieldNames>).'],
  FIELD_NOT_FOUND: ["42704", "No such struct field <fieldName> in <struct>, which has <fields>.", "<suggestion>"],
  INVALID_EXTRACT_BASE_FIELD_TYPE: [
    "42000",
    "Can't extract a value from <base>. Need a complex type [STRUCT, ARRAY, MAP] but got <other>.",
  ],
  UNRESOLVED_ROUTINE: ["42883", "Cannot resolve routine <routineName> on search path <searchPath>.", "<suggestion>"],
  TABLE_OR_VIEW_NOT_FOUND: ["42P01", "The table or view <relationName> cannot be found.", "<suggestion>"],
  "WRONG_NUM_ARGS.WITHOUT_SUGGESTION": [
    "42605",
    "The <functionName> requires <expectedNum> parameters but the actual number is <actualNum>.",
  ],
  "COMPLEX_EXPRESSION_UNSUPPORTED_INPUT.NO_INPUTS": [
    "42K09",
    "<expression> is given nothing. Give it a condition and a value.",
  ],
  UNEXPECTED_INPUT_TYPE: [
    "42K09",
    "Parameter <paramIndex> of function <functionName> requires the <requiredType> type, however <inputSql> has the type <inputType>.",
  ],
  EVENT_TIME_MUST_BE_TOP_LEVEL_COLUMN: [
    "42K09",
    "The event time in withWatermark must be a top-level column, but '<eventExpr>' is a nested field.",
    "Select it under a name of its own first.",
  ],
  EVENT_TIME_IS_NOT_ON_TIMESTAMP_TYPE: [
    "42K09",
    'The event time <eventName> has the invalid type <eventType>, but expected "TIMESTAMP".',
    "Cast the column, or give the reader a schema in which it is a TIMESTAMP.",
  ],
  UNSUPPORTED_GROUPING_EXPRESSION: [
    "42K0E",
    "grouping()/grouping_id() can only be used with GroupingSets/Cube/Rollup.",
  ],
  UNSUPPORTED_JOIN_TYPE: ["0A000", "Unsupported join type '<typ>'.", "Supported join types include: <supported>."],
  "INVALID_PARAMETER_VALUE.ZERO_STEP": ["22023", "The step of <functionName> must not be zero."],
  GROUP_BY_POS_OUT_OF_RANGE: [
    "42805",
    "GROUP BY position <index> is not in the select list (valid range is [1, <size>]).",
  ],
  ORDER_BY_POS_OUT_OF_RANGE: [
    "42805",
    "ORDER BY position <index> is not in the select list (valid range is [1, <size>]).",
  ],
  GROUP_BY_AGGREGATE: ["42903", "Aggregate functions are not allowed in GROUP BY, but found <sqlExpr>."],
  WINDOW_FUNCTION_IN_AGGREGATE: [
    "42601",
    "It is not allowed to use a window function inside an aggregate function: <expression>.",
    "Compute the window function in a sub-query.",
  ],
  INVALID_SCHEMA_OR_RELATION_NAME: [
    "42602",
    "<name> is not a valid name for tables or schemas: it may hold letters, digits and underscores.",
    "Choose a name such as my_table.",
  ],
  LOCATION_ALREADY_EXISTS: [
    "42710",
    "Cannot name the managed table as <identifier>, as its associated location <location> already exists and holds other things.",
    "Pick a different table name, or remove the existing location first.",
  ],
  INCOMPATIBLE_DATA_FOR_TABLE: [
    "KD000",
    "Cannot write to the table <tableName>: it has the columns <tableColumns>, the rows have <dataColumns>.",
    "Select the table's columns, or write into another table.",
  ],
  DUPLICATED_METRICS_NAME: [
    "42710",
    "The metric name is not unique: <metricName>. The same name cannot be used for metrics with different results.",
  ],
  "INVALID_OBSERVED_METRICS.NON_AGGREGATE": [
    "42K0E",
    'Invalid observed metrics <metricName>: every metric must be an aggregate of the rows, such as count() or max("x").',
  ],
  "INVALID_AGGREGATE_FILTER.CONTAINS_AGGREGATE": [
    "42903",
    "The FILTER expression <filterExpr> in an aggregate function is invalid. Expected a FILTER expression without an aggregation, but found <aggExpr>.",
  ],
  "INVALID_AGGREGATE_FILTER.NOT_BOOLEAN": [
    "42903",
    "The FILTER expression <filterExpr> of an aggregate function is not a boolean.",
    "Compare it with a value, as in x > 0.",
  ],
  "INVALID_AGGREGATE_FILTER.CONTAINS_WINDOW_FUNCTION": [
    "42903",
    "The FILTER expression <filterExpr> of an aggregate function contains a window function.",
    "Compute the window function in a sub-query.",
  ],
  "INVALID_INLINE_TABLE.CANNOT_EVALUATE_EXPRESSION_IN_INLINE_TABLE": [
    "42000",
    "Invalid inline table. Cannot evaluate the expression <expr> in inline table definition.",
  ],
  "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.UNSUPPORTED_CORRELATED_EXPRESSION_IN_JOIN_CONDITION": [
    "0A000",
    "Unsupported subquery expression: in the join condition, <subqueryExpression> reads columns of both join inputs. Compute it in one of them first.",
  ],
  "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.CORRELATED_REFERENCE": [
    "0A000",
    "Unsupported subquery expression: columns of the outer query alone make <sqlExprs>.",
  ],
  "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.HIGHER_ORDER_FUNCTION": [
    "0A000",
    "Unsupported subquery expression: subqueries are not supported within higher-order functions.",
  ],
  "INVALID_SQL_SYNTAX.INVALID_WINDOW_FRAME_BOUND": [
    "42000",
    "The bound <sqlExpr> of a window frame is not constant.",
    "Write a number, or an expression of numbers.",
  ],
  DISTINCT_WINDOW_FUNCTION_UNSUPPORTED: [
    "0A000",
    "A function over a window cannot be DISTINCT: <windowExpr>.",
    "Remove the duplicates in a query inside.",
  ],
  EXPRESSION_TYPE_IS_NOT_ORDERABLE: ["42822", "The type <exprType> of <expr> has no order, which a window needs."],
  UNSUPPORTED_EXPR_FOR_WINDOW: [
    "42P20",
    "The expression <sqlExpr> is neither an aggregate nor a window function, and cannot have OVER.",
  ],
  WINDOW_FUNCTION_FRAME_NOT_ORDERED: [
    "42601",
    "The window function <wf_name> needs a window with an ORDER BY: <wf_expr>.",
  ],
  GROUPING_COLUMN_MISMATCH: [
    "42803",
    "Column of grouping (<grouping>) can't be found in grouping columns <groupingColumns>.",
  ],
  GROUPING_ID_COLUMN_MISMATCH: [
    "42803",
    "Columns of grouping_id (<groupingIdColumn>) does not match grouping columns (<groupByColumns>).",
  ],
  UNSUPPORTED_EXPR_FOR_OPERATOR: [
    "42K0E",
    "The query operator <operator> contains one or more unsupported expressions: <invalidExprSqls>.",
    "Compute the value in a query below, and use its column here.",
  ],
  INVALID_EXTRACT_FIELD: ["42601", "Cannot extract <field> from <expr>."],
  INVALID_TABLESAMPLE_FRACTION: ["22023", "Sampling fraction (<fraction>) must be on interval [0, 1]."],
  "INVALID_LIMIT_LIKE_EXPRESSION.DATA_TYPE": [
    "42K0E",
    "The limit like expression <expr> is invalid. The <name> expression must be integer type, but got <dataType>.",
  ],
  "INVALID_LIMIT_LIKE_EXPRESSION.IS_UNFOLDABLE": [
    "42K0E",
    "The limit like expression <expr> is invalid. The <name> expression must evaluate to a constant value.",
  ],
  "INVALID_LIMIT_LIKE_EXPRESSION.IS_NEGATIVE": [
    "42K0E",
    "The limit like expression <expr> is invalid. The limit expression must be equal to or greater than 0, but got <v>.",
  ],
  WINDOW_FUNCTION_NOT_ALLOWED_IN_CLAUSE: [
    "42601",
    "It is not allowed to use window functions inside <clauseName> clause.",
    "Compute it in a query inside, or filter by it with QUALIFY.",
  ],
  INVALID_WHERE_CONDITION: [
    "42903",
    "The WHERE condition <condition> contains invalid expressions: <expressionList>.",
    "Rewrite the query to avoid window functions, aggregate functions, and generator functions in the WHERE clause.",
  ],
  MISSING_AGGREGATION: [
    "42803",
    "The non-aggregating expression <expression> is based on columns which are not participating in the GROUP BY clause.",
    "Add the columns or the expression to the GROUP BY, aggregate the expression, or use <expressionAnyValue> if you do not care which of the values within a group is returned.",
  ],
  NESTED_AGGREGATE_FUNCTION: [
    "42607",
    "It is not allowed to use an aggregate function in the argument of another aggregate function.",
    "Use the inner aggregate function in a sub-query.",
  ],
  NUM_COLUMNS_MISMATCH: [
    "42826",
    "<operator> can only be performed on inputs with the same number of columns, but the first input has <firstNumColumns> columns and the <invalidOrdinalNum> input has <invalidNumColumns> columns.",
    "<remedy>",
  ],
  INCOMPATIBLE_COLUMN_TYPE: [
    "42825",
    "<operator> can only be performed on tables with compatible column types. The <columnOrdinalNumber> column of the <tableOrdinalNumber> table is <dataType1> type which is not compatible with <dataType2> at the same column of the first table.",
  ],
  MULTIPLE_TIME_WINDOWS: [
    "42000",
    "Multiple time/session window expressions would result in a cartesian product of rows, therefore they are currently not supported.",
    "Group in two steps.",
    "_LEGACY_ERROR_TEMP_1039",
  ],
  UNSUPPORTED_GENERATOR: [
    "42K0E",
    "The generator <expression> cannot stand here.",
    "Use one generator, at the top of a select list.",
  ],
  COLUMN_ALREADY_EXISTS: [
    "42711",
    "The column <columnName> already exists.",
    "Choose another name or rename the existing column.",
  ],
  UNSUPPORTED_EXPRESSION: ["0A000", "The expression <expression> is not supported here: <reason>."],
  INVALID_ARGUMENT: ["42K09", "The argument <argument> of <method> must be <expected>, but it is <given>.", "<hint>"],
  ASSIGNMENT_ARITY_MISMATCH: [
    "42802",
    "There are <numExpr> columns, but <numTarget> names for them.",
    "Give every column a name.",
  ],
  CANNOT_RESOLVE_STAR_EXPAND: [
    "42704",
    "Cannot resolve the star of <targetString>: there is no such table or struct. The columns are <columns>.",
  ],
  DUPLICATED_CTE_NAMES: [
    "42602",
    "A WITH clause defines <duplicateNames> twice.",
    "Give each query a name of its own.",
  ],
  JOIN_CONDITION_IS_NOT_BOOLEAN_TYPE: [
    "42K0E",
    "The join condition <joinCondition> is of the type <conditionType>, not a boolean.",
    "Compare it with a value, as in x > 0.",
  ],
  "INVALID_SUBQUERY_EXPRESSION.SCALAR_SUBQUERY_RETURN_MORE_THAN_ONE_OUTPUT_COLUMN": [
    "42823",
    "A query used as a value must give one column, not <number>.",
  ],
  INVALID_ATTRIBUTE_NAME_SYNTAX: [
    "42601",
    "The name <name> cannot be read as a column's.",
    "Put a part whole between back-ticks, `a.b`, double a back-tick inside it, and write a dot between two parts only.",
  ],
  COLUMN_IS_NOT_A_VALUE: [
    "42K09",
    "A column stands for the values of rows that are read later: JavaScript's operators, conditions and texts cannot use it.",
    'Write col("x").plus(1), .minus, .multiply, .divide, .eq, .lt, .gt, .and, .or or .not; concat(...) joins texts.',
  ],
  INVALID_PLAN: ["42000", "The plan is not valid: <reason>."],
  AMBIGUOUS_REFERENCE_TO_FIELDS: ["42000", "The field <field> is ambiguous: the struct has it <count> times."],
  "INVALID_INLINE_TABLE.INCOMPATIBLE_TYPES_IN_INLINE_TABLE": [
    "42000",
    "The values of column <colName> of VALUES have no common type.",
  ],
  "INVALID_INLINE_TABLE.NUM_COLUMNS_MISMATCH": [
    "42000",
    "Row <rowIndex> of VALUES has <actualNumCols> columns where <expectedNumCols> are expected.",
  ],
  "INVALID_LAMBDA_FUNCTION_CALL.NON_HIGHER_ORDER_FUNCTION": [
    "42K0D",
    "<functionName> takes no lambda. Give it a value, or use a function over lists, such as transform.",
  ],
  "INVALID_LAMBDA_FUNCTION_CALL.PARAMETER_DOES_NOT_ACCEPT_LAMBDA_FUNCTION": [
    "42K0D",
    "<functionName> is given a lambda where it takes a value. The lambda comes after the values.",
  ],
  "INVALID_LAMBDA_FUNCTION_CALL.NUM_ARGS_MISMATCH": [
    "42K0D",
    "A function of <expectedNumArgs> variables is given <actualNumArgs>.",
  ],
  "INVALID_INLINE_TABLE.FAILED_SQL_EXPRESSION_EVALUATION": [
    "42000",
    "The value <sqlExpr> of VALUES cannot be computed.",
  ],
  "INVALID_OPTIONS.NON_MAP_FUNCTION": ["42K06", "Options must be written as map(...)."],
  "INVALID_OPTIONS.NON_STRING_TYPE": ["42K06", "Options must be a map of texts, not <mapType>."],
  "INVALID_SCHEMA.NON_STRING_LITERAL": ["42K07", "The schema <inputSchema> must be a constant text."],
  INVALID_USAGE_OF_STAR_WITH_TABLE_IDENTIFIER_IN_COUNT: [
    "42000",
    "count(<tableName>.*) is not allowed.",
    "Name one column, or use count(*).",
  ],
  NAMED_PARAMETERS_NOT_SUPPORTED: [
    "4274K",
    "The function <functionName> takes no arguments by name.",
    "Give them by position.",
  ],
  REQUIRED_PARAMETER_NOT_FOUND: [
    "4274K",
    "The argument <parameterName> of <routineName> (position <index>) is missing.",
  ],
  UDTF_ALIAS_NUMBER_MISMATCH: ["42802", "<aliasesSize> columns are expected, but the aliases are <aliasesNames>."],
  "UNSUPPORTED_FEATURE.SET_OPERATION_ON_MAP_TYPE": [
    "0A000",
    "The map column <colName> of type <dataType> cannot be compared in a set operation.",
  ],
  "UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS": [
    "42K0E",
    "A generator cannot stand inside another expression: <expression>.",
    "Give it a column of its own.",
  ],
  "UNSUPPORTED_GENERATOR.OUTSIDE_SELECT": ["42K0E", "A generator can only stand in a select list."],
  "WRONG_NUM_ARGS.WITH_SUGGESTION": ["42605", "<functionName> takes <expectedNum> arguments, not <actualNum>."],
} as const;
