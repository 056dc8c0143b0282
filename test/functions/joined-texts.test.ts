/** Texts one after the other, in an order or as they come. */
import { expectAnswers } from "./answers.ts";

expectAnswers({
  "SELECT listagg(a) WITHIN GROUP (ORDER BY a) FROM VALUES ('b'),('a') AS t(a)": [
    '{"listagg(a, NULL) WITHIN GROUP (ORDER BY a ASC NULLS FIRST)":"ab"}',
  ],
  "SELECT listagg(a, ',') WITHIN GROUP (ORDER BY b DESC, a) FROM VALUES ('b',1),('a',1),('c',2),(NULL,5) AS t(a,b)": [
    '{"listagg(a, ,) WITHIN GROUP (ORDER BY b DESC NULLS LAST, a ASC NULLS FIRST)":"c,a,b"}',
  ],
  "SELECT listagg(a, ',') WITHIN GROUP (ORDER BY b NULLS LAST) FROM VALUES ('b',NULL),('a',1),('c',0) AS t(a,b)": [
    '{"listagg(a, ,) WITHIN GROUP (ORDER BY b ASC NULLS LAST)":"c,a,b"}',
  ],
  "SELECT listagg(DISTINCT a, ',') WITHIN GROUP (ORDER BY b) FROM VALUES ('b',1),('a',1) AS t(a,b)":
    "INVALID_WITHIN_GROUP_EXPRESSION.MISMATCH_WITH_DISTINCT_INPUT",
  "SELECT length(listagg(DISTINCT a, ',')) FROM VALUES ('b'),('a'),('b') AS t(a)": [
    '{"length(listagg(DISTINCT a, ,))":3}',
  ],
  "SELECT listagg(a, b) FROM VALUES ('b','x'),('a','y') AS t(a,b)": "DATATYPE_MISMATCH.NON_FOLDABLE_INPUT",
  "SELECT listagg(a, 1) FROM VALUES ('b'),('a') AS t(a)": ['{"listagg(a, 1)":"b1a"}'],
  "SELECT listagg(a, NULL) FROM VALUES ('b'),('a') AS t(a)": ['{"listagg(a, NULL)":"ba"}'],
  "SELECT listagg(a, X'2C') FROM VALUES (X'41'),(X'42') AS t(a)": ['{"listagg(a, X\'2C\')":"QSxC"}'],
  "SELECT listagg(a, ',') FROM VALUES (X'41'),(X'42') AS t(a)": "DATATYPE_MISMATCH.DATA_DIFF_TYPES",
  "SELECT listagg(a) FROM VALUES (X'41'),(X'42') AS t(a)": ['{"listagg(a, NULL)":"QUI="}'],
  "SELECT listagg(a) FROM VALUES (array(1)) AS t(a)": "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  "SELECT listagg(a) FROM VALUES (true) AS t(a)": ['{"listagg(a, NULL)":"true"}'],
  "SELECT listagg(a) FROM VALUES (DATE'2020-01-01') AS t(a)": ['{"listagg(a, NULL)":"2020-01-01"}'],
  "SELECT listagg(a, ',') WITHIN GROUP (ORDER BY a) FILTER (WHERE a > 'a') FROM VALUES ('b'),('a'),('c') AS t(a)": [
    '{"listagg(a, ,) WITHIN GROUP (ORDER BY a ASC NULLS FIRST) FILTER (WHERE (a > a))":"b,c"}',
  ],
  "SELECT listagg(a, ',') WITHIN GROUP (ORDER BY a) OVER (PARTITION BY 1) FROM VALUES ('b'),('a'),('c') AS t(a)": [
    '{"listagg(a, ,) WITHIN GROUP (ORDER BY a ASC NULLS FIRST) OVER (PARTITION BY 1 ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)":"a,b,c"}',
    '{"listagg(a, ,) WITHIN GROUP (ORDER BY a ASC NULLS FIRST) OVER (PARTITION BY 1 ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)":"a,b,c"}',
    '{"listagg(a, ,) WITHIN GROUP (ORDER BY a ASC NULLS FIRST) OVER (PARTITION BY 1 ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)":"a,b,c"}',
  ],
  "SELECT listagg(a, ',') OVER (ORDER BY a) FROM VALUES ('b'),('a'),('c') AS t(a)": [
    '{"listagg(a, ,) OVER (ORDER BY a ASC NULLS FIRST RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)":"a"}',
    '{"listagg(a, ,) OVER (ORDER BY a ASC NULLS FIRST RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)":"a,b"}',
    '{"listagg(a, ,) OVER (ORDER BY a ASC NULLS FIRST RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)":"a,b,c"}',
  ],
  "SELECT string_agg(a, ',') FROM VALUES ('b'),('a'),('c') AS t(a)": ['{"string_agg(a, ,)":"b,a,c"}'],
  "SELECT listagg() FROM VALUES ('b') AS t(a)": "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
});
