/** What Spark 4.3.0 answers. */
import { expect, test } from "vitest";
import { conditionOf, session } from "../scratch.ts";

const LEGACY = { "spark.sql.ansi.enabled": "false" };

async function one(sql: string, conf: Readonly<Record<string, string>> = {}): Promise<string> {
  const spark = await session({ conf });
  return (await spark.sql(`SELECT CAST(${sql} AS STRING)`).collect())[0]!.at(0) as string;
}

test("outside ANSI mode numbers narrow as in Java", async () => {
  expect(await one("CAST(1e19D AS BIGINT)", LEGACY)).toBe("9223372036854775807");
  expect(await one("CAST(DOUBLE('NaN') AS INT)", LEGACY)).toBe("0");
  expect(await one("CAST(12345678901.5 AS INT)", LEGACY)).toBe("-539222987");
  expect(await one("CAST(TIMESTAMP'2021-03-04 05:06:07' AS TINYINT)", LEGACY)).toBeNull();
  expect(await one("CAST(DATE'2021-03-04' AS INT)", LEGACY)).toBeNull();
  expect(await one("CAST(true AS TIMESTAMP)", LEGACY)).toBe("1970-01-01 00:00:00.000001");
});

test("a text that is a number without room is told from one that is no number", async () => {
  const spark = await session();
  const condition = (sql: string): Promise<string> => conditionOf(() => spark.sql(`SELECT ${sql}`).collect());
  expect(await condition("CAST('123456789' AS DECIMAL(10,2))")).toBe("NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION");
  expect(await condition("CAST('12x' AS DECIMAL(10,2))")).toBe("CAST_INVALID_INPUT");
  expect(await condition("CAST(DOUBLE('Infinity') AS TIMESTAMP)")).toBe("CAST_INVALID_INPUT");
  expect(await condition("try_cast(map('x', 1) AS MAP<INT, INT>)")).toBe("DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION");
});

test("there is no hour 24, and a float counts as the double it is", async () => {
  expect(await one("try_cast('2016-08-03 24:00:00' AS TIMESTAMP)")).toBeNull();
  expect(await one("CAST(CAST(1.1 AS FLOAT) AS DECIMAL(20,19))")).toBe("1.1000000238418580000");
});

test("a number counts an interval's smallest field", async () => {
  expect(await one("CAST(INTERVAL '1 2' DAY TO HOUR AS INT)")).toBe("26");
  expect(await one("CAST(5 AS INTERVAL HOUR)")).toBe("INTERVAL '05' HOUR");
  expect(await one("CAST(INTERVAL '1.5' SECOND AS DECIMAL(10,3))")).toBe("1.500");
  expect(await one("CAST(INTERVAL '1-2' YEAR TO MONTH AS INTERVAL YEAR)")).toBe("INTERVAL '1' YEAR");
});
