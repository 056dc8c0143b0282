import { join } from "node:path";
import { expect, test } from "vitest";
import { scratch, session, writeLines } from "../scratch.ts";

test("a query's name may be given as an option, as in Spark", async () => {
  const root = scratch();
  writeLines(join(root, "1.json"), { v: 1 });
  const spark = await session();
  const frame = spark.readStream.schema("v INT").json(root);
  const query = await frame.writeStream.format("memory").option("queryname", "seen").start();
  await query.processAllAvailable();
  expect(query.name).toBe("seen");
  expect(await spark.table("seen").count()).toBe(1);
});
