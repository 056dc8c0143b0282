/** What is said to be done about mistakes of names and types, where the case decides. */
import { beforeAll, expect, test } from "vitest";
import { connect, type DataFrame, type Session } from "../../src/index.ts";
import { errorOf } from "../scratch.ts";

let spark: Session;
let people: DataFrame;
beforeAll(async () => {
  spark = await connect();
  people = spark.createDataFrame([], "id INT, age INT, place STRUCT<lat: DOUBLE, lon: DOUBLE>") as never;
  return () => spark.stop();
});

test.each<[string, () => unknown, string]>([
  ["a field", () => people.select("place.lta").schema(), 'in "place", which has `lat`, `lon`. Did you mean `lat`?'],
  ["a union", () => people.union(spark.range(1) as never).schema(), "or use unionByName(other, true)"],
  ["a condition", () => people.where("age").schema(), "Compare it with a value"],
  ["an operand", () => people.selectExpr("age + true").schema(), "Cast one of them"],
  ["an argument", () => people.selectExpr("date_add(age, 1)").schema(), "Cast it, or give another value"],
  ["names", () => people.toDF("a").schema(), "Give every column a name."],
  ["a partition", () => people.write.partitionBy("aeg").json("/nowhere/out"), "Did you mean 'age'?"],
  ["a view", () => people.createOrReplaceTempView("my-people"), "Choose a name such as my_table."],
  ["a list", () => people.select(["id"] as never), "select(...names)"],
  ["a save mode", () => people.write.mode("overwite"), "is expected, perhaps overwrite. SQLSTATE"],
])("%s", async (_, action, text) => {
  expect((await errorOf(action)).message).toContain(text);
});
