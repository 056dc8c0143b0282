/** A program over a table of as many columns as real ones have. */
const types = ["BIGINT NOT NULL", "STRING", "DOUBLE", "TIMESTAMP", "ARRAY<STRING>", "STRUCT<x: INT, y: STRING>"];

export function manyColumns(count: number): string {
  const schema = Array.from({ length: count }, (_, i) => `column${i} ${types[i % types.length]}`).join(", ");
  return `
import { avg, col, max, type Session } from "millrace";
declare const spark: Session;
const wide = spark.readStream.schema("${schema}").json("in");
export const selected = wide.select("column0", "column5.x", (row) => row.column2.alias("level"), col("column3").alias("time"));
export const strong: typeof wide = wide.where((row) => row.column2.gt(0.5)).where(col("column${count - 1}").isNotNull());
export const grouped = wide.groupBy("column1").agg({ mean: avg("column2"), last: max("column3") });
export const rows: Promise<readonly { readonly column0: bigint; readonly x: number | null; readonly level: number | null }[]> =
  selected.collect();
export const means: Promise<readonly { readonly column1: string | null; readonly mean: number | null }[]> = grouped.collect();
`;
}
