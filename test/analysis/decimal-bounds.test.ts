/** A whole number beside a decimal that is written down, and how such decimals are printed. */
import { expectAnswers } from "../functions/answers.ts";

expectAnswers({
  "SELECT 1.5 > 1, 1 >= 2.5, 2.5 <= 3, a < -1.5, -1.5 < a, a > 2.0, a = 2.0, a > 1.5D FROM VALUES (1) AS t(a)": [
    '{"(2 > 1)":true,"(1 >= 3)":false,"(3 <= 3)":true,"(a < -1)":false,"(-2 < a)":true,"(a > 2)":false,"(a = 2.0)":false,"(a > 1.5)":false}',
  ],
  "SELECT a > 99999999999999999999 FROM VALUES (1) AS t(a)": ['{"false":false}'],
  "SELECT 99999999999999999999 > a FROM VALUES (1) AS t(a)": ['{"true":true}'],
  "SELECT -0.0, 0.0000001": ['{"0.0":0.0,"1E-7":1E-7}'],
  "SELECT to_json(named_struct('x', CAST(1E-10 AS DECIMAL(20,12)))) AS j": ['{"j":"{\\"x\\":1.00E-10}"}'],
});
