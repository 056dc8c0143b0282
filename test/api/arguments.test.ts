import { expect, test } from "vitest";
import { col, connect, count, lit, max, udf } from "../../src/index.ts";
import { conditionOf, errorOf, session } from "../scratch.ts";

test("arguments of another kind are refused by the method that gets them", async () => {
  const spark = (await session()) as any;
  const frame = spark.range(5);
  for (const call of [
    () => frame.limit("x"),
    () => frame.limit(1.5),
    () => frame.show(-1),
    () => frame.join(5),
    () => spark.table(5),
    () => spark.sql(5),
    () => spark.range("a"),
    () => spark.read.json(5),
    () => spark.read.format(5),
    () => col(5 as never),
    () => frame.union(5),
    () => frame.drop(5),
    () => frame.dropDuplicates("id"),
    () => frame.withWatermark("id"),
    () => frame.withColumn("x", "id"),
    () => frame.withColumnRenamed("id"),
    () => frame.transform(5),
    () => frame.sample("x"),
    () => frame.agg(),
    () => frame.groupBy().agg({}),
    () => frame.join(frame, [5]),
    () => frame.createOrReplaceTempView(5),
    () => frame.na.drop("some"),
    () => frame.na.drop(-1),
    () => frame.unpivot("id", ["id"], "name", "value"),
    () => frame.unpivot(["id"], "id", "name", "value"),
    () => frame.melt(["id"]),
    () => frame.groupBy().agg([max("id")]),
    () => frame.observe("n", [count()]),
    () => col("id").isin([1, 2] as never),
    () => (col("id") as any).alias(),
    () => spark.udf.register("", () => 1, "INT"),
    () => spark.udf.register("f", () => 1, 5),
    () =>
      spark.udf.register(
        "f",
        udf(() => 1, "INT"),
        "STRING",
      ),
    () => frame.write.mode(5),
    () => frame.write.option("header", {}),
    () => frame.write.json(5),
    () => frame.writeStream.outputMode(5),
    () => frame.writeStream.trigger({ availableNow: true, once: true }),
    () => frame.writeStream.trigger({ availableNow: false }),
    () => frame.writeStream.trigger({ once: "true" }),
    () => frame.writeStream.trigger({ processingTime: -1 }),
    () => frame.writeStream.trigger({ continuous: 5 }),
    () => frame.writeStream.foreach({}),
    () => frame.writeStream.start(5),
    () => frame.where(col("id").gt(undefined as never)),
    () => lit(Symbol("x") as never),
    () => lit({} as never),
    () => col("id").over(5 as never),
    () => udf(5 as never, "INT"),
    () => spark.udf.register("f", 5),
    () => spark.createDataFrame(5),
    () => spark.conf.set(5, 5),
    () => spark.sql("SELECT ?", 5),
    () => connect({ conf: 5 } as never),
  ])
    expect(await conditionOf(call), String(call)).toBe("INVALID_ARGUMENT");
});

test("rows that do not fit the schema are refused, not filled with NULLs", async () => {
  const spark = (await session()) as any;
  expect(await conditionOf(() => spark.createDataFrame([[1, 2, 3]], "a INT, b INT"))).toBe("INVALID_ROW");
  expect(await conditionOf(() => spark.createDataFrame([1], "a INT"))).toBe("INVALID_ROW");
  expect(await conditionOf(() => spark.createDataFrame([{ a: 1, bb: 2 }], "a INT, b INT"))).toBe("INVALID_ROW");
});

test("show() prints whole cells where it is told so alone", async () => {
  let text = "";
  const spark = await session({ console: (printed) => (text += printed) });
  await spark.sql("SELECT repeat('x', 30) AS s").show(false);
  expect(text).toContain("x".repeat(30));
});

test("sum() without names is over every numeric column, keys too", async () => {
  const spark = await session();
  const frame = spark.sql("SELECT 1 AS a, 'x' AS b, 2.5D AS c");
  expect(await frame.groupBy("a").sum().columns()).toEqual(["a", "sum(a)", "sum(c)"]);
  expect(await frame.groupBy().avg().columns()).toEqual(["avg(a)", "avg(c)"]);
  expect(await spark.sql("SELECT 'x' AS b").groupBy("b").max().columns()).toEqual(["b"]);
});

test("a misspelt trigger is asked for", async () => {
  const stream = (await session()).readStream.format("rate").load().writeStream;
  const error = await errorOf(() => stream.trigger({ availableNwo: true } as never));
  expect(error.remedy).toMatch(/^Did you mean 'availableNow'\? Write trigger/);
});

test.each<[(frame: any) => unknown, string]>([
  [
    (frame) => frame.withColumn("x", "k"),
    'of withColumn must be a column, but it is "k". Give col("x") for the column',
  ],
  [(frame) => frame.withColumns({ x: 5 }), "of withColumns must be a column, but it is 5."],
  [(frame) => frame.select(5), "of select must be a column or text, but it is 5."],
  [(frame) => frame.where(false), "JavaScript's == compares at once"],
  [(frame) => frame.where(5), "of where must be a column or text, but it is 5."],
  [
    (frame) => frame.agg({ v: "max" }),
    'must be a column, but it is "max". Write agg(max("v")), or agg({ top: max("v") })',
  ],
  [(frame) => frame.agg([max("id")]), "A list of aggregates is given with three dots, as in agg(...aggregates)."],
  [() => col("id").isin([1] as never), "A list of values is given with three dots, as in isin(...values)."],
  [(frame) => frame.na.drop("som"), '"any", "all" or a number of values, but it is "som". Write na.drop("any").'],
  [() => lit(new Date(Number.NaN)), "must be a time, but it is an invalid Date."],
  [
    (frame) => frame.melt("id"),
    'The argument ids of melt must be a list of columns, but it is "id". Write melt(["id"]',
  ],
])("what is said is right for the place, call %#", async (call, text) => {
  const frame = (await session()).range(1);
  expect((await errorOf(() => call(frame))).message).toContain(text);
});

test("explain takes Spark's modes and no other", async () => {
  let text = "";
  const frame = (await session({ console: (printed) => (text += printed) })).range(1) as any;
  for (const mode of [undefined, true, false, "simple", "extended", "codegen", "cost", "FORMATTED"])
    await frame.explain(mode);
  expect(text.split("\n").filter((line) => line.includes("range")).length).toBeGreaterThanOrEqual(8);
  expect((await errorOf(() => frame.explain("fomatted"))).message).toContain("perhaps formatted");
  expect(await conditionOf(() => frame.explain(5))).toBe("INVALID_ARGUMENT");
});
