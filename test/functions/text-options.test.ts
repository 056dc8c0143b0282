/** The schema of `from_json` and `from_csv` is read first, then the options, then what is to be read. */
import { expectAnswers } from "./answers.ts";

expectAnswers({
  "SELECT from_json(1, 'a b')": "PARSE_SYNTAX_ERROR",
  "SELECT from_json('{}', 'a NOSUCH')": "PARSE_SYNTAX_ERROR",
  "SELECT from_json('{}', 'nosuch')": "UNSUPPORTED_DATATYPE",
  "SELECT from_json('{}', array('a INT'))": "INVALID_SCHEMA.NON_STRING_LITERAL",
  "SELECT from_csv('1', 5, map('sep', 1))": "INVALID_SCHEMA.NON_STRING_LITERAL",
  "SELECT from_csv(1, 'a INT', 'sep')": "INVALID_OPTIONS.NON_MAP_FUNCTION",
  "SELECT from_csv(1, 'a INT', map('sep', 1))": "INVALID_OPTIONS.NON_STRING_TYPE",
  "SELECT from_csv(1, 'a INT', map('mode', 'DROPMALFORMED'))": "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  "SELECT schema_of_json(true)": "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  "SELECT to_csv(named_struct('a', 1), NULL)": "INVALID_OPTIONS.NON_MAP_FUNCTION",
  "SELECT from_json('{}', 'a VARCHAR(3)')": "UNSUPPORTED_CHAR_OR_VARCHAR_AS_STRING",
});
