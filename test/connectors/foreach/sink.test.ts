import { join } from "node:path";
import { expect, test } from "vitest";
import type { ForeachWriter } from "../../../src/index.ts";
import { scratch, session, writeLines } from "../../scratch.ts";

/** What the writer was called for, over one batch of two rows; and what broke the query, if anything. */
async function calls(writer: (told: string[]) => ForeachWriter): Promise<readonly string[]> {
  const root = scratch();
  writeLines(join(root, "1.json"), { v: 1 }, { v: 2 });
  const told: string[] = [];
  const spark = await session();
  const query = await spark.readStream
    .schema("v INT")
    .json(root)
    .writeStream.trigger({ availableNow: true })
    .foreach(writer(told))
    .start();
  await query
    .awaitTermination()
    .catch((error: unknown) => told.push(/(\w+ luck)/.exec(String(error))?.[1] ?? String(error)));
  return told;
}

const telling = (told: string[]): Required<ForeachWriter> => ({
  open: (partition, batch) => told.push(`open ${partition} ${batch}`) > 0,
  process: (row) => void told.push(`row ${row["v"]}`),
  close: (error) => void told.push(`close ${error === null ? "null" : (error as Error).message}`),
});

test("a writer is opened, gets every row, and is closed", async () => {
  expect(await calls(telling)).toEqual(["open 0 0", "row 1", "row 2", "close null"]);
});

test("one that does not want the batch gets no row, and is closed all the same", async () => {
  const refusing = (told: string[]): ForeachWriter => ({ ...telling(told), open: () => false });
  expect(await calls(refusing)).toEqual(["close null"]);
});

test("one that fails is closed with its error, which is told whatever the closing does", async () => {
  const failing = (told: string[]): ForeachWriter => ({
    ...telling(told),
    process: () => {
      throw new Error("no luck");
    },
    close: (error) => {
      told.push((error as Error).message);
      throw new Error("worse luck");
    },
  });
  expect(await calls(failing)).toEqual(["open 0 0", "no luck", "no luck"]);
});
