/** Calls of functions: what stands beside their arguments, and what the arguments may be. */
export const functionsConditions = {
  BOOLEAN_LITERAL_EXPECTED: [
    "42K09",
    "The second argument of <funcName> should be a boolean literal.",
    "Write true to leave NULLs out, or IGNORE NULLS.",
    "_LEGACY_ERROR_TEMP_1210",
  ],
  ESTIMATION_ERROR_NOT_A_LITERAL: [
    "42K09",
    "The maximum estimation error allowed should be a double literal value, not <value>.",
    "Write a number such as 0.05.",
    "_LEGACY_ERROR_TEMP_1104",
  ],
  SEQUENCE_STEP_WITHIN_DAY: [
    "42K09",
    "A sequence of dates must have a step of whole days or months, not of <step> microseconds.",
    "Use an interval of days, or timestamps.",
    "_LEGACY_ERROR_TEMP_3242",
  ],
  MISSING_GROUP_BY: [
    "42803",
    "The query has <expression> beside aggregates, but no GROUP BY.",
    "Group by it, or put it into an aggregate such as any_value(<expression>).",
  ],
  SECOND_FUNCTION_ARGUMENT_NOT_INTEGER: ["22023", "The second argument of <functionName> must be an integer."],
  "INVALID_PARAMETER_VALUE.DATETIME_UNIT": [
    "22023",
    "<functionName> expects a unit such as YEAR, MONTH, DAY or HOUR without quotes, not <invalidValue>.",
  ],
  WINDOW_INTERVAL_NOT_A_LITERAL: [
    "42K09",
    "The duration, slide and start of <sqlExpr> must be literals of a text or a whole number, which <inputExpr> is not.",
    "Write a text such as '10 minutes', or a number of microseconds.",
    "_LEGACY_ERROR_TEMP_1207",
  ],
  WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE: [
    "42601",
    "The window function <funcName> needs an OVER clause.",
    "Write <funcName> OVER (ORDER BY ...).",
  ],
  "INVALID_WITHIN_GROUP_EXPRESSION.DISTINCT_UNSUPPORTED": [
    "42K0K",
    "The function <funcName> cannot be used with DISTINCT.",
  ],
  "INVALID_WITHIN_GROUP_EXPRESSION.WITHIN_GROUP_MISSING": [
    "42K0K",
    "The function <funcName> needs WITHIN GROUP (ORDER BY ...).",
  ],
  "INVALID_WITHIN_GROUP_EXPRESSION.WRONG_NUM_ORDERINGS": [
    "42K0K",
    "The function <funcName> takes <expectedNum> expressions in WITHIN GROUP (ORDER BY ...), not <actualNum>.",
  ],
  "INVALID_WITHIN_GROUP_EXPRESSION.MISMATCH_WITH_DISTINCT_INPUT": [
    "42K0K",
    "With DISTINCT the function <funcName> can be ordered by its argument <funcArg> alone, not by <orderingExpr>.",
  ],
  INVALID_WINDOW_SPEC_FOR_AGGREGATION_FUNC: [
    "42601",
    "The function <aggFunc> takes neither ORDER BY nor a frame in its window.",
  ],
  "INVALID_PARAMETER_VALUE.AES_KEY_LENGTH": [
    "22023",
    "The <parameter> of <functionName> must have 16, 24 or 32 bytes, not <actualLength>.",
  ],
  "INVALID_PARAMETER_VALUE.AES_IV_LENGTH": [
    "22023",
    "The <parameter> of <functionName> must have 16 bytes for CBC and 12 for GCM; for <mode> it has <actualLength>.",
  ],
  "INVALID_PARAMETER_VALUE.AES_CRYPTO_ERROR": [
    "22023",
    "The <parameter> of <functionName> do not fit each other: <detailMessage>.",
    "Decrypt with the key, the mode and the additional data the value was encrypted with.",
  ],
  "UNSUPPORTED_FEATURE.AES_MODE": ["0A000", "<functionName> knows no mode <mode> with the padding <padding>."],
  "UNSUPPORTED_FEATURE.AES_MODE_IV": ["0A000", "<functionName> takes no initial vector in the mode <mode>."],
  "UNSUPPORTED_FEATURE.AES_MODE_AAD": ["0A000", "<functionName> takes no additional data in the mode <mode>."],
  AGGREGATE_EXPECTED_IN_PIVOT: [
    "42000",
    "Aggregate expression required for pivot, but '<sql>' did not appear in any aggregate function.",
    "Write sum(<sql>), or another aggregate.",
    "_LEGACY_ERROR_TEMP_1006",
  ],
  REPEATED_CLAUSE: [
    "42614",
    "The <clause> clause may be used at most once per <operation>, and over plain groups alone.",
    "Use groupBy(...).pivot(...) once.",
  ],
  NON_LITERAL_PIVOT_VALUES: ["42K08", "The values of PIVOT must be constants, which <expression> is not."],
  PIVOT_VALUE_DATA_TYPE_MISMATCH: [
    "42K09",
    "The value <value> of PIVOT has the type <valueType>, which is not that of the pivot column, <pivotType>.",
  ],
  UNPIVOT_REQUIRES_ATTRIBUTES: [
    "42K0A",
    "UNPIVOT takes columns alone where the <given> columns are given, not <expressions>.",
    "Compute them in a sub-query.",
  ],
  UNPIVOT_REQUIRES_VALUE_COLUMNS: [
    "42K0A",
    "At least one value column must be given to UNPIVOT.",
    "Name the columns that become rows.",
  ],
  UNPIVOT_VALUE_DATA_TYPE_MISMATCH: [
    "42K09",
    "The value columns of UNPIVOT have no common type: <types>.",
    "Cast them in a sub-query.",
  ],
  UNPIVOT_VALUE_SIZE_MISMATCH: [
    "428C4",
    "Every set of columns of UNPIVOT must have as many as there are names: <names>.",
  ],
  SEED_EXPRESSION_IS_UNFOLDABLE: [
    "42K08",
    "The seed <seedExpr> of <exprWithSeed> must be a constant.",
    "Write the number itself.",
  ],
  "INVALID_PARAMETER_VALUE.LONG": [
    "22023",
    "The <parameter> of <functionName> must be a whole number, not <invalidValue>.",
  ],
  INVALID_NON_DETERMINISTIC_EXPRESSIONS: [
    "42K0E",
    "What follows from chance or from the order of rows cannot stand in the condition of a join: <sqlExprs>.",
    "Compute it in a sub-query of one side.",
  ],
  AGGREGATE_FUNCTION_WITH_NONDETERMINISTIC_EXPRESSION: [
    "42845",
    "An aggregate takes nothing that follows from chance or from the order of rows: <sqlExpr>.",
    "Compute it in a sub-query.",
  ],
  UNRECOGNIZED_PARAMETER_NAME: [
    "4274K",
    "<routineName> has no argument <argumentName>.",
    "Its arguments are <proposal>.",
  ],
  UNEXPECTED_POSITIONAL_ARGUMENT: [
    "4274K",
    "<routineName> is given an argument without a name behind the one named <parameterName>.",
    "Name it, or put it first.",
  ],
  "DUPLICATE_ROUTINE_PARAMETER_ASSIGNMENT.BOTH_POSITIONAL_AND_NAMED": [
    "4274K",
    "<routineName> is given <parameterName> twice: by its place and by its name.",
  ],
  "DUPLICATE_ROUTINE_PARAMETER_ASSIGNMENT.DOUBLE_NAMED_ARGUMENT_REFERENCE": [
    "4274K",
    "<routineName> is given <parameterName> twice by its name.",
  ],
  NON_FOLDABLE_ARGUMENT: [
    "42K08",
    "The argument <paramName> of <funcName> must be a constant of <paramType>.",
    "Write the value itself.",
  ],
} as const;
