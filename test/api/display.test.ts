import { expect, test, vi } from "vitest";
import { display, expr, window } from "../../src/index.ts";
import { realRuntime } from "../../src/runtime/real.ts";
import type { Terminal } from "../../src/runtime/runtime.ts";
import { conditionOf, session } from "../scratch.ts";

/** A session whose printed text is kept. */
async function printing() {
  const printed: string[] = [];
  const spark = await session({ console: (text) => void printed.push(text) });
  return { spark, text: () => printed.join("") };
}

test("a batch is printed once", async () => {
  const { spark, text } = await printing();
  const shown = await display(spark.range(3).toDF("n"), { numRows: 2 });
  await shown.stop();
  expect(shown.query).toBeNull();
  expect(text()).toBe(
    ["3 rows", "+---+", "|  n|", "+---+", "|  0|", "|  1|", "+---+", "the first 2 of them", "", ""].join("\n"),
  );
});

test("without a terminal every batch of an appended result prints its own rows", async () => {
  const { spark, text } = await printing();
  const input = await spark.memoryStream("n INT");
  const { query, stop } = await display(input.toDF(), { name: "numbers" });
  input.add([1]);
  await query!.processAllAvailable();
  input.add([2]);
  await query!.processAllAvailable();
  await stop();
  expect(text().match(/^(numbers.*|\| .*)$/gm)).toEqual([
    "numbers: batch 0, 1 row",
    "|  n|",
    "|  1|",
    "numbers: batch 1, 2 rows",
    "|  n|",
    "|  2|",
  ]);
});

test("what aggregates is shown whole after every batch", async () => {
  const { spark, text } = await printing();
  const input = await spark.memoryStream("at TIMESTAMP, n INT");
  const counts = input.toDF().groupBy(window("at", "1 hour"), "n").count().orderBy("n").select("n", "count");
  const { query } = await display(counts);
  input.add([new Date(0), 1], [new Date(0), 2]);
  await query!.processAllAvailable();
  input.add([new Date(0), 2]);
  await query!.processAllAvailable();
  expect(text().match(/^(stream.*|\| +\d.*)$/gm)).toEqual([
    "stream: batch 0, 2 rows",
    "|  1|    1|",
    "|  2|    1|",
    "stream: batch 1, 2 rows",
    "|  1|    1|",
    "|  2|    2|",
  ]);
});

test("on a terminal the table is drawn in its place, with the newest rows that fit, and stays when it is stopped", async () => {
  const drawn: (readonly string[])[] = [];
  const ends: string[] = [];
  const terminal: Terminal = {
    draw: (_, block) => void drawn.push(block(9, 8)),
    release: (_, end) => void ends.push(end),
  };
  const spark = await session({ runtime: { ...realRuntime, process: { ...realRuntime.process, terminal } } });
  const input = await spark.memoryStream("n INT");
  const { query, stop } = await input.toDF().display({ numRows: 4 });
  for (const n of [1, 2, 3, 4, 5]) {
    input.add([n]);
    await query!.processAllAvailable();
  }
  await stop();
  expect(drawn.at(-1)).toEqual(["stream: ", "+---+", "|  n|", "+---+", "|  3|", "|  4|", "|  5|", "+---+", "the last"]);
  expect(ends).toEqual(["keep"]);
});

test("what nobody awaited fails the next execution", async () => {
  const { spark } = await printing();
  void spark
    .range(1)
    .select("nothing" as never)
    .display();
  const next = async (): Promise<void> =>
    expect(await conditionOf(() => spark.range(1).count())).toBe("UNRESOLVED_COLUMN.WITH_SUGGESTION");
  await vi.waitFor(next, { timeout: 20_000 });
});

test("options are checked, and so is the frame", async () => {
  const { spark } = await printing();
  expect(await conditionOf(() => display(spark.range(1), { rows: 3 } as never))).toBe("INVALID_ARGUMENT");
  expect(await conditionOf(() => display("readings" as never))).toBe("INVALID_ARGUMENT");
});

test("a stream over joined streams, which cannot be shown whole, is appended", async () => {
  const { spark } = await printing();
  const input = async () => (await spark.memoryStream("k INT, at TIMESTAMP")).toDF().withWatermark("at", "1 second");
  const joined = (await input()).alias("a").join((await input()).alias("b"), expr("a.k = b.k AND a.at = b.at"));
  const { query, stop } = await display(joined.groupBy(window("a.at" as never, "1 hour")).count());
  expect(await query!.isActive()).toBe(true);
  await stop();
});

test("a shown stream that fails is told of as any other", async () => {
  const { spark } = await printing();
  const input = await spark.memoryStream("n INT");
  const { query } = await display(input.toDF().selectExpr("1 / n AS x"));
  input.add([0]);
  expect(await conditionOf(() => query!.awaitTermination())).toBe("DIVIDE_BY_ZERO");
});
