import { count, sessionWindow, window } from "../../../src/index.ts";
import { closedEvents, event, EVENT_SCHEMA, events, isNotEnd } from "./events.ts";
import type { Program } from "./program.ts";

/** The second file repeats rows of the first, the third of both; all within the five minutes that their programs wait. */
const repeated = (): string[][] => {
  const [first, second, third] = events(3);
  return [first!, [...second!, ...first!.slice(0, 3)], [...third!, ...second!.slice(1, 3), first![4]!]];
};

const toFiles = { kind: "files", format: "parquet" } as const;
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
    // The duplicates' state feeds the windows' in the same batch.
    name: "deduplicate-then-count",
    schema: EVENT_SCHEMA,
    inputs: { a: [...repeated(), [event(3600, "end", 0, -1)]] },
    query: (input) =>
      input("a")
        .withWatermark("t", "5 minutes")
        .dropDuplicates(["id", "t"])
        .groupBy(window("t", "20 seconds"), "k")
        .agg(count("id").as("c"))
        .selectExpr("window.start AS start", "window.end AS end", "k", "c"),
    sink: toFiles,
    isOut: isNotEnd,
    closesAt: (row) => Date.parse(row["end"] as string),
  },
  {
    name: "deduplicate-update",
    schema: EVENT_SCHEMA,
    inputs: { a: repeated() },
    query: (input) => input("a").selectExpr("k", "n % 4 AS n").dropDuplicates(["k", "n"]),
    sink: { kind: "batches", mode: "update", keys: ["k", "n"] },
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
