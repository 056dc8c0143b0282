/** What is done to a state file: bytes that turn, or a sound file with other columns, rows or marks. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { BYTE_MANGLES } from "../../formats/fuzz/mangle-bytes.ts";
import type { Dice } from "../../sql/fuzz-dice.ts";

let opened: Promise<DuckDBConnection> | undefined;
const connection = (): Promise<DuckDBConnection> =>
  (opened ??= DuckDBInstance.create(":memory:", { memory_limit: "300MB", threads: "1" }).then((db) => db.connect()));

const TYPES: readonly string[] = [
  "VARCHAR",
  "BIGINT",
  "DOUBLE",
  "BLOB",
  "TIMESTAMP",
  "BOOLEAN",
  "INTEGER[]",
  "STRUCT(a INTEGER)",
];
const CLOSED: readonly string[] = [
  "0",
  "-1",
  "x",
  "1.5",
  "",
  "1e5",
  "99999999999999999999999999",
  " 12",
  "0x10",
  "NaN",
];

/** Gives what was done. */
export async function mangleParquet(file: string, dice: Dice): Promise<string> {
  if (dice.next() < 0.5) {
    const how = dice.oneOf(Object.keys(BYTE_MANGLES));
    writeFileSync(file, BYTE_MANGLES[how]!(readFileSync(file), dice));
    return how;
  }
  try {
    return await rewritten(file, dice, await connection());
  } catch {
    // Such a file cannot be made of this one, which may be spoilt already.
    return "nothing";
  }
}

async function rewritten(file: string, dice: Dice, db: DuckDBConnection): Promise<string> {
  const rows = await db.runAndReadAll(`SELECT name FROM parquet_schema('${file}') WHERE num_children IS NULL`);
  const columns = rows.getRows().map(([name]) => `"${String(name)}"`);
  const marks = new Map(
    (await db.runAndReadAll(`SELECT decode(key), decode(value) FROM parquet_kv_metadata('${file}')`))
      .getRows()
      .map(([key, value]) => [String(key), String(value)]),
  );
  const kinds: Readonly<Record<string, () => string>> = {
    columnGone: () => `SELECT * EXCLUDE (${dice.oneOf(columns)}) FROM rows`,
    columnMore: () => `SELECT *, 1 AS "${dice.oneOf(["extra", "millrace_place", "c0", ""])}" FROM rows`,
    columnOfType: () => {
      const column = dice.oneOf(columns);
      return `SELECT * REPLACE (TRY_CAST(${column} AS ${dice.oneOf(TYPES)}) AS ${column}) FROM rows`;
    },
    columnOfTypeWithValues: () => {
      const column = dice.oneOf(columns);
      return `SELECT * REPLACE (${dice.oneOf(["'x'", "1e300", "'9999999999999999999'", "[1]", "NULL", "'NaN'::DOUBLE"])} AS ${column}) FROM rows`;
    },
    renamed: () => `SELECT * RENAME (${dice.oneOf(columns)} AS "other") FROM rows`,
    otherOrder: () => `SELECT ${columns.toReversed().join(", ")} FROM rows`,
    foreign: () => "SELECT 1 AS a, 'x' AS b",
    otherVersion: () => {
      marks.set("version", dice.oneOf(["", "0", "-1", "1", "x", "1.0", "99999999999999999999"]));
      return "SELECT * FROM rows";
    },
    noVersion: () => {
      marks.delete("version");
      return "SELECT * FROM rows";
    },
    otherMark: () => {
      marks.set("closed", dice.oneOf(CLOSED));
      return "SELECT * FROM rows";
    },
  };
  const how = dice.oneOf(Object.keys(kinds));
  const select = kinds[how]!();
  const aside = `${file}.aside`;
  const kv = [...marks].map(([key, value]) => `${key}: '${value}'`).join(", ");
  const options = kv === "" ? "" : `, KV_METADATA {${kv}}`;
  try {
    await db.run(
      `COPY (WITH rows AS (SELECT * FROM read_parquet('${file}')) ${select}) TO '${aside}' (FORMAT parquet${options})`,
    );
    writeFileSync(file, readFileSync(aside));
    return how;
  } finally {
    rmSync(aside, { force: true });
  }
}
