import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { conditionOf, scratch, session } from "../../scratch.ts";

test("a column is read as another type only where no value changes", async () => {
  const path = join(scratch(), "out");
  const spark = await session();
  await spark
    .sql("SELECT 1.7D AS d, 12.34BD AS n, 5 AS i, 'x' AS s, TIMESTAMP '2024-01-01 10:00:00' AS t")
    .write.parquet(path);
  const read = (ddl: string) => async (): Promise<unknown> =>
    (
      await spark.read
        .schema(ddl as "a INT")
        .parquet(path)
        .collect()
    )[0]!.at(0);
  const MISMATCH = "FAILED_READ_FILE.PARQUET_COLUMN_DATA_TYPE_MISMATCH";
  for (const ddl of ["d INT", "n DECIMAL(5,1)", "t DATE", "i STRING", "s INT"])
    expect(await conditionOf(read(ddl)), ddl).toBe(MISMATCH);
  expect(await read("i BIGINT")()).toBe(5n);
  expect(await read("n DECIMAL(10,4)")()).toBe("12.3400");
});

test("a file that is no Parquet is named", async () => {
  const directory = scratch();
  writeFileSync(join(directory, "x.parquet"), "{}");
  const spark = await session();
  expect(await conditionOf(() => spark.read.parquet(directory).collect())).toBe(
    "FAILED_READ_FILE.CANNOT_READ_FILE_FOOTER",
  );
});
