/** Values, met while a query runs. */
export const valuesConditions = {
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
  CANNOT_PARSE_JSON_FIELD: [
    "2203G",
    "The value <fieldValue> of the field <fieldName>, a JSON token of type <jsonType>, cannot be read as <dataType>.",
  ],
  EMPTY_JSON_FIELD_VALUE: ["42604", "An empty string cannot be read as <dataType>."],
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
  MAP_KEYS_AND_VALUES_DIFFER: [
    "22023",
    "A map cannot be made of <keys> keys and <values> values.",
    "Give arrays of one length.",
  ],
  "COLLECTION_SIZE_LIMIT_EXCEEDED.PARAMETER": [
    "54000",
    "Can't create array with <numberOfElements> elements which exceeding the array size limit <maxRoundedArrayLength>, the value of parameter(s) <parameter> in the function <functionName> is invalid.",
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
  CANNOT_DECODE_URL: ["22546", "The URL <url> cannot be decoded.", "Use `try_url_decode` to get NULL instead."],
  CONVERSION_INVALID_INPUT: [
    "22018",
    "The value <str> cannot be converted to <targetType>: it is not in the format <fmt>.",
    "Use <suggestion> to get NULL instead.",
  ],
  "DATETIME_FIELD_OUT_OF_BOUNDS.WITHOUT_SUGGESTION": ["22023", "<rangeMessage>."],
  FAILED_FUNCTION_CALL: ["38000", "The function <funcName> cannot be called with these arguments."],
  ILLEGAL_DAY_OF_WEEK: ["22009", "No day of the week is called <string>."],
  "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION": [
    "42K0B",
    "The datetime pattern <pattern> has letters that Spark no longer reads.",
    "Use the letters of <docroot>/sql-ref-datetime-pattern.html.",
  ],
  "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_WEEK_BASED_PATTERN": [
    "42K0B",
    "Week-based patterns are not supported, and the pattern has the letter <c>.",
    "Use the function EXTRACT instead.",
  ],
  "INTERVAL_ARITHMETIC_OVERFLOW.WITHOUT_SUGGESTION": ["22015", "An interval has grown past what it can hold."],
  "INTERVAL_ARITHMETIC_OVERFLOW.WITH_SUGGESTION": [
    "22015",
    "An interval has grown past what it can hold.",
    "Use <functionName> to get NULL instead.",
  ],
  INTERVAL_DIVIDED_BY_ZERO: ["22012", "An interval is divided by zero.", "Use `try_divide` to get NULL instead."],
  "INVALID_DATETIME_PATTERN.ILLEGAL_CHARACTER": [
    "22007",
    "The datetime pattern <pattern> has the character <c>, which means nothing there.",
  ],
  "INVALID_DATETIME_PATTERN.LENGTH": ["22007", "The datetime pattern <pattern> has a letter too often."],
  "INVALID_DATETIME_PATTERN.WITH_SUGGESTION": [
    "22007",
    "The datetime pattern <pattern> cannot be read.",
    "The letters are listed at <docroot>/sql-ref-datetime-pattern.html.",
  ],
  INVALID_ESCAPE_CHAR: ["42604", "`EscapeChar` should be a string literal of length one, but got <sqlExpr>."],
  INVALID_ESC: ["42604", "The escape <invalidEscape> must be one character."],
  "INVALID_FORMAT.ESC_AT_THE_END": ["42601", "The pattern <format> ends with its escape character."],
  "INVALID_FORMAT.ESC_IN_THE_MIDDLE": [
    "42601",
    "In the pattern <format> the escape character stands before <char>, which needs none.",
  ],
  "INVALID_FORMAT.CONT_THOUSANDS_SEPS": [
    "42601",
    "In the format <format> a thousands separator (',' or 'G') has no digit on one of its sides.",
  ],
  "INVALID_FORMAT.CUR_MUST_BEFORE_DEC": ["42601", "In the format <format> the '$' stands behind the decimal point."],
  "INVALID_FORMAT.CUR_MUST_BEFORE_DIGIT": ["42601", "In the format <format> the '$' stands behind a digit."],
  "INVALID_FORMAT.EMPTY": ["42601", "The format <format> is empty."],
  "INVALID_FORMAT.MISMATCH_INPUT": ["42601", "The <inputType> <input> is not in the format <format>."],
  "INVALID_FORMAT.THOUSANDS_SEPS_MUST_BEFORE_DEC": [
    "42601",
    "In the format <format> a thousands separator (',' or 'G') stands behind the decimal point.",
  ],
  "INVALID_FORMAT.UNEXPECTED_TOKEN": [
    "42601",
    "In the format <format> the <token> cannot stand where it stands.",
    "The order is [MI | S] [$] [0 | 9 | G | ,]... [. | D] [0 | 9]... [PR | MI | S].",
  ],
  "INVALID_FORMAT.WRONG_NUM_DIGIT": ["42601", "The format <format> needs at least one digit."],
  "INVALID_FORMAT.WRONG_NUM_TOKEN": ["42601", "In the format <format> the <token> stands more than once."],
  INVALID_FRACTION_OF_SECOND: [
    "22023",
    "The second <secAndMicros> lies outside 0 to 60.",
    "Use `try_make_timestamp` to get NULL instead.",
  ],
  "INVALID_PARAMETER_VALUE.BINARY_FORMAT": [
    "22023",
    "The value of <parameter> in <functionName> must be one of 'base64', 'hex' and 'utf-8', but is <invalidFormat>.",
  ],
  "INVALID_PARAMETER_VALUE.BIT_POSITION_RANGE": [
    "22023",
    "The value of <parameter> in <functionName> must lie from 0 up to <upper>, without it, but is <invalidValue>.",
  ],
  "INVALID_PARAMETER_VALUE.CHARSET": [
    "22023",
    "The value of <parameter> in <functionName> must be one of <charsets>, but is <charset>.",
  ],
  "INVALID_PARAMETER_VALUE.LENGTH": [
    "22023",
    "The value of <parameter> in <functionName> must not be negative, but is <length>.",
  ],
  "INVALID_PARAMETER_VALUE.START": [
    "22023",
    "The value of <parameter> in <functionName> must not be 0: positions count from 1, or from -1 at the end.",
  ],
  "INVALID_PARAMETER_VALUE.ZERO_INDEX": [
    "22023",
    "The value of <parameter> in <functionName> has an argument index of 0: they count from 1.",
  ],
  INVALID_REGEXP_REPLACE: [
    "22023",
    "The replacement <replacement> does not fit the pattern <pattern> (source <source>, position <position>).",
  ],
  INVALID_TIMEZONE: [
    "22009",
    "There is no time zone <timeZone>.",
    "Give a name such as Europe/Berlin or an offset such as +02:00.",
  ],
  INVALID_URL: ["22P02", "The text <url> is no URL.", "Use `try_parse_url` to get NULL instead."],
  INVALID_UTF8_STRING: ["22029", "The bytes <str> are no UTF-8 text."],
  "MALFORMED_RECORD_IN_PARSING.CANNOT_PARSE_JSON_ARRAYS_AS_STRUCTS": [
    "22023",
    "The record <badRecord> is a JSON array where an object is wanted (mode <failFastMode>).",
    'Set the option "mode" to "PERMISSIVE" to get NULLs instead.',
  ],
  MALFORMED_CHARACTER_CODING: ["22000", "<function> meets characters that <charset> does not have."],
  NEGATIVE_VALUES_IN_FREQUENCY_EXPRESSION: [
    "22003",
    "The frequency <frequencyExpression> is negative: <negativeValue>.",
  ],
  SCALAR_SUBQUERY_TOO_MANY_ROWS: [
    "21000",
    "A query used as a value gives more than one row.",
    "Aggregate it, or add LIMIT 1.",
  ],
} as const;
