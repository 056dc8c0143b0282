import { expect, test } from "vitest";
import { col } from "../../src/index.ts";
import { errorOf, session } from "../scratch.ts";

test("a column to join by that one side lacks", async () => {
  const spark = await session();
  const people = spark.createDataFrame([], "id INT, name STRING") as never;
  const rooms = spark.createDataFrame([], "nr INT, room STRING");
  const message = async (action: () => unknown): Promise<string> => (await errorOf(action)).message;
  expect(await message(() => rooms.join(people, "nr" as never).collect())).toContain(
    "[UNRESOLVED_USING_COLUMN_FOR_JOIN] USING column `nr` cannot be resolved on the right side of the join. " +
      "The right-side columns: [`id`, `name`].",
  );
  expect(await message(() => rooms.join(people, "id" as never).collect())).toContain("on the left side of the join");
});

test("a name that both sides have: how to tell them apart", async () => {
  const spark = await session();
  const [left, right] = [spark.range(1), spark.range(1).select(col("id"))];
  const remedy = async (action: () => unknown): Promise<string> => (await errorOf(action)).remedy;
  expect(await remedy(() => left.crossJoin(right).select("id").collect())).toContain('left.join(right, "id")');
  const named = left.alias("a").crossJoin(right.alias("b"));
  expect(await remedy(() => named.select("id").collect())).toBe("Write a.id or b.id.");
});
