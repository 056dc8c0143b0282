import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { col, inputFileName, lit } from "../../src/index.ts";
import { pathToUri, uriToPath } from "../../src/formats/file-uri.ts";
import { scratch, session } from "../scratch.ts";

const NASTY = [
  "plain",
  "with space",
  "it's",
  'double"quote',
  "[brackets]",
  "[a-z]",
  "star*",
  "question?",
  "curly{a,b}",
  "per%cent %41",
  "hash#tag",
  "plus+and&",
  "back\\slash",
  "semi;colon",
  "dollar$x",
  "tilde~",
  "grüße",
  "日本語",
  "😀",
  "line\nend",
  "tab\there",
  "equals=sign",
  "comma,here",
  "at@colon:",
  "`tick`",
  "-- comment",
  "');DROP TABLE x;--",
];

describe("a file's name is nobody's syntax:", () => {
  test.each(NASTY.map((name) => [JSON.stringify(name), name]))("%s", async (_, name) => {
    const root = join(scratch(), `dir ${name}`);
    const [input, output, checkpoint] = ["in", "out", "cp"].map((place) => join(root, place));
    mkdirSync(input!, { recursive: true });
    const file = join(input!, `${name}.json`);
    writeFileSync(file, '{"v":1}\n{"v":2}');
    const spark = await session();

    const batch = await spark.read.schema("v INT").json(input!).withColumn("f", inputFileName()).collect();
    expect(batch.map((row) => [row["v"], uriToPath(row["f"])])).toEqual([
      [1, file],
      [2, file],
    ]);

    const query = await spark.readStream
      .schema("v INT")
      .json(input!)
      .withColumn("f", inputFileName())
      .writeStream.format("parquet")
      .option("path", output!)
      .option("checkpointLocation", checkpoint!)
      .trigger({ availableNow: true })
      .start();
    await query.awaitTermination();
    const written = spark.read.parquet(output!);
    expect((await written.select("f").distinct().collect()).map((row) => row["f"])).toEqual([pathToUri(file)]);
    expect(await written.count()).toBe(2);

    await written.write.parquet(join(root, `again ${name}`));
    expect(await spark.read.parquet(join(root, `again ${name}`)).count()).toBe(2);
    expect(readdirSync(root).toSorted()).toEqual(["again " + name, "cp", "in", "out"].toSorted());
  });

  test("a name that is a pattern means itself only", async () => {
    const root = scratch();
    writeFileSync(join(root, "a[1].json"), '{"v":1}');
    writeFileSync(join(root, "a1.json"), '{"v":2}');
    const spark = await session();
    expect((await spark.read.schema("v INT").json(join(root, "a[1].json")).collect()).map((row) => row["v"])).toEqual([
      1,
    ]);
    const all = await spark.read.schema("v INT").json(root).collect();
    expect(all.map((row) => row["v"] as number).toSorted((a, b) => a - b)).toEqual([1, 2]);
  });
});

describe("a path as a URI, and back", () => {
  test.each([
    ["/a/b.json", "file:///a/b.json"],
    ["/a b/c%d.json", "file:///a%20b/c%25d.json"],
    ["/grüße/#?.json", "file:///gr%C3%BC%C3%9Fe/%23%3F.json"],
    ["/k=v/a+b,c;d@e:f$g&h.json", "file:///k=v/a+b,c;d@e:f$g&h.json"],
  ])("%s is %s", (path, uri) => {
    expect(pathToUri(path)).toBe(uri);
    expect(uriToPath(uri)).toBe(path);
  });

  test.each(NASTY.map((name) => [JSON.stringify(name), name]))("%s", (_, name) => {
    expect(uriToPath(pathToUri(`/dir/${name}`))).toBe(`/dir/${name}`);
  });

  test("Spark's other form is understood, a plain path is itself", () => {
    expect(uriToPath("file:/a/b%20c")).toBe("/a/b c");
    expect(uriToPath("/a/b%20c")).toBe("/a/b%20c");
  });
});

describe("a column's name is nobody's syntax:", () => {
  const names = [...NASTY, "select", "a", "A", "rowid", "filename", "", "c0", "s0", "millrace_file", "file_uri"];
  test.each(names.filter((name) => name !== "" && !name.includes("\n")).map((name) => [JSON.stringify(name), name]))(
    "%s",
    async (_, name) => {
      const root = scratch();
      const quoted = `\`${name.replaceAll("`", "``")}\``;
      writeFileSync(join(root, "a.json"), JSON.stringify({ [name]: "x", other: 1 }));
      const spark = await session();
      const frame = spark.read.schema(`${quoted} STRING, other INT`).json(root);
      expect(await frame.collect()).toEqual([{ [name]: "x", other: 1 }]);
      expect(await frame.select(col(quoted)).where(col(quoted).eq("x")).columns()).toEqual([name]);
      expect(await frame.groupBy(col(quoted)).count().collect()).toEqual([{ [name]: "x", count: 1n }]);
      await frame.write.parquet(join(root, "out"));
      expect(await spark.read.parquet(join(root, "out")).collect()).toEqual([{ [name]: "x", other: 1 }]);
      expect(await spark.sql(`SELECT 1 AS ${quoted}`).columns()).toEqual([name]);
    },
  );

  test("names that differ in case only are two columns where Spark allows them", async () => {
    const spark = await session();
    const rows = await spark.sql("SELECT 1 AS a, 2 AS b").withColumnRenamed("b", "A").toJSON();
    expect(rows).toEqual(['{"a":1,"A":2}']);
  });
});

describe("text is nobody's syntax:", () => {
  test.each([...NASTY, "\u0000", "$1", "{}", "%s"].map((text) => [JSON.stringify(text), text]))(
    "%s",
    async (_, text) => {
      const spark = await session();
      const rows = await spark
        .range(1)
        .select(lit(text).alias("x"), lit(`${text}${text}`).startsWith(text).alias("y"))
        .collect();
      expect(rows).toEqual([{ x: text, y: true }]);
      expect(await spark.createDataFrame([[text]], "x STRING").collect()).toEqual([{ x: text }]);
    },
  );
});
