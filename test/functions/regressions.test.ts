/** Lines through points. */
import { expectAnswers } from "./answers.ts";

expectAnswers({
  "SELECT regr_count(a, b), regr_avgx(a, b), regr_avgy(a, b), regr_slope(a, b), regr_intercept(a, b), regr_r2(a, b), regr_sxx(a, b), regr_syy(a, b), regr_sxy(a, b) FROM VALUES (1,2) AS t(a,b)":
    [
      '{"regr_count(a, b)":1,"regr_avgx(a, b)":2.0,"regr_avgy(a, b)":1.0,"regr_slope(a, b)":null,"regr_intercept(a, b)":null,"regr_r2(a, b)":null,"regr_sxx(a, b)":0.0,"regr_syy(a, b)":0.0,"regr_sxy(a, b)":0.0}',
    ],
  "SELECT regr_count(a, b), regr_avgx(a, b), regr_avgy(a, b), regr_slope(a, b), regr_intercept(a, b), regr_r2(a, b), regr_sxx(a, b), regr_syy(a, b), regr_sxy(a, b) FROM VALUES (1,NULL) AS t(a,b)":
    [
      '{"regr_count(a, b)":0,"regr_avgx(a, b)":null,"regr_avgy(a, b)":null,"regr_slope(a, b)":null,"regr_intercept(a, b)":null,"regr_r2(a, b)":null,"regr_sxx(a, b)":null,"regr_syy(a, b)":null,"regr_sxy(a, b)":null}',
    ],
  "SELECT regr_count(a, b), regr_avgx(a, b), regr_avgy(a, b), regr_slope(a, b), regr_intercept(a, b), regr_r2(a, b), regr_sxx(a, b), regr_syy(a, b), regr_sxy(a, b) FROM VALUES (1,2),(1,3) AS t(a,b)":
    [
      '{"regr_count(a, b)":2,"regr_avgx(a, b)":2.5,"regr_avgy(a, b)":1.0,"regr_slope(a, b)":0.0,"regr_intercept(a, b)":1.0,"regr_r2(a, b)":1.0,"regr_sxx(a, b)":0.5,"regr_syy(a, b)":0.0,"regr_sxy(a, b)":0.0}',
    ],
  "SELECT regr_count(a, b), regr_avgx(a, b), regr_avgy(a, b), regr_slope(a, b), regr_intercept(a, b), regr_r2(a, b), regr_sxx(a, b), regr_syy(a, b), regr_sxy(a, b) FROM VALUES (1,2),(4,2) AS t(a,b)":
    [
      '{"regr_count(a, b)":2,"regr_avgx(a, b)":2.0,"regr_avgy(a, b)":2.5,"regr_slope(a, b)":null,"regr_intercept(a, b)":null,"regr_r2(a, b)":null,"regr_sxx(a, b)":0.0,"regr_syy(a, b)":4.5,"regr_sxy(a, b)":0.0}',
    ],
  "SELECT regr_count(a, b), regr_avgx(a, b), regr_avgy(a, b), regr_slope(a, b), regr_intercept(a, b), regr_r2(a, b), regr_sxx(a, b), regr_syy(a, b), regr_sxy(a, b) FROM VALUES (1,2),(4,2.5),(9, NULL),(NULL,3),(7,8) AS t(a,b)":
    [
      '{"regr_count(a, b)":3,"regr_avgx(a, b)":4.16667,"regr_avgy(a, b)":4.0,"regr_slope(a, b)":0.81203007518797,"regr_intercept(a, b)":0.6165413533834583,"regr_r2(a, b)":0.81203007518797,"regr_sxx(a, b)":22.166666666666664,"regr_syy(a, b)":18.0,"regr_sxy(a, b)":18.0}',
    ],
  "SELECT regr_slope(a, b), regr_avgx(a, b) FROM VALUES ('1','2'),('2','4') AS t(a,b)": [
    '{"regr_slope(a, b)":0.5,"regr_avgx(a, b)":3.0}',
  ],
  "SELECT regr_avgx(a, b), regr_avgy(a, b) FROM VALUES (1.5,2.25),(2.5,4.25) AS t(a,b)": [
    '{"regr_avgx(a, b)":3.250000,"regr_avgy(a, b)":2.00000}',
  ],
  "SELECT regr_avgx(a, b), regr_avgy(a, b) FROM VALUES (INTERVAL '1' DAY,2) AS t(a,b)":
    "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  "SELECT regr_count(a, b) FROM VALUES (true,array(1)) AS t(a,b)": "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  "SELECT regr_count(a) FROM VALUES (true,array(1)) AS t(a,b)": "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
  "SELECT regr_count('x', b) FROM VALUES (true,array(1)) AS t(a,b)": "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  "SELECT regr_slope(DISTINCT a, b) FROM VALUES (1,2),(1,2),(4,8) AS t(a,b)": ['{"regr_slope(DISTINCT a, b)":0.5}'],
  "SELECT regr_slope(a, b) FILTER (WHERE a < 4) FROM VALUES (1,2),(3,2),(4,8) AS t(a,b)": [
    '{"regr_slope(a, b) FILTER (WHERE (a < 4))":null}',
  ],
  "SELECT regr_slope(a, b) OVER () FROM VALUES (1,2),(3,2),(4,8) AS t(a,b)": [
    '{"regr_slope(a, b) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)":0.3333333333333333}',
    '{"regr_slope(a, b) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)":0.3333333333333333}',
    '{"regr_slope(a, b) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)":0.3333333333333333}',
  ],
});
