/** Texts and bytes: parts of them, and patterns that end with an escape. */
import { expectAnswers } from "./answers.ts";

expectAnswers({
  "SELECT contains(X'6162', 'b') AS a, contains(X'6162', X'62') AS b, startswith('ab', X'61') AS c, endswith(X'FF00', X'00') AS d, contains(X'1626', X'62') AS e":
    ['{"a":true,"b":true,"c":true,"d":true,"e":false}'],
  "SELECT 'a' LIKE 'b\\\\'": "INVALID_FORMAT.ESC_AT_THE_END",
  "SELECT 'a' LIKE 'b/' ESCAPE '/'": "INVALID_FORMAT.ESC_AT_THE_END",
  "SELECT NULL LIKE 'b\\\\' AS a, '\\\\' LIKE '\\\\\\\\' AS b": ['{"a":null,"b":true}'],
  "SELECT regexp_replace('a', 'b', 'X', '0')": "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE",
});
