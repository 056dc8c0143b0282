import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Session, StreamingQuery } from "../../src/index.ts";
import { conditionOf, scratch, session, writeLines } from "../scratch.ts";

interface Place {
  readonly root: string;
  readonly open: () => Promise<Session>;
  readonly start: (spark: Session, table: string, select?: string) => Promise<StreamingQuery>;
}

function place(): Place {
  const root = scratch();
  writeLines(join(root, "in", "a.json"), { v: 1, k: "x" });
  return {
    root,
    open: () => session({ conf: { "spark.sql.warehouse.dir": join(root, "warehouse") } }),
    start: (spark, table, select = "v, k") =>
      spark.readStream
        .schema("v INT, k STRING")
        .json(join(root, "in"))
        .selectExpr(...select.split(", "))
        .writeStream.option("checkpointLocation", join(root, `cp-${select.length}`))
        .trigger({ availableNow: true })
        .toTable(table),
  };
}

test("a table is found again by its name, in another session too, as a table and as a stream", async () => {
  const { root, open, start } = place();
  await (await start(await open(), "Readings")).awaitTermination();
  writeLines(join(root, "in", "b.json"), { v: 2, k: "y" });
  const spark = await open();
  expect(JSON.stringify(await spark.table("readings").collect())).toBe('[{"v":1,"k":"x"}]');
  await (await start(spark, "readings")).awaitTermination();
  expect(await spark.sql("SELECT sum(v) AS s FROM readings").first()).toEqual({ s: 3n });
  const copy = await spark.readStream
    .table("readings")
    .writeStream.format("memory")
    .queryName("copy")
    .trigger({ availableNow: true })
    .start();
  await copy.awaitTermination();
  expect(await spark.table("copy").count()).toBe(2);
  expect((await spark.catalog.listTables()).map(({ name }) => name)).toEqual(["copy", "readings"]);
});

test("a table is there before its first row", async () => {
  const { open } = place();
  const spark = await open();
  const empty = await spark.memoryStream("v INT, at TIMESTAMP");
  const query = await empty.toDF().writeStream.option("checkpointLocation", join(scratch(), "cp")).toTable("empty");
  expect((await spark.table("empty").schema()).fields.map((f) => f.name)).toEqual(["v", "at"]);
  expect(await spark.table("empty").count()).toBe(0);
  await query.stop();
});

test("other columns, other formats, other names and a place that is taken are refused", async () => {
  const { root, open, start } = place();
  const spark = await open();
  await (await start(spark, "t")).awaitTermination();
  expect(await conditionOf(() => start(spark, "t", "v"))).toBe("INCOMPATIBLE_DATA_FOR_TABLE");
  expect(await conditionOf(() => start(spark, "../t"))).toBe("INVALID_SCHEMA_OR_RELATION_NAME");
  const frame = spark.readStream.format("rate").load();
  expect(await conditionOf(() => frame.writeStream.format("json").toTable("j"))).toBe("UNSUPPORTED_FORMAT");
  expect(await conditionOf(() => spark.table("j").collect())).toBe("TABLE_OR_VIEW_NOT_FOUND");
  mkdirSync(join(root, "warehouse", "taken"));
  writeFileSync(join(root, "warehouse", "taken", "x"), "");
  expect(await conditionOf(() => start(spark, "taken"))).toBe("LOCATION_ALREADY_EXISTS");
});
