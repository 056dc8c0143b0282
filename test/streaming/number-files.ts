/** Files of one number each, one file a batch, in a directory made anew for every test. */
import { join } from "node:path";
import { beforeEach } from "vitest";
import type { DataFrame, DataStreamWriter, Session } from "../../src/index.ts";
import { scratch, writeLines } from "../scratch.ts";

let root: string;
export const at = (...path: string[]): string => join(root, ...path);
export const addFile = (name: string, ...values: number[]): void =>
  writeLines(at("in", `${name}.json`), ...values.map((v) => ({ v })));

beforeEach(() => {
  root = scratch();
  addFile("a", 1);
});

export function numbers(spark: Session): DataFrame {
  return spark.readStream.schema("v BIGINT").option("maxFilesPerTrigger", 1).json(at("in"));
}

export function toParquet(frame: DataFrame): DataStreamWriter {
  return frame.writeStream.format("parquet").option("path", at("out")).option("checkpointLocation", at("cp"));
}

/** A promise and what settles it. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
