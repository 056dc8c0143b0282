/** What Spark 4.3.0 answers. */
import fc from "fast-check";
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

/** The quotient of two decimals' digits, as Spark gives it: exact, the half away from zero, with so many places. */
function quotient(x: bigint, y: bigint, places: number): string {
  const [n, d] = [2n * (x < 0n ? -x : x) * 10n ** BigInt(places), y < 0n ? -y : y];
  const whole = (n + d) / (2n * d);
  return String(x < 0n === y < 0n ? whole : -whole);
}

/** As text with the point put back. */
function written(digits: string, scale: number): string {
  const [sign, all] = digits.startsWith("-") ? ["-", digits.slice(1)] : ["", digits];
  if (scale === 0) return digits;
  const padded = all.padStart(scale + 1, "0");
  return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}

test("a quotient is exact to its last place, whatever the widths of the two", async () => {
  const spark = await session();
  const width = fc
    .record({ precision: fc.integer({ min: 1, max: 24 }), share: fc.nat(100) })
    .map(({ precision, share }) => ({ precision, scale: Math.floor((precision * share) / 101) }));
  const digits = fc.oneof(fc.nat(12), fc.bigInt({ min: 0n, max: 10n ** 24n }), fc.constant(10n ** 24n - 1n));
  const pairs = fc.array(fc.tuple(digits, digits, fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(width, width, pairs, async (a, b, values) => {
      const fit = (n: bigint | number, precision: number): bigint => BigInt(n) % 10n ** BigInt(precision);
      const rows = values
        .map(([x, y, minusX, minusY]) => {
          const [p, q] = [fit(x, a.precision), fit(y, b.precision)];
          return [minusX ? -p : p, minusY ? -q : q] as const;
        })
        .filter(([, y]) => y !== 0n);
      fc.pre(rows.length > 0);
      const list = rows.map(
        ([x, y], i) => `(${i}, '${written(String(x), a.scale)}', '${written(String(y), b.scale)}')`,
      );
      const [left, right] = [a, b].map(({ precision, scale }) => `DECIMAL(${precision}, ${scale})`);
      const frame = spark.sql(
        `SELECT i, CAST(x AS ${left}) / CAST(y AS ${right}) AS q FROM VALUES ${list.join(", ")} AS t(i, x, y) ORDER BY i`,
      );
      const type = (await frame.schema()).fields[1]!.dataType;
      if (type.kind !== "decimal") throw new Error(type.kind);
      const places = type.scale + b.scale - a.scale;
      // Where digits were given up there may be fewer places than the two have.
      fc.pre(places >= 0);
      const expected = rows.map(([x, y]) => written(quotient(x, y, places), type.scale));
      fc.pre(expected.every((each) => each.replace(/\D/g, "").replace(/^0+/, "").length <= type.precision));
      const found = await frame.selectExpr("CAST(q AS STRING) AS q").collect();
      expect(found.map((row) => row["q"])).toEqual(expected.map((each) => each.replace(/^-(0[0.]*)$/, "$1")));
    }),
    { numRuns: 60 },
  );
}, 60_000);
