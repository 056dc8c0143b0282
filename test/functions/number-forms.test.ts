/** Numbers and other values by a format. */
import { expectAnswers } from "./answers.ts";

expectAnswers({
  "SELECT to_char(0.5, '9.9') AS a, to_char(0.5, '99.9') AS b, to_char(0.5, '.9') AS c, to_char(0, '99') AS d, to_char(0.125, '9.9') AS e, to_char(2, '$99.99') AS f, to_char(12.5, 'S$999.9') AS g, to_char(12, 'S999') AS h, to_char(12, '999PR') AS i, to_char(-12, '999PR') AS j":
    [
      '{"a":"0.5","b":" 0.5","c":".5","d":"  ","e":"#.#","f":"$ 2.00","g":"+$ 12.5","h":" +12","i":" 12  ","j":" <12>"}',
    ],
  "SELECT format_string('%s', array(1, NULL)) AS a, format_string('%s', named_struct('x', 1, 'y', 'z')) AS b, format_string('%s', map('a', 1)) AS c, format_string('%d', DATE'1970-01-03') AS d":
    ['{"a":"[1,null]","b":"[1,z]","c":"keys: [a], values: [1]","d":"2"}'],
  "SELECT to_json(map(named_struct('a', 1, 'b', 'x'), 2)) AS j": ['{"j":"{\\"[1,x]\\":2}"}'],
  "SELECT lpad(X'01', 3, X'FF') AS a, rpad(X'01', 3), lpad('a', 3, X'62') AS c, hex(lpad(X'010203', 2)) AS d": [
    '{"a":"//8B","rpad(X\'01\', 3, X\'00\')":"AQAA","c":"bba","d":"0102"}',
  ],
  "SELECT to_char(X'6162', 'BASE64'), to_char(X'6162', 'UTF-8'), to_varchar(X'6162', 'utf-8'), to_varchar(X'6162', 'hex')":
    [
      '{"base64(X\'6162\')":"YWI=","decode(X\'6162\', UTF-8)":"ab","to_varchar(X\'6162\', utf-8)":"ab","to_varchar(X\'6162\')":"6162"}',
    ],
  "SELECT to_char(d, 'yyyy') FROM VALUES (DATE'2021-03-04') AS t(d)": ['{"date_format(d, yyyy)":"2021"}'],
  "SELECT to_char(X'6162', 'utf-16')": "INVALID_PARAMETER_VALUE.BINARY_FORMAT",
  "SELECT to_varchar(X'6162', NULL)": "NON_FOLDABLE_ARGUMENT",
  "SELECT to_number('1', '999999999999999999999999999999999999999')": "DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION",
  "SELECT to_char(1, f) FROM VALUES ('9') AS t(f)": "DATATYPE_MISMATCH.NON_FOLDABLE_INPUT",
});
