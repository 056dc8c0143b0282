import { expect, test } from "vitest";
import type { DataFrame, Session } from "../../src/index.ts";
import { session } from "../scratch.ts";

const SCHEMA =
  "i INT, s STRING, d DOUBLE, t TIMESTAMP, b BOOLEAN, l BIGINT, x BINARY, f FLOAT, n SMALLINT, day DATE, odd STRING, a ARRAY<INT>";
const TEXTS = ["\u{FEFF}mark", "nul\0inside", "", null, "it's", "\u{1F600}"];

function frameOf(spark: Session, count: number): DataFrame {
  const rows = Array.from({ length: count }, (_, i) => [
    i,
    `name ${i}`,
    i === 1 ? Number.NaN : i / 3,
    new Date(1_700_000_000_000 + i),
    i % 2 === 0,
    BigInt(i) << 40n,
    new Uint8Array([i % 256, 0]),
    -i / 7,
    i % 100,
    "2024-02-29",
    TEXTS[i % TEXTS.length],
    [i, null],
  ]);
  return spark.createDataFrame(rows, SCHEMA);
}

test("rows are the same whether they are written into the query or appended to a table", async () => {
  const spark = await session();
  const few = await frameOf(spark, 100).toJSON();
  for (const columns of [
    ["*"],
    SCHEMA.split(", ")
      .map((each) => each.split(" ")[0]!)
      .slice(0, -1),
  ]) {
    const many = frameOf(spark, 5000);
    const first = many
      .where("i < 100")
      .orderBy("i")
      .selectExpr(...columns);
    const expected = columns[0] === "*" ? few : await frameOf(spark, 100).drop("a").toJSON();
    expect(await first.toJSON()).toEqual(expected);
    expect(await many.selectExpr(...columns).count()).toBe(5000);
  }
});

test("a long list may stand in a query twice", async () => {
  const spark = await session();
  const many = frameOf(spark, 3000).drop("a");
  expect(await many.alias("p").join(many.alias("q"), "i").count()).toBe(3000);
  expect(await many.union(many).distinct().count()).toBe(3000);
});
