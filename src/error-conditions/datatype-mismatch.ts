/** Arguments whose types do not go together, or not with the function. */
export const datatypeMismatchConditions = {
  "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE": [
    "42K09",
    "Cannot resolve <sqlExpr> due to data type mismatch: The <paramIndex> parameter requires the <requiredType> type, however <inputSql> has the type <inputType>.",
    "Cast it, or give another value.",
  ],
  "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES": [
    "42K09",
    "Cannot resolve <sqlExpr> due to data type mismatch: the left and right operands of the binary operator have incompatible types (<left> and <right>).",
    "Cast one of them to the type of the other.",
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
    "Compare it with a value, as in x > 0.",
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
  "DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_WRONG_COMPARISON": [
    "42K09",
    "Cannot resolve <sqlExpr> due to data type mismatch: the lower bound of a window frame must not lie behind its upper bound.",
  ],
  "DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_UNACCEPTED_TYPE": [
    "42K09",
    "Cannot resolve <sqlExpr> due to data type mismatch: the type of the <location> bound <exprType> does not match the expected type <expectedType>.",
  ],
  "DATATYPE_MISMATCH.RANGE_FRAME_MULTI_ORDER": [
    "42K09",
    "Cannot resolve <sqlExpr> due to data type mismatch: a RANGE frame with a distance needs one ORDER BY expression, but has <orderSpec>.",
  ],
  "DATATYPE_MISMATCH.RANGE_FRAME_WITHOUT_ORDER": [
    "42K09",
    "Cannot resolve <sqlExpr> due to data type mismatch: a RANGE frame needs an ORDER BY in its window.",
  ],
  "DATATYPE_MISMATCH.IN_SUBQUERY_LENGTH_MISMATCH": [
    "42K09",
    "Cannot resolve <sqlExpr> due to data type mismatch: IN compares <leftLength> values [<leftColumns>] with a query of <rightLength> columns [<rightColumns>].",
  ],
  "DATATYPE_MISMATCH.IN_SUBQUERY_DATA_TYPE_MISMATCH": [
    "42K09",
    "Cannot resolve <sqlExpr> due to data type mismatch: IN compares <leftType> with <rightType>: <mismatchedColumns>.",
  ],
  "DATATYPE_MISMATCH.ARRAY_FUNCTION_DIFF_TYPES": [
    "42K09",
    "Cannot resolve <sqlExpr>: <functionName> takes an <dataType> and a value of its elements' type, not <leftType> and <rightType>.",
  ],
  "DATATYPE_MISMATCH.BINARY_ARRAY_DIFF_TYPES": [
    "42K09",
    "Cannot resolve <sqlExpr>: <functionName> takes two of <arrayType> with the same elements, not <leftType> and <rightType>.",
  ],
  "DATATYPE_MISMATCH.CAST_WITH_CONF_SUGGESTION": [
    "42K09",
    "Cannot resolve <sqlExpr>: there is no cast from <srcType> to <targetType> in ANSI mode.",
    "Set <config> to <configVal> to allow it.",
  ],
  "DATATYPE_MISMATCH.CAST_WITH_FUNC_SUGGESTION": [
    "42K09",
    "Cannot resolve <sqlExpr>: there is no cast from <srcType> to <targetType>.",
    "Use <functionNames> instead.",
  ],
  "DATATYPE_MISMATCH.CREATE_NAMED_STRUCT_WITHOUT_FOLDABLE_STRING": [
    "42K09",
    "Cannot resolve <sqlExpr>: field names must be constant texts, not <inputExprs>.",
  ],
  "DATATYPE_MISMATCH.HASH_MAP_TYPE": ["42K09", "Cannot resolve <sqlExpr>: <functionName> takes no maps."],
  "DATATYPE_MISMATCH.INVALID_JSON_MAP_KEY_TYPE": [
    "42K09",
    "Cannot resolve <sqlExpr>: the keys of <schema> must be texts.",
  ],
  "DATATYPE_MISMATCH.INVALID_JSON_SCHEMA": [
    "42K09",
    "Cannot resolve <sqlExpr>: <schema> is no struct, array, map or variant.",
  ],
  "DATATYPE_MISMATCH.INVALID_MAP_KEY_TYPE": ["42K09", "Cannot resolve <sqlExpr>: a map's key cannot be <keyType>."],
  "DATATYPE_MISMATCH.MAP_CONCAT_DIFF_TYPES": [
    "42K09",
    "Cannot resolve <sqlExpr>: <functionName> takes maps of one type, not <dataType>.",
  ],
  "DATATYPE_MISMATCH.MAP_FUNCTION_DIFF_TYPES": [
    "42K09",
    "Cannot resolve <sqlExpr>: <functionName> takes a <dataType> and a value of its keys' type, not <leftType> and <rightType>.",
  ],
  "DATATYPE_MISMATCH.MAP_ZIP_WITH_DIFF_TYPES": [
    "42K09",
    "Cannot resolve <sqlExpr>: <functionName> takes maps with the same keys, not <leftType> and <rightType>.",
  ],
  "DATATYPE_MISMATCH.NON_STRING_TYPE": [
    "42K09",
    "Cannot resolve <sqlExpr>: every argument of <funcName> must be a text.",
  ],
  "DATATYPE_MISMATCH.NULL_TYPE": [
    "42K09",
    "Cannot resolve <sqlExpr>: no argument of <functionName> may be a bare NULL.",
  ],
  "DATATYPE_MISMATCH.SEQUENCE_WRONG_INPUT_TYPES": [
    "42K09",
    "Cannot resolve <sqlExpr>: <functionName> takes <startType> with a step of <stepType>, or <otherStartType>.",
  ],
  "DATATYPE_MISMATCH.STACK_COLUMN_DIFF_TYPES": [
    "42K09",
    "Cannot resolve <sqlExpr>: column <columnIndex> mixes <leftType> (argument <leftParamIndex>) and <rightType> (argument <rightParamIndex>).",
  ],
  "DATATYPE_MISMATCH.UNEXPECTED_NULL": ["42K09", "Cannot resolve <sqlExpr>: <exprName> must not be NULL."],
  "DATATYPE_MISMATCH.UNEXPECTED_RETURN_TYPE": [
    "42K09",
    "Cannot resolve <sqlExpr>: the function given to <functionName> must give <expectedType>, not <actualType>.",
  ],
  "DATATYPE_MISMATCH.UNSUPPORTED_INPUT_TYPE": [
    "42K09",
    "Cannot resolve <sqlExpr>: <functionName> does not take <dataType>.",
  ],
  "DATATYPE_MISMATCH.CREATE_MAP_KEY_DIFF_TYPES": [
    "42K09",
    "Cannot resolve <sqlExpr>: keys must be of one type, not <dataType>.",
  ],
  "DATATYPE_MISMATCH.CREATE_MAP_VALUE_DIFF_TYPES": [
    "42K09",
    "Cannot resolve <sqlExpr>: values must be of one type, not <dataType>.",
  ],
  "DATATYPE_MISMATCH.INPUT_SIZE_NOT_ONE": ["42K09", "Cannot resolve <sqlExpr>: the length of <exprName> should be 1."],
  "DATATYPE_MISMATCH.INVALID_ARG_VALUE": [
    "42K09",
    "Cannot resolve <sqlExpr>: <inputName> must be a <requireType> of <validValues>, not <inputValue>.",
  ],
} as const;
