/** Text: SQL, DDL, intervals. */
export const textsConditions = {
  UNBOUND_SQL_PARAMETER: [
    "42P02",
    "Found the unbound parameter: <name>.",
    "Give its value: sql(text, { name: value }) for :name, sql(text, [value]) for each ?.",
  ],
  MISSING_WINDOW_SPECIFICATION: [
    "42P20",
    "The window <windowName> is not defined in the WINDOW clause.",
    "Add WINDOW <windowName> AS (...) to the query.",
  ],
  PARSE_SYNTAX_ERROR: ["42601", "Syntax error at or near <error><hint>."],
  FAILED_TO_PARSE_TOO_COMPLEX: [
    "54001",
    "The statement is nested too deeply to parse.",
    "Divide it into temporary views or several steps.",
  ],
  PARSE_EMPTY_STATEMENT: ["42617", "Syntax error, unexpected empty statement."],
  INVALID_TYPED_LITERAL: ["42604", "The value of the typed literal <valueType> is invalid: <value>.", "<remedy>"],
  INVALID_NUMERIC_LITERAL_RANGE: [
    "22003",
    "Numeric literal <rawStrippedQualifier> is outside the valid range for <typeName> with minimum value of <minValue> and maximum value of <maxValue>.",
    "Adjust the value accordingly.",
  ],
  INVALID_INTERVAL_FORMAT: [
    "22006",
    "Error parsing '<input>'<role> to interval: <reason>.",
    "Write it as a number and a unit, such as '5 minutes'.",
  ],
  INVALID_NEGATIVE_DELAY: [
    "42000",
    "The delay threshold '<delay>' is negative.",
    "Give withWatermark a delay of zero or more.",
    "IllegalArgumentException",
  ],
  INVALID_JSON_DATA_TYPE: [
    "2203G",
    "Failed to convert the JSON string '<invalidType>' to a data type.",
    "Give Spark's JSON form of a type, as another schema's json() gives it; or DDL text.",
  ],
  UNSUPPORTED_CHAR_OR_VARCHAR_AS_STRING: [
    "0A000",
    "A column of a table that is read cannot be of the type CHAR or VARCHAR.",
    "Write STRING.",
  ],
  UNSUPPORTED_DATATYPE: ["0A000", "Unsupported data type <typeName>.", "<suggestion>"],
  DATATYPE_MISSING_SIZE: [
    "42K01",
    "DataType <type> requires a length parameter, for example <type>(10).",
    "Specify the length.",
  ],
  DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION: [
    "22003",
    "Decimal precision <precision> exceeds max precision <maxPrecision>.",
  ],
  DECIMAL_SCALE_EXCEEDS_PRECISION: ["22003", "Decimal scale <scale> is greater than precision <precision>."],
  UNSUPPORTED_SQL_STATEMENT: ["0A000", "The SQL clause or statement <statement> is not supported.", "<remedy>"],
  CANNOT_PARSE_INTERVAL: [
    "22006",
    "The text '<intervalString>', <role>, is no interval.",
    "Write a number and a unit, such as '10 minutes'.",
  ],
  "INVALID_INTERVAL_FORMAT.ARITHMETIC_EXCEPTION": [
    "22006",
    "Error parsing '<input>'<role> to interval: it is longer than an interval can be.",
  ],
  "INVALID_INTERVAL_FORMAT.INPUT_IS_EMPTY": [
    "22006",
    "Error parsing '<input>'<role> to interval: there is nothing in it.",
  ],
  "INVALID_INTERVAL_FORMAT.INVALID_FRACTION": [
    "22006",
    "Error parsing '<input>'<role> to interval: '<unit>' cannot have a fraction.",
  ],
  "INVALID_INTERVAL_FORMAT.INVALID_VALUE": ["22006", "Error parsing '<input>'<role> to interval: it is no number."],
  "INVALID_INTERVAL_FORMAT.UNSUPPORTED_FROM_TO_EXPRESSION": [
    "22006",
    "There is no interval from <from> to <to>.",
    "Write a range of units such as DAY TO SECOND or YEAR TO MONTH.",
  ],
  "INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING": [
    "22006",
    "The text <input> does not fit <supportedFormat> of <typeName> (<intervalStr>).",
  ],
  "INVALID_INTERVAL_FORMAT.UNRECOGNIZED_NUMBER": [
    "22006",
    "Error parsing '<input>'<role> to interval: unrecognized number '<number>'.",
    "Write amounts with their units, such as '10 seconds'.",
  ],
  "INVALID_INTERVAL_FORMAT.INVALID_UNIT": [
    "22006",
    "Error parsing '<input>'<role> to interval: invalid unit '<unit>'.",
    "Units are year, month, week, day, hour, minute, second, millisecond and microsecond.",
  ],
  "INVALID_INTERVAL_FORMAT.INTERVAL_PARSING": ["22006", "The text <input> is no interval of <interval>."],
  "INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING_WITH_NOTICE": [
    "22006",
    "The text <input> does not fit <supportedFormat> of <typeName> (<intervalStr>).",
  ],
  "INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX": [
    "42000",
    "Invalid SQL syntax: The function <prettyName> does not support <syntax>.",
  ],
  "INVALID_SQL_SYNTAX.EMPTY_QUANTIFIED_PATTERN": ["42000", "LIKE ANY and LIKE ALL need at least one pattern."],
  "INVALID_SQL_SYNTAX.EMPTY_IN_PREDICATE": ["42000", "IN needs at least one value."],
  PARSE_MODE_UNSUPPORTED: ["42601", "<funcName> does not support the mode <mode>.", "Use PERMISSIVE or FAILFAST."],
  UNSUPPORTED_TIME_TYPE: ["0A000", "The TIME type is not supported."],
} as const;
