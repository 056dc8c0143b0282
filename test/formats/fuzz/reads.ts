/** The ways to read a case: as a table at once, and as a stream into a sink. */
import { join } from "node:path";
import type { DataFrame, Session } from "../../../src/index.ts";
import type { FuzzCase } from "./cases.ts";
import { outcomeOf, refusedOr, type Outcome } from "./outcome.ts";

export const CORRUPT = "_corrupt_record";

/** How a case is read. `keeps`: malformed records are kept in a column. */
export interface Way {
  readonly mode: "PERMISSIVE" | "DROPMALFORMED" | "FAILFAST";
  readonly keeps: boolean;
}

export const KEEPING: Way = { mode: "PERMISSIVE", keeps: true };
export const PERMISSIVE: Way = { mode: "PERMISSIVE", keeps: false };
export const DROPPING: Way = { mode: "DROPMALFORMED", keeps: false };
export const FAILING: Way = { mode: "FAILFAST", keeps: false };

export const nameOf = ({ mode, keeps }: Way): string => (keeps ? `${mode} with ${CORRUPT}` : mode);

export interface Place {
  readonly session: Session;
  /** The directory of the case's files. */
  readonly input: string;
  /** A directory for what the case writes. */
  readonly scratch: string;
}

const schemaOf = ({ schema }: FuzzCase, { keeps }: Way): string => (keeps ? `${schema}, ${CORRUPT} STRING` : schema);
const optionsOf = ({ kind, options }: FuzzCase, { mode }: Way): Readonly<Record<string, string>> =>
  kind === "text" ? options : { ...options, mode };

export function batch(fuzzCase: FuzzCase, way: Way, { session, input }: Place): DataFrame {
  const reader = session.read.schema(schemaOf(fuzzCase, way)).options(optionsOf(fuzzCase, way));
  return reader.format(fuzzCase.kind).load(input);
}

/** The schema that the files themselves have, read with it; whether that goes well is theirs to say. */
export function inferred(fuzzCase: FuzzCase, { session, input }: Place): DataFrame {
  const options = { ...fuzzCase.options, ...(fuzzCase.kind === "csv" ? { inferSchema: "true" } : {}) };
  return session.read.options(options).format(fuzzCase.kind).load(input);
}

let nextQuery = 0;

/** What the sink holds when all of the input has been read. */
export function stream(fuzzCase: FuzzCase, way: Way, sink: "memory" | "parquet", place: Place): Promise<Outcome> {
  const { session, input, scratch } = place;
  const id = nextQuery++;
  const name = `fuzz_${id}`;
  const output = join(scratch, `out-${id}`);
  return refusedOr(async () => {
    const reader = session.readStream.schema(schemaOf(fuzzCase, way)).options(optionsOf(fuzzCase, way));
    const writer = reader
      .option("maxFilesPerTrigger", 1)
      .format(fuzzCase.kind)
      .load(input)
      .writeStream.format(sink)
      .queryName(name)
      .option("checkpointLocation", join(scratch, `checkpoint-${id}`))
      .trigger({ availableNow: true });
    const query = await (sink === "memory" ? writer : writer.option("path", output)).start();
    try {
      await query.awaitTermination();
      const schema = schemaOf(fuzzCase, way);
      return await outcomeOf(() =>
        sink === "memory" ? session.table(name) : session.read.schema(schema).parquet(output),
      );
    } finally {
      await query.stop();
      await session.catalog.dropTempView(name);
    }
  });
}
