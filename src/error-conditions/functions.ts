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
  NON_FOLDABLE_ARGUMENT: [
    "42K08",
    "The argument <paramName> of <funcName> must be a constant of <paramType>.",
    "Write the value itself.",
  ],
} as const;
