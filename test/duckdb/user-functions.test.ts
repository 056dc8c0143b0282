import { expect, test } from "vitest";
import { udf } from "../../src/index.ts";
import { session } from "../scratch.ts";

test("of an object with more fields than its type has, those are taken that it has, as in Spark", async () => {
  const spark = await session();
  const described = udf((id: bigint) => ({ half: Number(id) / 2, note: "kept by nobody" }), "STRUCT<half: DOUBLE>");
  const frame = spark.range(2);
  expect(await frame.select(described("id").alias("d")).toJSON()).toEqual(['{"d":{"half":0.0}}', '{"d":{"half":0.5}}']);
});
