import { expect, test } from "vitest";
import { sum, Window } from "../../src/index.ts";
import { errorOf, session } from "../scratch.ts";

const byId = Window.orderBy("id") as any;

test.each<[() => unknown, string]>([
  [() => byId.rowsBetween("a", 0), "start of rowsBetween must be a whole number or Window.unboundedPreceding"],
  [() => byId.rowsBetween(0, Number.NaN), "end of rowsBetween must be a whole number or Window.unboundedFollowing"],
  [() => byId.rowsBetween(0), "but it is undefined."],
  [() => byId.rowsBetween(-0.5, 0), "but it is -0.5."],
  [() => byId.rangeBetween(0, 1e300), "end of rangeBetween"],
  [() => byId.rowsBetween(Window.unboundedFollowing, 0), "but it is Infinity."],
  [() => byId.rowsBetween(0, Window.unboundedPreceding), "but it is -Infinity."],
])("a frame's bound that is none, call %#", async (call, text) => {
  const error = await errorOf(call);
  expect([error.condition, error.message]).toEqual(["INVALID_ARGUMENT", expect.stringContaining(text)]);
});

test("frames by rows and by range", async () => {
  const spark = await session();
  const over = async (spec: any): Promise<unknown[]> =>
    (await spark.range(3).select(sum("id").over(spec).alias("s")).collect()).map((row: any) => Number(row.s));
  expect(await over(byId.rowsBetween(-1, Window.currentRow))).toEqual([0, 1, 3]);
  expect(await over(byId.rangeBetween(-1, 1))).toEqual([1, 3, 3]);
  expect(await over(byId.rowsBetween(Window.unboundedPreceding, Window.unboundedFollowing))).toEqual([3, 3, 3]);
});
