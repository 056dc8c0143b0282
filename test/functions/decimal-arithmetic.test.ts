/** What Spark 4.3.0 answers. */
import { expect, test } from "vitest";
import { conditionOf, session } from "../scratch.ts";

const MOST = "CAST('99999999999999999999999999999999999999' AS DECIMAL(38,0))";
const LONG_ONE = "CAST('12345678901234567890.123456789012345678' AS DECIMAL(38,18))";

async function one(sql: string, conf: Readonly<Record<string, string>> = {}): Promise<string> {
  const spark = await session({ conf });
  return (await spark.sql(`SELECT CAST(${sql} AS STRING)`).collect())[0]!.at(0) as string;
}

test("what the kernel has no room for on the way is exact all the same", async () => {
  expect(await one(`${LONG_ONE} * CAST('1.000000000000000001' AS DECIMAL(38,18))`)).toBe("12345678901234567902.469136");
  expect(await one(`${LONG_ONE} * CAST('1e-20' AS DECIMAL(38,30))`)).toBe("0.123456789");
  expect(await one(`${MOST} - 1`)).toBe("99999999999999999999999999999999999998");
});

test("what has no room in the end is an error, or NULL where one asked for it", async () => {
  const spark = await session();
  expect(await conditionOf(() => spark.sql(`SELECT ${MOST} + 1`).collect())).toBe(
    "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION",
  );
  expect(await one(`try_add(${MOST}, 1BD)`)).toBeNull();
  expect(await one(`${MOST} + 1`, { "spark.sql.ansi.enabled": "false" })).toBeNull();
});

test("div gives a long, of what is larger the low bits", async () => {
  expect(await one("CAST('1E30' AS DECIMAL(38,0)) div 1")).toBe("5076944270305263616");
  expect(await one("-7.9 div 2")).toBe("-3");
});

test("without loss of precision no digit behind the point is given up", async () => {
  const conf = { "spark.sql.decimalOperations.allowPrecisionLoss": "false" };
  expect(await one("typeof(CAST(1 AS DECIMAL(38,10)) * CAST(1 AS DECIMAL(38,10)))", conf)).toBe("decimal(38,20)");
  expect(await one("typeof(CAST(1 AS DECIMAL(38,18)) / CAST(1 AS DECIMAL(38,18)))", conf)).toBe("decimal(38,18)");
  expect(await one("typeof(CAST(1 AS DECIMAL(38,10)) * CAST(1 AS DECIMAL(38,10)))")).toBe("decimal(38,6)");
});
