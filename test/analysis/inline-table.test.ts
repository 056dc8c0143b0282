/** Values of a column must go together as they are; so must those that are compared part by part. */
import { expect, test } from "vitest";
import { session } from "../scratch.ts";
import { expectAnswers } from "../functions/answers.ts";

expectAnswers({
  "SELECT a FROM VALUES (1), ('2') AS t(a)": "INVALID_INLINE_TABLE.INCOMPATIBLE_TYPES_IN_INLINE_TABLE",
  "SELECT typeof(a) AS t FROM VALUES (1), (1.5), (NULL) AS t(a) LIMIT 1": ['{"t":"decimal(11,1)"}'],
  "SELECT struct(1, 'a') = struct(1.5, 'a')": "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES",
  "SELECT struct(1) = struct(1L) AS a, array(1) = array(1D) AS b": ['{"a":true,"b":true}'],
  "SELECT array(map(1, 2), map('a', 'b'))": "DATATYPE_MISMATCH.DATA_DIFF_TYPES",
  "SELECT array_union(array(-0.0D), array(0.0D)) AS a, array_except(array(-0.0D), array(1D)) AS b, array(-0.0D) AS c": [
    '{"a":[0.0],"b":[0.0],"c":[-0.0]}',
  ],
  "SELECT flatten(NULL)": "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  "SELECT 1 IS UNKNOWN": "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
  "SELECT NULL IS UNKNOWN, true IS NOT UNKNOWN": ['{"(NULL IS NULL)":true,"(true IS NOT UNKNOWN)":true}'],
  "SELECT size(sequence(DATE'2021-01-01', DATE'2021-01-03', INTERVAL '24' HOUR)) AS n": ['{"n":3}'],
  "SELECT sequence(DATE'2021-01-01', DATE'2021-01-03', INTERVAL '1' HOUR)": "SEQUENCE_STEP_WITHIN_DAY",
  "SELECT from_json('{\"k\":1}', 'MAP<STRING, INT>')": ['{"entries":{"k":1}}'],
});

test("outside ANSI mode a union with texts is of texts", async () => {
  const spark = await session({ conf: { "spark.sql.ansi.enabled": "false" } });
  expect((await spark.sql("SELECT 1 AS a UNION ALL SELECT '1.0'").toJSON()).toSorted()).toEqual([
    '{"a":"1"}',
    '{"a":"1.0"}',
  ]);
});
