import { expect, test } from "vitest";
import { findFormat, unknownFormat } from "../../src/formats/registry.ts";
import { conditionOf, errorOf, scratch, session } from "../scratch.ts";

const thrown = (error: Error): never => {
  throw error;
};

test("a format that is not there: the nearest, or what to do instead", async () => {
  const remedy = async (name: string): Promise<string> =>
    (await errorOf(() => thrown(unknownFormat(name, ["csv", "console"], "Use files.")))).remedy;
  expect(await remedy("consle")).toBe("Did you mean 'console'? Millrace has csv, console.");
  expect(await remedy("excel")).toBe("Millrace has csv, console.");
  expect(await remedy("kafka")).toBe("kafka is not supported yet. Use files.");
});

test("Spark's other file formats are refused by name", async () => {
  expect(await conditionOf(() => findFormat("orc"))).toBe("UNSUPPORTED_FORMAT");
});

test("readers and writers name the nearest", async () => {
  const spark = await session();
  const remedy = async (action: () => unknown): Promise<string> => (await errorOf(action)).remedy;
  expect(await remedy(() => spark.read.format("jsn").load(scratch()).schema())).toContain("Did you mean 'json'?");
  expect(await remedy(() => spark.readStream.format("kafka").load().schema())).toContain("memoryStream(schema)");
  expect(await remedy(() => spark.range(1).write.format("parqet").save(scratch()))).toContain("'parquet'");
  const { writeStream } = spark.readStream.format("rate").load();
  expect(await remedy(() => writeStream.format("kafka").start())).toContain("foreachBatch");
  expect(await remedy(() => writeStream.outputMode("apend").format("noop").start())).toBe("Did you mean 'append'?");
});
