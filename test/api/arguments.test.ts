import { expect, test } from "vitest";
import { col, connect, lit, udf } from "../../src/index.ts";
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
    () => frame.write.mode(5),
    () => frame.write.option("header", {}),
    () => frame.write.json(5),
    () => frame.writeStream.outputMode(5),
    () => frame.writeStream.trigger({ availableNow: true, once: true }),
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
