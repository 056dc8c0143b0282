import { count, countDistinct, expr, max, sum, window, type DataFrame } from "../../../src/index.ts";
import { closedEvents, event, EVENT_SCHEMA, events, isNotEnd } from "./events.ts";
import type { Program, Row } from "./program.ts";

const windowed = (frame: DataFrame): DataFrame =>
  frame
    .withWatermark("t", "20 seconds")
    .groupBy(window("t", "20 seconds"), "k")
    .agg(sum("n").as("total"), count("id").as("c"))
    .selectExpr("window.start AS start", "window.end AS end", "k", "total", "c");

const end = (row: Row): number => Date.parse(row["end"] as string);

/** A window has rows in more than one file. */
const base = { schema: EVENT_SCHEMA, inputs: { a: closedEvents(4, { apart: 15 }) } };

export const aggregates: readonly Program[] = [
  {
    ...base,
    name: "aggregate-append",
    query: (input) => windowed(input("a")),
    sink: { kind: "files", format: "parquet" },
    isOut: isNotEnd,
    closesAt: end,
  },
  {
    ...base,
    name: "aggregate-update",
    query: (input) => windowed(input("a")),
    sink: { kind: "batches", mode: "update", keys: ["start", "k"] },
  },
  {
    ...base,
    name: "aggregate-complete",
    query: (input) => input("a").groupBy("k").agg(sum("n").as("total"), max("id").as("last")),
    sink: { kind: "batches", mode: "complete" },
  },
  {
    ...base,
    name: "aggregate-chain",
    query: (input) =>
      input("a")
        .withWatermark("t", "20 seconds")
        .groupBy(window("t", "20 seconds"))
        .count()
        .groupBy(window("window", "1 minute"))
        .agg(sum("count").as("c"))
        .selectExpr("window.start AS start", "window.end AS end", "c"),
    sink: { kind: "files", format: "json" },
    isOut: (row) => end(row) < Date.UTC(2024, 0, 1, 13),
    closesAt: end,
  },
  {
    // What the watermark has closed goes only with the next data.
    ...base,
    name: "aggregate-with-data",
    query: (input) => windowed(input("a")),
    sink: { kind: "batches", mode: "update", keys: ["start", "k"] },
    conf: { "spark.sql.streaming.noDataMicroBatches.enabled": "false" },
  },
  {
    // The third file has a row whose window its own batch closes: in time by the watermark of the batch before, which a restart must go by too.
    name: "aggregate-just-in-time",
    schema: EVENT_SCHEMA,
    inputs: {
      a: [
        [event(0, "a", 1, 0), event(10, "a", 2, 1)],
        [event(60, "a", 3, 2)],
        [event(30, "b", 4, 3), event(70, "a", 5, 4)],
        [event(3600, "end", 0, -1)],
      ],
    },
    query: (input) => windowed(input("a")),
    sink: { kind: "files", format: "parquet" },
    isOut: isNotEnd,
    closesAt: end,
  },
  {
    ...base,
    name: "aggregate-whole",
    query: (input) => input("a").agg(sum("n").as("total"), max("id").as("last")),
    sink: { kind: "batches", mode: "complete" },
  },
  {
    ...base,
    name: "aggregate-lists",
    query: (input) =>
      input("a")
        .groupBy("k")
        .agg(expr("sort_array(collect_list(id))").as("ids"), expr("sort_array(collect_set(n % 3))").as("rests")),
    sink: { kind: "batches", mode: "update", keys: ["k"] },
  },
  {
    ...base,
    name: "aggregate-distinct",
    conf: { "millrace.streaming.beyondSpark": "true" },
    query: (input) => input("a").groupBy("k").agg(countDistinct("n").as("c")),
    sink: { kind: "batches", mode: "update", keys: ["k"] },
  },
  {
    ...base,
    name: "aggregate-sorted",
    query: (input) => input("a").groupBy("k").count().orderBy("count", "k").limit(2),
    sink: { kind: "batches", mode: "complete" },
  },
  {
    // Past ten batches: the logs are compacted, the state has a snapshot, old batches are forgotten.
    name: "aggregate-long",
    schema: EVENT_SCHEMA,
    inputs: { a: events(13, { rows: 2 }) },
    conf: { "spark.sql.streaming.minBatchesToRetain": "2" },
    query: (input) => input("a").groupBy("k").agg(sum("n").as("total"), max("id").as("last")),
    sink: { kind: "batches", mode: "update", keys: ["k"] },
  },
  {
    name: "short-aggregate",
    schema: EVENT_SCHEMA,
    inputs: { a: events(2, { rows: 2 }) },
    query: (input) => input("a").groupBy("k").agg(sum("n").as("total")),
    sink: { kind: "batches", mode: "complete" },
  },
];
