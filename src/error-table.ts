/**
 * One row per error condition: SQLSTATE; message, with `<parameter>` where a value goes; what to do about it; and Spark's own
 * name where that is only an unnamed class. Documentation pages and tests are made from this table.
 */
export const ERROR_TABLE = {
  // --- values, met while a query runs
  ARITHMETIC_OVERFLOW: [
    "22003",
    "<message>.<alternative>",
    'If necessary set "spark.sql.ansi.enabled" to "false" to bypass this error.',
  ],
  BINARY_ARITHMETIC_OVERFLOW: [
    "22003",
    "<value1> <symbol> <value2> caused overflow.",
    "Use `<functionName>` to tolerate overflow and return NULL instead.",
  ],
  CANNOT_PARSE_TIMESTAMP: [
    "22007",
    "<message>.",
    "Use <func> to tolerate invalid input string and return NULL instead.",
  ],
  CAST_INVALID_INPUT: [
    "22018",
    "The value <expression> of the type <sourceType> cannot be cast to <targetType> because it is malformed.",
    "Correct the value as per the syntax, or change its target type. Use `try_cast` to tolerate malformed input and return NULL instead.",
  ],
  CAST_OVERFLOW: [
    "22003",
    "The value <value> of the type <sourceType> cannot be cast to <targetType> due to an overflow.",
    "Use `try_cast` to tolerate overflow and return NULL instead.",
  ],
  DATETIME_FIELD_OUT_OF_BOUNDS: [
    "22023",
    "<rangeMessage>.",
    'If necessary set "spark.sql.ansi.enabled" to "false" to bypass this error.',
  ],
  DATETIME_OVERFLOW: ["22008", "Datetime operation overflow: <operation>."],
  DIVIDE_BY_ZERO: [
    "22012",
    "Division by zero.",
    'Use `try_divide` to tolerate divisor being 0 and return NULL instead. If necessary set "spark.sql.ansi.enabled" to "false" to bypass this error.',
  ],
  DUPLICATED_MAP_KEY: [
    "23505",
    "Duplicate map key <key> was found.",
    'Check the input data, or set "spark.sql.mapKeyDedupPolicy" to "LAST_WIN".',
  ],
  INVALID_ARRAY_INDEX: [
    "22003",
    "The index <indexValue> is out of bounds. The array has <arraySize> elements.",
    "Use the SQL function `get()` to tolerate accessing element at invalid index and return NULL instead.",
  ],
  INVALID_ARRAY_INDEX_IN_ELEMENT_AT: [
    "22003",
    "The index <indexValue> is out of bounds. The array has <arraySize> elements.",
    "Use `try_element_at` to tolerate accessing element at invalid index and return NULL instead.",
  ],
  INVALID_INDEX_OF_ZERO: [
    "22003",
    "The index 0 is invalid. An index shall be either < 0 or > 0 (the first element has index 1).",
  ],
  INVALID_PARAMETER_VALUE: ["22023", "The value of parameter(s) <parameter> in <functionName> is invalid: <reason>."],
  "INVALID_PARAMETER_VALUE.PATTERN": [
    "22023",
    "The value of parameter(s) <parameter> in <functionName> is invalid: <value>.",
    "Give a valid regular expression.",
  ],
  "INVALID_PARAMETER_VALUE.REGEX_GROUP_INDEX": [
    "22023",
    "The value of parameter(s) <parameter> in <functionName> is invalid: expects group index between 0 and <groupCount>, but got <groupIndex>.",
  ],
  "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION": [
    "22023",
    "Malformed records are detected in record parsing: <badRecord>. Parse Mode: <failFastMode>.",
    "To process malformed records as null, set the option 'mode' to 'PERMISSIVE'.",
  ],
  NULL_MAP_KEY: ["2200E", "Cannot use null as map key."],
  "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION": [
    "22003",
    "The <value> cannot be represented as Decimal(<precision>, <scale>).",
    'If necessary set "spark.sql.ansi.enabled" to "false" to bypass this error.',
  ],
  REMAINDER_BY_ZERO: [
    "22012",
    "Remainder by zero.",
    'Use `try_mod` to tolerate divisor being 0 and return NULL instead. If necessary set "spark.sql.ansi.enabled" to "false" to bypass this error.',
  ],
  USER_RAISED_EXCEPTION: ["P0001", "<errorMessage>"],

  // --- text: SQL, DDL, intervals
  PARSE_SYNTAX_ERROR: ["42601", "Syntax error at or near <error><hint>."],
  FAILED_TO_PARSE_TOO_COMPLEX: [
    "54001",
    "The statement is nested too deeply to parse.",
    "Divide it into temporary views or several steps.",
  ],
  PARSE_EMPTY_STATEMENT: ["42617", "Syntax error, unexpected empty statement."],
  INVALID_TYPED_LITERAL: ["42604", "The value of the typed literal <valueType> is invalid: <value>."],
  INVALID_NUMERIC_LITERAL_RANGE: [
    "22003",
    "Numeric literal <rawStrippedQualifier> is outside the valid range for <typeName> with minimum value of <minValue> and maximum value of <maxValue>.",
    "Adjust the value accordingly.",
  ],
  INVALID_INTERVAL_FORMAT: [
    "22006",
    "Error parsing '<input>' to interval: <reason>.",
    "Write it as a number and a unit, such as '5 minutes'.",
  ],
  INVALID_NEGATIVE_DELAY: [
    "42000",
    "The delay threshold '<delay>' is negative.",
    "Give withWatermark a delay of zero or more.",
    "IllegalArgumentException",
  ],
  UNSUPPORTED_DATATYPE: ["0A000", "Unsupported data type <typeName>."],
  DATATYPE_MISSING_SIZE: [
    "42K01",
    "DataType <type> requires a length parameter, for example <type>(10).",
    "Specify the length.",
  ],
  DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION: [
    "22003",
    "Decimal precision <precision> exceeds max precision <maxPrecision>.",
  ],
  INVALID_DECIMAL_SCALE: ["22003", "Decimal scale <scale> is greater than precision <precision>."],
  UNSUPPORTED_SQL_STATEMENT: [
    "0A000",
    "The SQL clause or statement <statement> is not supported.",
    "Write the query with the DataFrame API or with SELECT.",
  ],

  // --- names and types, met in analysis
  AMBIGUOUS_REFERENCE: [
    "42704",
    "Reference <name> is ambiguous, could be: <referenceNames>.",
    "Qualify the column with its frame's alias.",
  ],
  "UNRESOLVED_COLUMN.WITH_SUGGESTION": [
    "42703",
    "A column, variable, or function parameter with name <objectName> cannot be resolved. Did you mean one of the following? [<proposal>].",
  ],
  "UNRESOLVED_COLUMN.WITHOUT_SUGGESTION": [
    "42703",
    "A column, variable, or function parameter with name <objectName> cannot be resolved.",
  ],
  UNRESOLVED_COLUMN_AMONG_FIELD_NAMES: ["42703", 'Cannot resolve column name "<colName>" among (<fieldNames>).'],
  FIELD_NOT_FOUND: ["42704", "No such struct field <fieldName> in <fields>."],
  INVALID_EXTRACT_BASE_FIELD_TYPE: [
    "42000",
    "Can't extract a value from <base>. Need a complex type [STRUCT, ARRAY, MAP] but got <other>.",
  ],
  UNRESOLVED_ROUTINE: ["42883", "Cannot resolve routine <routineName> on search path <searchPath>.", "<suggestion>"],
  TABLE_OR_VIEW_NOT_FOUND: [
    "42P01",
    "The table or view <relationName> cannot be found.",
    "Verify the spelling, or create it with createOrReplaceTempView.",
  ],
  "WRONG_NUM_ARGS.WITHOUT_SUGGESTION": [
    "42605",
    "The <functionName> requires <expectedNum> parameters but the actual number is <actualNum>.",
  ],
  "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE": [
    "42K09",
    "Cannot resolve <sqlExpr> due to data type mismatch: The <paramIndex> parameter requires the <requiredType> type, however <inputSql> has the type <inputType>.",
  ],
  "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES": [
    "42K09",
    "Cannot resolve <sqlExpr> due to data type mismatch: the left and right operands of the binary operator have incompatible types (<left> and <right>).",
  ],
  "DATATYPE_MISMATCH.BINARY_OP_WRONG_TYPE": [
    "42K09",
    "Cannot resolve <sqlExpr> due to data type mismatch: the binary operator requires the input type <inputType>, not <actualDataType>.",
  ],
  "DATATYPE_MISMATCH.DATA_DIFF_TYPES": [
    "42K09",
    "Cannot resolve <sqlExpr> due to data type mismatch: Input to <functionName> should all be the same type, but it's <dataType>.",
  ],
  "DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION": [
    "42K09",
    "Cannot resolve <sqlExpr> due to data type mismatch: cannot cast <srcType> to <targetType>.",
  ],
  "DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN": [
    "42K09",
    "Cannot resolve <sqlExpr> due to data type mismatch: Filter expression <filter> of type <type> is not a boolean.",
  ],
  "DATATYPE_MISMATCH.INVALID_ORDERING_TYPE": [
    "42K09",
    "Cannot resolve <sqlExpr> due to data type mismatch: The <functionName> does not support ordering on type <dataType>.",
  ],
  "DATATYPE_MISMATCH.NON_FOLDABLE_INPUT": [
    "42K09",
    "Cannot resolve <sqlExpr> due to data type mismatch: the input <inputName> should be a foldable <inputType> expression; however, got <inputExpr>.",
  ],
  "DATATYPE_MISMATCH.PARAMETER_CONSTRAINT_VIOLATION": [
    "42K09",
    "Cannot resolve <sqlExpr> due to data type mismatch: The <leftExprName>(<leftExprValue>) must be <constraint> the <rightExprName>(<rightExprValue>).",
  ],
  "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE": [
    "42K09",
    "Cannot resolve <sqlExpr> due to data type mismatch: The <exprName> must be between <valueRange> (current value = <currentValue>).",
  ],
  EVENT_TIME_IS_NOT_ON_TIMESTAMP_TYPE: [
    "42K09",
    'The event time <eventName> has the invalid type <eventType>, but expected "TIMESTAMP".',
    "Cast the column, or give the reader a schema in which it is a TIMESTAMP.",
  ],
  GROUPING_MISUSED: ["42803", "The function <function> may only be used with GROUPING SETS, ROLLUP or CUBE."],
  INVALID_EXTRACT_FIELD: ["42601", "Cannot extract <field> from <expr>."],
  "INVALID_LIMIT_LIKE_EXPRESSION.IS_NEGATIVE": [
    "42K0E",
    "The limit like expression <expr> is invalid. The limit expression must be equal to or greater than 0, but got <v>.",
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
  INVALID_PLAN: ["42000", "The plan is not valid: <reason>."],

  // --- sources and sinks
  DATA_SOURCE_NOT_FOUND: [
    "42K02",
    "Failed to find the data source: <provider>.",
    "Make sure the provider name is correct; Millrace has <known>.",
  ],
  UNSUPPORTED_FORMAT: ["0A000", "The format <format> does not support <operation>.", "Use one of: <supported>."],
  UNKNOWN_OPTION: ["42616", "The option '<option>' is not one of <format>'s.", "<suggestion>"],
  UNSUPPORTED_OPTION: ["0A000", "Spark's option '<option>' of <format> is not supported yet.", "Leave it out."],
  INVALID_OPTION_VALUE: ["42616", "The value '<value>' of the option '<option>' is invalid: <expected>."],
  MISSING_OPTION: ["42616", "The option '<option>' is required by <format>.", "<suggestion>"],
  SCHEMA_REQUIRED: [
    "42000",
    "Schema must be specified when creating a streaming source DataFrame.",
    'Call .schema("a INT, b STRING") on the reader.',
    "_LEGACY_ERROR_TEMP_2048",
  ],
  PATH_NOT_FOUND: ["42K03", "Path does not exist: <path>.", "Create the directory before it is read."],
  PATH_ALREADY_EXISTS: [
    "42K04",
    "Path <outputPath> already exists.",
    'Set mode as "overwrite" to overwrite the existing path.',
  ],
  "FAILED_READ_FILE.NO_HINT": ["KD001", "Encountered error while reading file <path>: <reason>."],
  INVALID_CORRUPT_RECORD_TYPE: [
    "42804",
    "The column <columnName> for corrupt records must have the nullable STRING type, but got <actualType>.",
  ],
  UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE: [
    "0A000",
    "The <format> datasource doesn't support the column <columnName> of the type <columnType>.",
  ],
  PARTITION_COLUMN_NOT_FOUND: [
    "42703",
    "Partition column <columnName> not found in existing columns (<validColumnNames>).",
    "",
    "_LEGACY_ERROR_TEMP_1196",
  ],
  INVALID_VALUE: ["22000", "The value <value> does not fit the type <type> of the column <column>."],

  // --- what a stream may not do
  STREAMING_ACTION_UNSUPPORTED: [
    "0A000",
    "Queries with streaming sources must be executed with writeStream.start(): <action>.",
    "Write the stream to the memory or console sink to look at it.",
    "_LEGACY_ERROR_TEMP_3102",
  ],
  STREAMING_OPERATION_UNSUPPORTED: [
    "0A000",
    "<msg> is not supported on streaming DataFrames/Datasets.",
    "<remedy>",
    "_LEGACY_ERROR_TEMP_3102",
  ],
  CALL_ON_STREAMING_DATASET_UNSUPPORTED: [
    "42KDE",
    "The method <methodName> can not be called on streaming Dataset/DataFrame.",
    "Use writeStream.",
  ],
  WRITE_STREAM_NOT_ALLOWED: [
    "42601",
    "`writeStream` can be called only on streaming Dataset/DataFrame.",
    "Read the input with readStream, or write it with write.",
  ],
  "STREAMING_OUTPUT_MODE.INVALID": [
    "42KDE",
    "Invalid streaming output mode: <outputMode>. Accepted output modes are 'Append', 'Complete', 'Update'.",
  ],
  "STREAMING_OUTPUT_MODE.UNSUPPORTED_DATASOURCE": [
    "42KDE",
    "Invalid streaming output mode: <outputMode>. This output mode is not supported in Data Source <className>.",
    "File sinks take append only.",
  ],
  "STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION": [
    "42KDE",
    "Invalid streaming output mode: <outputMode>. This output mode is not supported for <operation> on streaming DataFrames/DataSets.",
  ],
  "INVALID_SUBQUERY_EXPRESSION.STREAMING_QUERY": [
    "42823",
    "Invalid subquery: Streaming query is not allowed in subquery expressions.",
  ],
  NON_TIME_WINDOW_NOT_SUPPORTED_IN_STREAMING: [
    "42KDE",
    "Window function is not supported in <windowFunc> (as column <columnName>) on streaming DataFrames/Datasets.",
    "Structured Streaming only supports time-window aggregation using the window function.",
  ],
  UNSUPPORTED_STREAMING_OPERATOR_WITHOUT_WATERMARK: [
    "0A000",
    "<outputMode> output mode not supported for <statefulOperator> on streaming DataFrames/DataSets without watermark.",
  ],
  WATERMARK_REDEFINED: [
    "0A000",
    "Redefining watermark is disallowed.",
    "Call withWatermark once per input.",
    "_LEGACY_ERROR_TEMP_3076",
  ],
  UNSUPPORTED_TRIGGER: [
    "0A000",
    "The trigger <trigger> is not supported.",
    "Use processingTime, availableNow or once.",
  ],
  INVALID_TRIGGER: ["42616", "The trigger interval '<interval>' is invalid: <reason>."],
  MISSING_CHECKPOINT_LOCATION: [
    "42000",
    "checkpointLocation must be specified.",
    'Give it through option("checkpointLocation", ...) or the setting spark.sql.streaming.checkpointLocation.',
  ],
  QUERY_NAME_IN_USE: [
    "42710",
    "Cannot start query with name <name> as a query with that name is already active in this session.",
    "Stop the other query, or choose another name.",
    "IllegalArgumentException",
  ],
  CONCURRENT_QUERY: [
    "0A000",
    "Another instance of this query [id: <queryId>] was just started by a concurrent session (existing runId: <existingQueryRunId> new runId: <newQueryRunId>).",
    "Stop it first, or give this query a checkpoint of its own.",
  ],

  // --- the life of a streaming query
  STREAM_FAILED: ["XXKST", "Query [id = <id>, runId = <runId>] terminated with exception: <message>"],
  STREAM_STOP_TIMEOUT: [
    "XXKST",
    "The query <name> did not stop within <timeout> ms: its user function is still pending.",
    "Let the function given to foreach or foreachBatch return.",
  ],
  FOREACH_BATCH_USER_FUNCTION_ERROR: [
    "39000",
    "An error occurred in the user provided function in foreach batch sink (query <query>, batch <batchId>). Reason: <reason>",
  ],
  FOREACH_USER_FUNCTION_ERROR: [
    "39000",
    "An error occurred in the user provided function in foreach sink (query <query>, batch <batchId>). Reason: <reason>",
  ],
  CHECKPOINT_RECOVERY_UNSUPPORTED: [
    "XXKST",
    "This query cannot continue from the checkpoint at <checkpoint>: what its sink or source held is gone with the former session.",
    "Use complete mode, another sink, or a new checkpoint location.",
  ],
  CONCURRENT_STREAM_LOG_UPDATE: [
    "40000",
    "Concurrent update to the log. Multiple streaming jobs detected for <batchId>.",
    "Make sure only one streaming job runs on a specific checkpoint location at a time.",
  ],
  CHECKPOINT_FILE_MISSING: [
    "XXKST",
    "The checkpoint at <checkpoint> is incomplete: <file> is missing.",
    "Restore the file from a backup, or start with a new checkpoint location.",
  ],
  CHECKPOINT_FILE_CORRUPT: [
    "XXKST",
    "The checkpoint file <file> cannot be understood: <reason>.",
    "Restore the file from a backup, or start with a new checkpoint location.",
  ],
  STREAMING_CHECKPOINT_MISSING_METADATA_FILE: [
    "XXKST",
    "The checkpoint at <checkpoint> has offsets but no metadata file.",
    "Restore the file from a backup, or start with a new checkpoint location.",
  ],
  STREAMING_SOURCE_COUNT_CHANGED: [
    "XXKST",
    "There are <checkpoint> sources in the checkpoint offsets and now there are <current> sources requested by the query.",
    "Keep the number of sources, or start with a new checkpoint location.",
    "AssertionError",
  ],
  STREAMING_STATEFUL_OPERATOR_MISSING_STATE_DIRECTORY: [
    "42K03",
    "Cannot restart streaming query with stateful operators because the state directory is empty or missing. Stateful operators in current batch: [<OpsInCurBatchSeq>].",
    "Start with a new checkpoint location.",
  ],
  STREAMING_STATEFUL_OPERATOR_NOT_MATCH_IN_STATE_METADATA: [
    "42K03",
    "Streaming stateful operator name does not match with the operator in state metadata. Stateful operators in the metadata: [<OpsInMetadataSeq>]; Stateful operators in current batch: [<OpsInCurBatchSeq>].",
    "Undo the change of the query, or start with a new checkpoint location.",
  ],
  STATE_STORE_KEY_SCHEMA_NOT_COMPATIBLE: [
    "XXKST",
    "Provided key schema does not match existing state key schema. Existing: <storedKeySchema>; new: <newKeySchema>.",
    "Undo the change of the query, or start with a new checkpoint location.",
  ],
  STATE_STORE_VALUE_SCHEMA_NOT_COMPATIBLE: [
    "XXKST",
    "Provided value schema does not match existing state value schema. Existing: <storedValueSchema>; new: <newValueSchema>.",
    "Undo the change of the query, or start with a new checkpoint location.",
  ],

  // --- session and machine
  CANNOT_MODIFY_CONFIG: ["46110", "Cannot modify the value of the setting <key>: <reason>."],
  INVALID_CONF_VALUE: ["22022", "The value '<confValue>' in the config \"<confName>\" is invalid: <reason>."],
  SQL_CONF_NOT_FOUND: ["42K0I", "The setting <sqlConf> cannot be found.", "Set it first, or give conf.get a default."],
  SESSION_STOPPED: ["55000", "The session has been stopped.", "Open a new one with connect()."],
  CONNECTION_BUSY: [
    "55006",
    "A kernel connection that streams a result was asked to run a second statement.",
    "Drain or close the result first.",
  ],
  KERNEL_ERROR: [
    "XX000",
    "The kernel refused a statement: <reason>.",
    "Report it as a defect, with the query that led here.",
  ],
  OPERATION_CANCELED: ["HY008", "The operation has been cancelled."],
  FILE_OPERATION_FAILED: ["58030", "Cannot <operation> <path>: <reason>."],
  UNSUPPORTED_NODE_VERSION: ["0A000", "Millrace needs Node 22.18 or newer, but runs on <version>."],
} as const;

export type Condition = keyof typeof ERROR_TABLE;

export interface ErrorRow {
  readonly sqlState: string;
  readonly message: string;
  readonly remedy: string;
  readonly spark: string | undefined;
}

export function errorRow(condition: Condition): ErrorRow {
  const [sqlState, message, remedy, spark] = ERROR_TABLE[condition] as readonly [string, string, string?, string?];
  return { sqlState, message, remedy: remedy ?? "", spark };
}
