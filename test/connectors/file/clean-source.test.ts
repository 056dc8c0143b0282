import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { conditionOf, scratch, session, writeLines } from "../../scratch.ts";

test("a restart leaves no file of a committed batch behind but the last", async () => {
  const root = scratch();
  const run = async (name: string): Promise<void> => {
    writeLines(join(root, "in", name), { a: 1 });
    const spark = await session();
    const query = await spark.readStream
      .schema("a INT")
      .option("cleanSource", "delete")
      .json(join(root, "in"))
      .writeStream.format("noop")
      .option("checkpointLocation", join(root, "checkpoint"))
      .start();
    await query.processAllAvailable();
    await query.stop();
    await spark.stop();
  };
  for (const name of ["1.json", "2.json", "3.json", "4.json"]) await run(name);
  expect(readdirSync(join(root, "in"))).toEqual(["4.json"]);
});

test("an archive inside of the source is refused", async () => {
  const root = scratch();
  writeLines(join(root, "1.json"), { a: 1 });
  const spark = await session();
  const start = async (): Promise<void> => {
    const query = await spark.readStream
      .schema("a INT")
      .options({ cleanSource: "archive", sourceArchiveDir: join(root, "archive") })
      .json(root)
      .writeStream.format("noop")
      .option("checkpointLocation", join(scratch(), "checkpoint"))
      .start();
    await query.processAllAvailable();
  };
  expect(await conditionOf(start)).toBe("INVALID_OPTION_VALUE");
});
