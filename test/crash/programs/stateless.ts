import { currentTimestamp } from "../../../src/index.ts";
import { EVENT_SCHEMA, events } from "./events.ts";
import type { Program } from "./program.ts";

const base = { schema: EVENT_SCHEMA, inputs: { a: events(3) } };

export const stateless: readonly Program[] = [
  {
    ...base,
    name: "etl-parquet",
    query: (input) => input("a").filter("n % 5 != 3").withColumn("processed", currentTimestamp()),
    sink: { kind: "files", format: "parquet" },
    batchTime: "processed",
  },
  {
    ...base,
    name: "etl-json-as-it-comes",
    query: (input) => input("a").selectExpr("id", "upper(k) AS k", "n * 2 AS n"),
    sink: { kind: "files", format: "json" },
    trigger: "asItComes",
  },
  {
    ...base,
    name: "etl-csv",
    query: (input) => input("a").selectExpr("id", "k", "n"),
    sink: { kind: "files", format: "csv" },
  },
  {
    ...base,
    name: "etl-text",
    query: (input) => input("a").selectExpr("concat(k, '-', id) AS value"),
    sink: { kind: "files", format: "text" },
  },
  {
    ...base,
    name: "etl-partitioned",
    query: (input) => input("a").selectExpr("id", "k", "n"),
    sink: { kind: "files", format: "parquet", partitionBy: ["k"] },
  },
  {
    // The attempt after a crash writes other files than the one before: what that left behind must go all the same.
    ...base,
    name: "etl-changed",
    query: (input, life) => input("a").selectExpr("id", `concat(k, '${life}') AS k`),
    sink: { kind: "files", format: "parquet", partitionBy: ["k"] },
    asFirst: (row) => ({ ...row, k: String(row["k"]).replace(/\d$/, "0") }),
  },
  {
    ...base,
    name: "etl-table",
    query: (input) => input("a").selectExpr("id", "k"),
    sink: { kind: "table" },
  },
  {
    ...base,
    name: "etl-foreach-batch",
    query: (input) => input("a").selectExpr("id", "k"),
    sink: { kind: "batches", mode: "append" },
  },
  {
    name: "etl-long",
    schema: EVENT_SCHEMA,
    inputs: { a: events(13, { rows: 2 }) },
    conf: { "spark.sql.streaming.minBatchesToRetain": "2" },
    query: (input) => input("a").selectExpr("id", "k"),
    sink: { kind: "files", format: "parquet" },
  },
  {
    name: "short-etl",
    schema: EVENT_SCHEMA,
    inputs: { a: events(2, { rows: 2 }) },
    query: (input) => input("a").selectExpr("id", "k"),
    sink: { kind: "files", format: "json" },
  },
  {
    name: "short-foreach-batch",
    schema: EVENT_SCHEMA,
    inputs: { a: events(2, { rows: 2 }) },
    query: (input) => input("a").selectExpr("id", "k"),
    sink: { kind: "batches", mode: "append" },
  },
];
