import { count, expr, window, type Column, type DataFrame } from "../../../src/index.ts";
import { closedEvents, EVENT_SCHEMA, events, isNotEnd } from "./events.ts";
import type { Program } from "./program.ts";

const toFiles = { kind: "files", format: "parquet" } as const;
const within = (seconds: number): Column =>
  expr(`l.k = r.k AND r.t BETWEEN l.t - INTERVAL ${seconds} SECONDS AND l.t + INTERVAL ${seconds} SECONDS`);
const joined = {
  schema: EVENT_SCHEMA,
  inputs: { l: closedEvents(3, { apart: 15 }), r: closedEvents(3, { rows: 4, first: 3, apart: 15 }) },
};

type Input = (name: string) => DataFrame;

/** Both sides wait for the watermark; `type` as in `join`. */
const join = (input: Input, type: string, seconds: number): DataFrame =>
  input("l")
    .withWatermark("t", "20 seconds")
    .alias("l")
    .join(input("r").withWatermark("t", "20 seconds").alias("r"), within(seconds), type);

export const joins: readonly Program[] = [
  {
    ...joined,
    name: "join-inner",
    query: (input) => join(input, "inner", 20).selectExpr("l.id AS id", "r.id AS other", "l.k AS k"),
    sink: toFiles,
  },
  {
    ...joined,
    name: "join-left-outer",
    query: (input) => join(input, "left_outer", 5).selectExpr("l.id AS id", "r.id AS other", "l.k AS k"),
    sink: toFiles,
    isOut: isNotEnd,
  },
  {
    ...joined,
    name: "join-full-outer",
    query: (input) => join(input, "full_outer", 5).selectExpr("l.id AS id", "r.id AS other", "coalesce(l.k, r.k) AS k"),
    sink: toFiles,
    isOut: isNotEnd,
  },
  {
    ...joined,
    name: "join-left-semi",
    query: (input) => join(input, "left_semi", 5).selectExpr("l.id AS id", "l.k AS k"),
    sink: toFiles,
  },
  {
    // Three states in one batch, the last of which waits for the watermark that the join lets through.
    ...joined,
    name: "join-then-count",
    query: (input) =>
      join(input, "inner", 20)
        .groupBy(window("l.t", "20 seconds"), "l.k")
        .agg(count("r.id").as("c"))
        .selectExpr("window.end AS end", "k", "c"),
    sink: toFiles,
    isOut: isNotEnd,
    closesAt: (row) => Date.parse(row["end"] as string),
  },
  {
    name: "join-static",
    schema: EVENT_SCHEMA,
    inputs: { a: events(3), names: [events(1)[0]!.slice(0, 2)] },
    statics: ["names"],
    query: (input) =>
      input("a")
        .alias("a")
        .join(input("names").alias("s"), expr("a.k = s.k"), "left_outer")
        .selectExpr("a.id AS id", "s.id AS other"),
    sink: toFiles,
  },
];
