/** What generated SQL must keep apart: the user's texts from its own names, a call's conditions from its values. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Session } from "../../src/index.ts";

let spark: Session;
beforeAll(async () => {
  spark = await connect();
});
afterAll(() => spark.stop());

async function row(query: string): Promise<readonly unknown[]> {
  const [first] = await spark.sql(query).collect();
  const names = first!.fields as readonly unknown[];
  return names.map((_, i) => first!.at(i));
}

test("a text that looks like a generated name stays what it is", async () => {
  const text = "v0 v1 v2 v3 /*over*/ o0";
  expect(
    await row(`SELECT transform(array(1), x -> '${text}'), zip_with(array(1), array(2), (x, y) -> '${text}'),
      aggregate(array(1), '', (a, x) -> '${text}'), max('${text}') OVER ()`),
  ).toEqual([[text], [text], text, text]);
});

test("FILTER leaves rows out, it does not make them NULL", async () => {
  expect(
    await row(`SELECT first(x) FILTER (WHERE x > 1), last(x) FILTER (WHERE x < 3), any_value(x) FILTER (WHERE x > 2),
      count(DISTINCT x) FILTER (WHERE x > 1), count(*) FILTER (WHERE x > 1) FROM VALUES (1), (2), (3), (3) t(x)`),
  ).toEqual([2, 2, 3, 2n, 3n]);
});

test("long chains of decimal arithmetic are planned at once", async () => {
  const sum = Array.from({ length: 40 }, () => "x").join(" + ");
  const quotient = `x${" / 3".repeat(18)}`;
  const [total, share] = await row(`SELECT ${sum}, ${quotient} > 0 FROM VALUES (1.5) t(x)`);
  expect(Number(total)).toBe(60);
  expect(share).toBe(true);
});

test("moments keep their digits far from zero", async () => {
  const [skewness, kurtosis] = await row(
    "SELECT skewness(x), kurtosis(x) FROM VALUES (1e9+1), (1e9+2), (1e9+5), (1e9+11) t(x)",
  );
  expect(skewness).toBeCloseTo(0.7206978668896563, 9);
  expect(kurtosis).toBeCloseTo(-1.069857237209775, 9);
});

test("a value that is no finite number makes the spread NaN", async () => {
  expect(await row("SELECT stddev(x), corr(x, 1.0D), skewness(x) FROM VALUES (double('NaN')), (1.0D) t(x)")).toEqual([
    NaN,
    NaN,
    NaN,
  ]);
});
