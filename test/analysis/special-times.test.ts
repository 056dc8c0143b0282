/** Days by their names, times without a day, and booleans beside 0 and 1. */
import { expect, test } from "vitest";
import { session } from "../scratch.ts";
import { expectAnswers } from "../functions/answers.ts";

expectAnswers({
  "SELECT CAST('today' AS DATE) = current_date() AS a, CAST(' Tomorrow' AS DATE) = current_date() + 1 AS b, CAST('now' AS TIMESTAMP) = now() AS c, CAST('yesterday' AS TIMESTAMP_NTZ) < localtimestamp() AS d, typeof(CAST('today' AS TIMESTAMP)) AS e":
    ['{"a":true,"b":true,"c":true,"d":true,"e":"timestamp"}'],
  "SELECT CAST(a AS DATE) FROM VALUES ('today') AS t(a)": "CAST_INVALID_INPUT",
  "SELECT try_cast('01:02:03' AS TIMESTAMP_NTZ) AS t": ['{"t":null}'],
});

test("outside ANSI mode a boolean beside 1 is itself", async () => {
  const spark = await session({ conf: { "spark.sql.ansi.enabled": "false" } });
  expect(await spark.sql("SELECT a = 1, 0 = a, a <=> 1, a != 1, a = 2 FROM VALUES (true) AS t(a)").toJSON()).toEqual([
    '{"a":true,"(NOT a)":false,"((a IS NOT NULL) AND a)":true,"(NOT a)":false,"(a = 2)":false}',
  ]);
});
