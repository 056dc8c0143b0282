import { expect, test } from "vitest";
import { parseInterval } from "../../src/types/interval-text.ts";
import { errorOf, session } from "../scratch.ts";

test("a text that is no interval tells whose it is", async () => {
  expect((await errorOf(() => parseInterval("10 secs"))).message).toContain("Error parsing '10 secs' to interval: ");
  const spark = await session();
  const events = spark.range(1).selectExpr("current_timestamp() AS time");
  const message = async (action: () => unknown): Promise<string> => (await errorOf(action)).message;
  expect(await message(() => events.withWatermark("time", "ten minutes").schema())).toContain(
    "Error parsing 'ten minutes', the delay of withWatermark(), to interval",
  );
  expect(await message(() => events.selectExpr("window(time, '5 minutes', '1 mintue')").schema())).toContain(
    "'1 mintue', the slide of window(), is no interval",
  );
});

test("in SQL it has a place", async () => {
  const spark = await session();
  const column = async (text: string): Promise<number | undefined> =>
    (await errorOf(() => spark.sql(text).schema())).column;
  expect(await column("SELECT INTERVAL '5 mintes'")).toBe(16);
  expect(await column("SELECT id, window(current_timestamp(), '5 mintes') FROM range(1)")).toBe(11);
});
