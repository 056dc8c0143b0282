/** Hashes of values that are no plain numbers and texts. */
import { expectAnswers } from "./answers.ts";

expectAnswers({
  "SELECT hash(1.5), hash(123456789012345678), hash(12345678901234567890.5), hash(-0.01), hash(CAST(1 AS DECIMAL(18,0))), hash(CAST(1 AS DECIMAL(19,0))), hash(CAST(-1 AS DECIMAL(30,5))), hash(CAST(0 AS DECIMAL(38,10)))":
    [
      '{"hash(1.5)":-18083236,"hash(123456789012345678)":367821349,"hash(12345678901234567890.5)":832414797,"hash(-0.01)":-939490007,"hash(CAST(1 AS DECIMAL(18,0)))":-1712319331,"hash(CAST(1 AS DECIMAL(19,0)))":-386724586,"hash(CAST(-1 AS DECIMAL(30,5)))":-158614320,"hash(CAST(0 AS DECIMAL(38,10)))":-783713497}',
    ],
  "SELECT hash(array(1, 2)), hash(array('a', NULL)), hash(array(array(1), array(2, 3))), hash(array(1L)), hash(array(1.5D, -0.0D)), hash(array(true, false))":
    [
      '{"hash(array(1, 2))":-222940379,"hash(array(a, NULL))":1485273170,"hash(array(array(1), array(2, 3)))":-912918097,"hash(array(1))":-1712319331,"hash(array(1.5, -0.0))":239642606,"hash(array(true, false))":292098604}',
    ],
  "SELECT hash(named_struct('a', 1, 'b', 'x')), hash(struct(1, struct(2, NULL))), hash(array(named_struct('a', 1)))": [
    '{"hash(named_struct(a, 1, b, x))":-1305545736,"hash(struct(1, struct(2, NULL)))":-222940379,"hash(array(named_struct(a, 1)))":-559580957}',
  ],
  "SELECT hash(X''), hash(X'01020304'), hash(X'0102030405'), hash(CAST(NULL AS BINARY)), hash(CAST('é' AS BINARY))": [
    '{"hash(X\'\')":142593372,"hash(X\'01020304\')":-2481802,"hash(X\'0102030405\')":-2064006189,"hash(CAST(NULL AS BINARY))":42,"hash(CAST(é AS BINARY))":2119106806}',
  ],
  "SELECT hash(DATE'2020-01-01', array(DATE'2020-01-01')), hash(array(TIMESTAMP'2020-01-01 00:00:00')), hash(array(1Y), array(2S), array(FLOAT('1.5')))":
    [
      "{\"hash(DATE '2020-01-01', array(DATE '2020-01-01'))\":378445044,\"hash(array(TIMESTAMP '2020-01-01 00:00:00'))\":-1486022740,\"hash(array(1), array(2), array(1.5))\":2137400983}",
    ],
  "SELECT hash(INTERVAL '1' DAY), hash(INTERVAL '2' MONTH), hash(make_interval(1,2,3,4,5,6,7.5))": [
    '{"hash(INTERVAL \'1\' DAY)":892267096,"hash(INTERVAL \'2\' MONTH)":1765031574,"hash(make_interval(1, 2, 3, 4, 5, 6, 7.5))":-504672070}',
  ],
  "SELECT xxhash64(1.5), xxhash64(12345678901234567890.5), xxhash64(CAST(-1 AS DECIMAL(30,5)))": [
    '{"xxhash64(1.5)":3132713209420183794,"xxhash64(12345678901234567890.5)":8221516556699326764,"xxhash64(CAST(-1 AS DECIMAL(30,5)))":-5621174512162331417}',
  ],
  "SELECT xxhash64(array(1, 2)), xxhash64(array('a', NULL)), xxhash64(named_struct('a', 1, 'b', 'x')), xxhash64(X'0102'), xxhash64(X''), xxhash64(array())":
    [
      '{"xxhash64(array(1, 2))":-8133857028838179022,"xxhash64(array(a, NULL))":-8582455328737087284,"xxhash64(named_struct(a, 1, b, x))":8510603489595372987,"xxhash64(X\'0102\')":-449066226287847073,"xxhash64(X\'\')":-7444071767201028348,"xxhash64(array())":42}',
    ],
  "SELECT xxhash64(INTERVAL '1' DAY), xxhash64(INTERVAL '2' MONTH), xxhash64(make_interval(1,2,3,4,5,6,7.5))": [
    '{"xxhash64(INTERVAL \'1\' DAY)":5650310968337874586,"xxhash64(INTERVAL \'2\' MONTH)":8420071140774656230,"xxhash64(make_interval(1, 2, 3, 4, 5, 6, 7.5))":6449704631820846915}',
  ],
  "SELECT xxhash64(map('a', 1))": "DATATYPE_MISMATCH.HASH_MAP_TYPE",
  "SELECT xxhash64()": "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
  "SELECT hash(array(map('a', 1)))": "DATATYPE_MISMATCH.HASH_MAP_TYPE",
  "SELECT hash(struct(map('a', 1)))": "DATATYPE_MISMATCH.HASH_MAP_TYPE",
  "SELECT hash(*), xxhash64(*) FROM VALUES (1, 'x'), (NULL, 'y') AS t(a, b)": [
    '{"hash(a, b)":-1305545736,"xxhash64(a, b)":8510603489595372987}',
    '{"hash(a, b)":1475214315,"xxhash64(a, b)":-2901346384480684965}',
  ],
  "SELECT hash(1, array(2), 3.5, NULL, X'01')": ["{\"hash(1, array(2), 3.5, NULL, X'01')\":-274758853}"],
  "SELECT hash(CAST(NULL AS ARRAY<INT>)), hash(CAST(NULL AS STRUCT<a:INT>)), hash(CAST(NULL AS DECIMAL(10,2)))": [
    '{"hash(NULL)":42,"hash(NULL)":42,"hash(CAST(NULL AS DECIMAL(10,2)))":42}',
  ],
});
