/** Numbers as text by a format, and back. */
import { expectAnswers } from "../answers.ts";

expectAnswers({
  "SELECT to_char(1234567, '99,999') AS a, to_char(-123456, '99,999S') AS b, to_char(123, '99PR') AS c, to_char(-123456, '$99.9') AS d":
    ['{"a":"## ###","b":"## ###-","c":"##  ","d":"$##.#"}'],
  "SELECT to_char(12, '0,999.9') AS a, to_char(12, '9,999.9') AS b, to_char(5, '9.') AS c, to_char(0, '99.') AS d, to_char(12, 'S99MI') AS e, to_char(12, 'MI99PR') AS f":
    ['{"a":"0, 12.0","b":"   12.0","c":"5 ","d":" 0 ","e":"+12 ","f":" 12  "}'],
  "SELECT to_number('1,2', '999,999') AS a, to_number(',456', '999,999') AS b, to_number('1 2', '99') AS c, to_number('12.', '99.') AS d, try_to_number('1.', 'S999') AS e, to_number('1', NULL) AS f":
    ['{"a":12,"b":456,"c":12,"d":12,"e":null,"f":null}'],
  "SELECT to_number('<12>', '99PR') AS a, to_number('-$12', 'S$99') AS b, to_number('12-', '99MI') AS c": [
    '{"a":-12,"b":-12,"c":-12}',
  ],
  "SELECT to_number('1', '09')": "INVALID_FORMAT.MISMATCH_INPUT",
  "SELECT to_number('+12', 'MI99')": "INVALID_FORMAT.MISMATCH_INPUT",
  "SELECT to_number('$-12', '$99S')": "INVALID_FORMAT.MISMATCH_INPUT",
});
