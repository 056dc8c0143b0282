/** Structs, and how they and their kin are printed. */
import { expectAnswers } from "./answers.ts";

expectAnswers({
  "SELECT named_struct(), to_json(named_struct()), to_json(struct())": [
    '{"named_struct()":{},"to_json(named_struct())":"{}","to_json(struct())":"{}"}',
  ],
  "SELECT named_struct('a')": "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
  "SELECT collect_list(struct(a AS x)) FROM VALUES (1) AS t(a)": ['{"collect_list(struct(a AS x))":[{"x":1}]}'],
  "SELECT * FROM VALUES struct(1, 2) AS t(a, b)": ['{"a":1,"b":2}'],
  "SELECT * FROM VALUES struct(1, 2), (3, 4)": ['{"col1":1,"col2":2}', '{"col1":3,"col2":4}'],
  "SELECT * FROM VALUES named_struct('a', 1)": ['{"col1":{"a":1}}'],
  "SELECT position('a' IN 'banana'), position('a', 'banana'), position('a', 'banana', 3)": [
    '{"locate(a, banana, 1)":2,"position(a, banana, 1)":2,"position(a, banana, 3)":4}',
  ],
  "SELECT assert_true(a > 0), assert_true(a > 0, 'x') FROM VALUES (1) AS t(a)": [
    '{"assert_true((a > 0), \'(a > 0)\' is not true!)":null,"assert_true((a > 0), x)":null}',
  ],
  // Taken from each item of a list, fields show the structs with their names.
  "SELECT array(struct(1, 'a'), struct(2, 'b')).col1, arrays_zip(array(1), array('a')).`0`": [
    '{"array(struct(col1, 1, col2, a), struct(col1, 2, col2, b)).col1":[1,2],"arrays_zip(array(1), array(a), 0, 1).0":[1]}',
  ],
  "SELECT transform(array(1), (x, i) -> struct(x, i)) AS s": ['{"s":[{"x":1,"i":0}]}'],
  "SELECT true IS UNKNOWN, substr('abc' FROM 2)": ['{"(true IS UNKNOWN)":false,"substring(abc, 2, 2147483647)":"bc"}'],
});
