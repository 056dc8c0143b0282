/** The values beside the least and greatest keys. */
import { expectAnswers } from "./answers.ts";

expectAnswers({
  "SELECT max_by(a, b, 0) FROM VALUES ('x',1) AS t(a,b)": "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE",
  "SELECT max_by(a, b, -1) FROM VALUES ('x',1) AS t(a,b)": "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE",
  "SELECT max_by(a, b, NULL) FROM VALUES ('x',1) AS t(a,b)": "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE",
  "SELECT max_by(a, b, '2') FROM VALUES ('x',1),('y',2) AS t(a,b)": ['{"max_by(a, b, 2)":["y","x"]}'],
  "SELECT max_by(a, b, 200000) FROM VALUES ('x',1),('y',2) AS t(a,b)": "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE",
  "SELECT max_by(a, b, b) FROM VALUES ('x',1),('y',2) AS t(a,b)": "DATATYPE_MISMATCH.NON_FOLDABLE_INPUT",
  "SELECT max_by(a, b, 5), min_by(a, b, 5) FROM VALUES ('x',1),('y',3),('z',2),(NULL,7),('q',NULL) AS t(a,b)": [
    '{"max_by(a, b, 5)":[null,"y","z","x"],"min_by(a, b, 5)":["x","z","y",null]}',
  ],
  "SELECT max_by(a, b, 2), min_by(a, b, 2) FROM VALUES ('x',1),('y',1),('z',1) AS t(a,b)": [
    '{"max_by(a, b, 2)":["x","y"],"min_by(a, b, 2)":["x","y"]}',
  ],
  "SELECT max_by(a, b, 2) FROM VALUES ('x',1) AS t(a,b) WHERE false": ['{"max_by(a, b, 2)":null}'],
  "SELECT max_by(a, b, 2) FILTER (WHERE b < 3) FROM VALUES ('x',1),('y',3) AS t(a,b)": [
    '{"max_by(a, b, 2) FILTER (WHERE (b < 3))":["x"]}',
  ],
  "SELECT max_by(a, b, 2) FROM VALUES ('x',map(1,2)) AS t(a,b)": "DATATYPE_MISMATCH.INVALID_ORDERING_TYPE",
  "SELECT max_by(a, b, 2L) FROM VALUES ('x',2) AS t(a,b)": ['{"max_by(a, b, 2)":["x"]}'],
  "SELECT max_by(a, b, 2.5) FROM VALUES ('x',2) AS t(a,b)": ['{"max_by(a, b, 2.5)":["x"]}'],
  "SELECT min_by(a, b) FROM VALUES ('x',struct(1, NULL)),('y',struct(1,2)) AS t(a,b)": ['{"min_by(a, b)":"x"}'],
  "SELECT min_by(a, b, c, d) FROM VALUES (2,3,4,5) AS t(a,b,c,d)": "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
});
