/** Names, types and functions of columns; frames from `spark.sql` and `spark.table`, whose names the compiler does not check. */
import type { Mistake } from "./mistake.ts";

const people = `const people = spark.sql("SELECT 1 AS id, 'Anna' AS name, 41 AS age");\n`;

export const columns: readonly Mistake[] = [
  { name: "misspelt-column-in-select", program: `${people}await people.select("id", "nmae").show();` },
  { name: "misspelt-column-in-where", program: `${people}await people.where("agee > 40").show();` },
  { name: "misspelt-column-in-col", program: `${people}await people.where(col("agee").gt(40)).show();` },
  { name: "misspelt-column-in-groupBy", program: `${people}await people.groupBy("nmae").count().show();` },
  { name: "misspelt-column-in-an-aggregate", program: `${people}await people.groupBy("name").agg(max("aeg")).show();` },
  { name: "misspelt-column-in-orderBy", program: `${people}await people.orderBy("aeg").show();` },
  { name: "misspelt-column-in-drop", program: `${people}await people.drop("aeg").show();` },
  {
    name: "misspelt-column-in-withColumnRenamed",
    program: `${people}await people.withColumnRenamed("aeg", "years").show();`,
  },
  { name: "misspelt-column-in-dropDuplicates", program: `${people}await people.dropDuplicates(["nmae"]).show();` },
  {
    name: "misspelt-column-in-partitionBy",
    program: `${people}await people.write.partitionBy("nmae").parquet("out");`,
  },
  {
    name: "misspelt-field-of-a-struct",
    program: `await spark.sql("SELECT named_struct('lat', 1D) AS place").select("place.lta").show();`,
  },
  { name: "text-for-a-value", program: `${people}await people.where("name = Anna").show();` },
  { name: "misspelt-method", program: `${people}await (people as any).filterBy("age > 40").show();` },
  {
    name: "comparison-in-javascript",
    program: `${people}await people.where((col("age") > (40 as any)) as any).show();`,
  },
  { name: "sum-of-text", program: `${people}await people.agg(sum("name")).show();` },
  { name: "type-mismatch-in-an-expression", program: `${people}await people.select(expr("age + true")).show();` },
  { name: "condition-that-is-no-condition", program: `${people}await people.where("age").show();` },
  {
    name: "ambiguous-column-after-a-join",
    program: `${people}
const rooms = spark.sql("SELECT 1 AS id, 'kitchen' AS room");
await people.join(rooms, expr("name IS NOT NULL")).select("id", "room").show();`,
  },
  {
    name: "ambiguous-column-in-a-join-condition",
    program: `${people}
const rooms = spark.sql("SELECT 1 AS id, 'kitchen' AS room");
await people.join(rooms, col("id").eq(col("id"))).show();`,
  },
  {
    name: "join-by-a-column-of-one-side",
    program: `${people}
const rooms = spark.sql("SELECT 1 AS nr, 'kitchen' AS room");
await people.join(rooms, "id").show();`,
  },
  {
    name: "misspelt-join-type",
    program: `${people}
const rooms = spark.sql("SELECT 1 AS id, 'kitchen' AS room");
await people.join(rooms, "id", "lefft").show();`,
  },
  { name: "union-of-other-columns", program: `${people}await people.union(spark.sql("SELECT 2")).show();` },
  { name: "aggregate-without-groupBy", program: `${people}await people.select("name", max("age")).show();` },
  { name: "aggregate-in-where", program: `${people}await people.where(max("age").gt(40)).show();` },
  { name: "division-by-zero", program: `${people}await people.select(expr("age / (id - 1)")).show();` },
  { name: "overflow", program: `${people}await people.select(expr("2147483647 + age")).show();` },
  {
    name: "cast-of-text-that-is-no-number",
    program: `${people}await people.select(expr("CAST(name AS INT)")).show();`,
  },
  {
    name: "comparison-of-text-with-a-number",
    program: `${people}await people.where("name > 5").show();`,
  },
  {
    name: "text-that-is-no-timestamp",
    program: `await spark.sql("SELECT to_timestamp('31.12.2025 10:00') AS time").show();`,
  },
  {
    name: "index-beyond-an-array",
    program: `await spark.sql("SELECT array(1, 2)[2] AS third").show();`,
  },
  {
    name: "udf-that-throws",
    program: `${people}
const shout = udf((name: string) => {
  if (name === "Anna") throw new Error("no shouting at Anna");
  return name.toUpperCase();
}, "STRING");
await people.select(shout("name")).show();`,
  },
  {
    name: "udf-that-gives-a-wrong-type",
    program: `${people}
const years = udf((age: number) => age + " years", "INT");
await people.select(years("age")).show();`,
  },
  {
    name: "udf-that-is-async",
    program: `${people}
const later = udf(async (age: number) => age + 1, "INT");
await people.select(later("age")).show();`,
  },
  {
    name: "udf-with-a-misspelt-type",
    program: `${people}
const later = udf((age: number) => age + 1, "INTT" as "INT");
await people.select(later("age")).show();`,
  },
  {
    name: "udf-not-registered-in-sql",
    program: `
const double = udf((n: number) => 2 * n, "INT");
void double;
await spark.sql("SELECT double(21), twice(21)").show();`,
  },
  {
    name: "udf-of-bigint-and-number",
    program: `
const next = udf((id: any) => id + 1, "BIGINT");
await spark.range(3).select(next("id")).show();`,
  },
];
