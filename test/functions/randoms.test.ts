/** What Spark draws by a seed. */
import { expectAnswers } from "./answers.ts";

expectAnswers({
  "SELECT rand(0), rand(42), random(7), rand(-5), rand(CAST(3 AS BIGINT)), rand(NULL), rand(9223372036854775807L)": [
    '{"rand(0)":0.7604953758285915,"rand(42)":0.619189370225301,"rand(7)":0.28188121484885875,"rand(-5)":0.7332337014740989,"rand(CAST(3 AS BIGINT))":0.25738143505962285,"rand(NULL)":0.7604953758285915,"rand(9223372036854775807)":0.17715881442674208}',
  ],
  "SELECT rand(1) FROM VALUES (1),(2),(3),(4) AS t(a)": [
    '{"rand(1)":0.07684163905460906}',
    '{"rand(1)":0.134842710012538}',
    '{"rand(1)":0.5993846534021868}',
    '{"rand(1)":0.6363787615254752}',
  ],
  "SELECT a, rand(1) + a FROM VALUES (1),(2),(3) AS t(a) WHERE rand(1) > 0.2": [
    '{"a":1,"(rand(1) + a)":1.6363787615254752}',
    '{"a":2,"(rand(1) + a)":2.5993846534021867}',
  ],
  "SELECT randn(0), randn(42)": ['{"randn(0)":1.6034991609278433,"randn(42)":2.384479054241165}'],
  "SELECT randn(1) FROM VALUES (1),(2),(3),(4),(5) AS t(a)": [
    '{"randn(1)":-0.39927594668492694}',
    '{"randn(1)":0.45082574888574}',
    '{"randn(1)":0.7360632906893385}',
    '{"randn(1)":1.2276070094376463}',
    '{"randn(1)":1.6845611254444919}',
  ],
  "SELECT rand('x')": "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  "SELECT rand(1.5)": "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  "SELECT rand(a) FROM VALUES (1) AS t(a)": "SEED_EXPRESSION_IS_UNFOLDABLE",
  "SELECT rand(1, 2)": "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
  "SELECT uniform(0, 10, 0), uniform(10, 20, 5), uniform(0.0, 1.0, 3), uniform(0L, 100L, 3), uniform(CAST(1 AS FLOAT), CAST(2 AS FLOAT), 0), uniform(1D, 5D, 9), uniform(5, 1, 0)":
    [
      '{"uniform(0, 10, 0)":7,"uniform(10, 20, 5)":10,"uniform(0.0, 1.0, 3)":0.3,"uniform(0, 100, 3)":25,"uniform(CAST(1 AS FLOAT), CAST(2 AS FLOAT), 0)":1.7604954,"uniform(1.0, 5.0, 9)":3.858268063297094,"uniform(5, 1, 0)":1}',
    ],
  "SELECT typeof(uniform(0, 10, 0)), typeof(uniform(0, 10L, 0)), typeof(uniform(0, 1.5, 0)), typeof(uniform(0.0, 1.5, 0)), typeof(uniform(1S, 2S, 0)), typeof(uniform(1Y, 2Y, 0)), typeof(uniform(1, 2D, 0)), typeof(uniform(NULL, 2, 0)), typeof(uniform(CAST(1 AS FLOAT), 2.5, 1))":
    [
      '{"typeof(uniform(0, 10, 0))":"int","typeof(uniform(0, 10, 0))":"bigint","typeof(uniform(0, 1.5, 0))":"decimal(2,1)","typeof(uniform(0.0, 1.5, 0))":"decimal(2,1)","typeof(uniform(1, 2, 0))":"smallint","typeof(uniform(1, 2, 0))":"tinyint","typeof(uniform(1, 2.0, 0))":"double","typeof(uniform(NULL, 2, 0))":"double","typeof(uniform(CAST(1 AS FLOAT), 2.5, 1))":"float"}',
    ],
  "SELECT uniform(0, 100, 1) FROM VALUES (1),(2),(3) AS t(a)": [
    '{"uniform(0, 100, 1)":13}',
    '{"uniform(0, 100, 1)":59}',
    '{"uniform(0, 100, 1)":63}',
  ],
  "SELECT uniform('a', 2, 0)": "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  "SELECT uniform(a, 2, 0) FROM VALUES (1) AS t(a)": "DATATYPE_MISMATCH.NON_FOLDABLE_INPUT",
  "SELECT uniform(1)": "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
  "SELECT uniform(1, 2) BETWEEN 1 AND 2": ['{"between(uniform(1, 2), 1, 2)":true}'],
  "SELECT uniform(0.5, 1.25, 3), uniform(0, 1.25, 3), uniform(1.5D, 2, 4)": [
    '{"uniform(0.5, 1.25, 3)":0.69,"uniform(0, 1.25, 3)":0.32,"uniform(1.5, 2, 4)":1.9765726746178973}',
  ],
  "SELECT randstr(5, 0), randstr(10, 42), randstr(3, NULL)": [
    '{"randstr(5, 0)":"ceV0P","randstr(10, 42)":"pll6YOIJNn","randstr(3, NULL)":"ceV"}',
  ],
  "SELECT randstr(3, 1) FROM VALUES (1),(2),(3) AS t(a)": [
    '{"randstr(3, 1)":"VfA"}',
    '{"randstr(3, 1)":"fYx"}',
    '{"randstr(3, 1)":"rnv"}',
  ],
  "SELECT length(randstr(7))": ['{"length(randstr(7))":7}'],
  "SELECT randstr(-1, 0)": "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE",
  "SELECT randstr(NULL, 0)": ['{"randstr(NULL, 0)":""}'],
  "SELECT randstr('5', 0)": ['{"randstr(5, 0)":"ceV0P"}'],
  "SELECT randstr(5L, 0), randstr(5S, 0)": ['{"randstr(5, 0)":"ceV0P","randstr(5, 0)":"ceV0P"}'],
  "SELECT randstr(a, 0) FROM VALUES (1) AS t(a)": "DATATYPE_MISMATCH.NON_FOLDABLE_INPUT",
  "SELECT randstr()": "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
  "SELECT randstr(1.5, 0)": ['{"randstr(1.5, 0)":"c"}'],
  "SELECT uuid(0)": ['{"uuid()":"269567e9-5d09-4af5-b20f-16851fc4a81a"}'],
  "SELECT uuid(0), uuid(1) FROM VALUES (1),(2) AS t(a)": [
    '{"uuid()":"269567e9-5d09-4af5-b20f-16851fc4a81a","uuid()":"1ced31d7-59ef-4bbc-aaf6-d506ef49e4d2"}',
    '{"uuid()":"2a52c3b8-890f-4aae-9607-3331ab0d4f01","uuid()":"0444e71b-05d7-470d-9c99-c709e047a393"}',
  ],
  "SELECT uuid(NULL), uuid('x')": "INVALID_PARAMETER_VALUE.LONG",
  "SELECT length(uuid(1)), typeof(uuid()), uuid() = uuid(), uuid() RLIKE '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$'":
    [
      '{"length(uuid())":36,"typeof(uuid())":"string","(uuid() = uuid())":false,"RLIKE(uuid(), ^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$)":true}',
    ],
  "SELECT shuffle(array(1, 2, 3, 4, 5), 0), shuffle(array('a', 'b', 'c'), 42), shuffle(array(), 1), shuffle(NULL, 1)": [
    '{"shuffle(array(1, 2, 3, 4, 5))":[4,1,2,3,5],"shuffle(array(a, b, c))":["a","c","b"],"shuffle(array())":[],"shuffle(NULL)":null}',
  ],
  // Lists of many lengths, each in an order of its own.
  "SELECT count_if(ok) FROM (SELECT sort_array(shuffle(sequence(1, id + 1), 0)) = sequence(1, id + 1) AS ok FROM range(300))":
    ['{"count_if(ok)":300}'],
  "SELECT cast(rand(1) * 2 AS INT) >= 0 AS k, count(*) FROM range(10) GROUP BY cast(rand(1) * 2 AS INT) >= 0": [
    '{"k":true,"count(1)":10}',
  ],
  "SELECT rand(1), count(*), monotonically_increasing_id() FROM range(10)": [
    '{"rand(1)":0.6363787615254752,"count(1)":10,"monotonically_increasing_id()":0}',
  ],
  "SELECT count(*) FROM range(3) HAVING rand(1) < 2": ['{"count(1)":3}'],
  "SELECT * FROM range(2) AS a JOIN range(2) AS b ON rand(1) < 0.5": "INVALID_NON_DETERMINISTIC_EXPRESSIONS",
  "SELECT size(shuffle(array(1, 2, 3))), sort_array(shuffle(array(3, 1, 2)))": [
    '{"size(shuffle(array(1, 2, 3)))":3,"sort_array(shuffle(array(3, 1, 2)), true)":[1,2,3]}',
  ],
  "SELECT shuffle(1)": "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  "SELECT shuffle(array(1), NULL)": ['{"shuffle(array(1))":[1]}'],
  "SELECT shuffle(array(1), 'x')": "INVALID_PARAMETER_VALUE.LONG",
  "SELECT monotonically_increasing_id(), spark_partition_id()": [
    '{"monotonically_increasing_id()":0,"SPARK_PARTITION_ID()":0}',
  ],
  "SELECT monotonically_increasing_id() FROM VALUES (1),(2),(3) AS t(a)": [
    '{"monotonically_increasing_id()":0}',
    '{"monotonically_increasing_id()":1}',
    '{"monotonically_increasing_id()":2}',
  ],
  "SELECT monotonically_increasing_id() + 1 AS m, a FROM VALUES (1),(2),(3) AS t(a)": [
    '{"m":1,"a":1}',
    '{"m":2,"a":2}',
    '{"m":3,"a":3}',
  ],
  "SELECT a, sum(monotonically_increasing_id()) FROM VALUES (1),(2),(1) AS t(a) GROUP BY a":
    "AGGREGATE_FUNCTION_WITH_NONDETERMINISTIC_EXPRESSION",
  "SELECT a FROM VALUES (1),(2),(3) AS t(a) WHERE monotonically_increasing_id() > 0": ['{"a":2}', '{"a":3}'],
  "SELECT monotonically_increasing_id(1)": "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
  "SELECT * FROM VALUES (1),(2),(3) AS t(a) ORDER BY rand(3)": ['{"a":1}', '{"a":2}', '{"a":3}'],
  "SELECT a FROM VALUES (1),(2) AS t(a) GROUP BY a, rand(1)": ['{"a":1}', '{"a":2}'],
  "SELECT max(rand(5)) FROM VALUES (1),(2) AS t(a)": "AGGREGATE_FUNCTION_WITH_NONDETERMINISTIC_EXPRESSION",
});
