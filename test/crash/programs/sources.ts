import { count, window } from "../../../src/index.ts";
import { closedEvents, EVENT_SCHEMA, events, isNotEnd } from "./events.ts";
import type { Program, Row } from "./program.ts";

const base = { schema: EVENT_SCHEMA, sink: { kind: "files", format: "json" } } as const;
const malformed = ['{"id": 100, "k":', "no record at all"];
const withMalformed = (): string[][] => {
  const [first, second, third] = events(3);
  return [[...first!, malformed[0]!], second!, [malformed[1]!, ...third!]];
};

export const sources: readonly Program[] = [
  {
    ...base,
    name: "union",
    inputs: { a: events(2), b: events(3, { rows: 3, first: 5 }) },
    query: (input) => input("a").unionByName(input("b")).selectExpr("id", "k"),
  },
  {
    // Each input has a watermark of its own, which a restart must find again.
    ...base,
    name: "union-watermarks",
    inputs: { a: closedEvents(3), b: closedEvents(2, { rows: 3, first: 5 }) },
    query: (input) =>
      input("a")
        .withWatermark("t", "10 seconds")
        .unionByName(input("b").withWatermark("t", "70 seconds"))
        .groupBy(window("t", "20 seconds"), "k")
        .agg(count("id").as("c"))
        .selectExpr("window.end AS end", "k", "c"),
    isOut: isNotEnd,
    closesAt: (row: Row) => Date.parse(row["end"] as string),
  },
  {
    ...base,
    name: "newest-first",
    inputs: { a: events(4) },
    readOptions: () => ({ latestFirst: "true", maxFilesPerTrigger: "2" }),
    query: (input) => input("a").selectExpr("id", "k"),
  },
  {
    // Malformed records are dropped, and counted, in every attempt.
    ...base,
    name: "drop-malformed",
    inputs: { a: withMalformed() },
    readOptions: () => ({ mode: "DROPMALFORMED" }),
    query: (input) => input("a").selectExpr("id", "k"),
    oracle: (input) => input("a").filter("id < 100").selectExpr("id", "k"),
  },
  {
    ...base,
    name: "csv-in",
    schema: "id INT, k STRING",
    format: "csv",
    inputs: { a: [["1,a", "2,b"], ["3,a"], ["4,", '5,"c, d"']] },
    query: (input) => input("a"),
    sink: { kind: "files", format: "json", partitionBy: ["k"] },
  },
  {
    ...base,
    name: "bad-records",
    inputs: { a: withMalformed() },
    readOptions: ({ badRecords }) => ({ badRecordsPath: badRecords }),
    query: (input) => input("a").selectExpr("id", "k"),
    badRecords: malformed,
  },
  {
    ...base,
    name: "clean-delete",
    inputs: { a: events(4) },
    readOptions: () => ({ cleanSource: "delete" }),
    query: (input) => input("a").selectExpr("id", "k"),
    cleans: "delete",
  },
  {
    ...base,
    name: "clean-archive",
    inputs: { a: events(4) },
    readOptions: ({ archive }) => ({ cleanSource: "archive", sourceArchiveDir: archive }),
    query: (input) => input("a").selectExpr("id", "k"),
    cleans: "archive",
  },
];
