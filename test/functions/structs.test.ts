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
});
