import { expr, sessionWindow, type Column } from "../../../src/index.ts";
import { closedEvents, event, EVENT_SCHEMA, events, isNotEnd } from "./events.ts";
import type { Program } from "./program.ts";

/** The second file repeats rows of the first, the third of both; all within the five minutes that their programs wait. */
const repeated = (): string[][] => {
  const [first, second, third] = events(3);
  return [first!, [...second!, ...first!.slice(0, 3)], [...third!, ...second!.slice(1, 3), first![4]!]];
};

const toFiles = { kind: "files", format: "parquet" } as const;
const within = (seconds: number): Column =>
  expr(`l.k = r.k AND r.t BETWEEN l.t - INTERVAL ${seconds} SECONDS AND l.t + INTERVAL ${seconds} SECONDS`);
const joined = {
  schema: EVENT_SCHEMA,
  inputs: { l: closedEvents(3, { apart: 15 }), r: closedEvents(3, { rows: 4, first: 3, apart: 15 }) },
};

export const stateful: readonly Program[] = [
  {
    name: "deduplicate",
    schema: EVENT_SCHEMA,
    inputs: { a: repeated() },
    query: (input) => input("a").selectExpr("k", "n % 4 AS n").dropDuplicates(["k", "n"]),
    sink: toFiles,
  },
  {
    name: "deduplicate-watermark",
    schema: EVENT_SCHEMA,
    inputs: { a: [...repeated(), [event(3600, "end", 0, -1)]] },
    query: (input) => input("a").withWatermark("t", "5 minutes").dropDuplicates(["id", "t"]).select("id", "k"),
    sink: toFiles,
  },
  {
    name: "deduplicate-within-watermark",
    schema: EVENT_SCHEMA,
    inputs: { a: [...repeated(), [event(3600, "end", 0, -1)]] },
    query: (input) =>
      input("a").withWatermark("t", "5 minutes").dropDuplicatesWithinWatermark(["id"]).select("id", "k"),
    oracle: (input) => input("a").select("id", "k").dropDuplicates(["id"]),
    sink: toFiles,
  },
  {
    name: "session-window",
    schema: EVENT_SCHEMA,
    inputs: { a: closedEvents(4, { apart: 15 }) },
    query: (input) =>
      input("a")
        .withWatermark("t", "20 seconds")
        .groupBy(sessionWindow("t", "15 seconds"), "k")
        .count()
        .selectExpr("session_window.start AS start", "session_window.end AS end", "k", "count"),
    sink: toFiles,
    isOut: isNotEnd,
    closesAt: (row) => Date.parse(row["end"] as string),
  },
  {
    ...joined,
    name: "join-inner",
    query: (input) => {
      const left = input("l").withWatermark("t", "20 seconds").alias("l");
      const right = input("r").withWatermark("t", "20 seconds").alias("r");
      return left.join(right, within(20)).selectExpr("l.id AS id", "r.id AS other", "l.k AS k");
    },
    sink: toFiles,
  },
  {
    ...joined,
    name: "join-left-outer",
    query: (input) => {
      const left = input("l").withWatermark("t", "20 seconds").alias("l");
      const right = input("r").withWatermark("t", "20 seconds").alias("r");
      return left.join(right, within(5), "left_outer").selectExpr("l.id AS id", "r.id AS other", "l.k AS k");
    },
    sink: toFiles,
    isOut: isNotEnd,
  },
  {
    name: "limit",
    schema: EVENT_SCHEMA,
    inputs: { a: events(3) },
    query: (input) => input("a").select("id", "k").limit(7),
    oracle: (input) => input("a").select("id", "k"),
    sink: toFiles,
    anyRows: 7,
  },
];
