import { copyFileSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import type { KernelConnection } from "../../../src/duckdb/connection.ts";
import { Kernel } from "../../../src/duckdb/kernel.ts";
import { realRuntime } from "../../../src/runtime/real.ts";
import { StateLog, type StateTable } from "../../../src/streaming/state/state-log.ts";
import { conditionOf, scratch } from "../../scratch.ts";

/** Counts per (window, key); a window starting at k0 is closed by a watermark of k0 + 10. */
const TABLE: StateTable = {
  name: "state",
  keys: [
    { name: "k0", kernelType: "BIGINT" },
    { name: "k1", kernelType: "VARCHAR" },
  ],
  values: [{ name: "s0", kernelType: "BIGINT" }],
  merged: ["old.s0 + new.s0"],
  closesAt: "(k0 + 10)",
};

type Key = readonly [window: number, key: string | null];
type Partial = readonly (readonly [...Key, count: number])[];

/** What the log does, in one place; `model` says what it should hold. */
class Bench {
  readonly connection: KernelConnection;
  readonly directory: string;
  readonly log: StateLog;
  version = 0;

  constructor(connection: KernelConnection, directory: string, retained: number) {
    this.connection = connection;
    this.directory = directory;
    this.log = new StateLog(realRuntime, directory, TABLE, retained);
  }

  /** One batch, as the aggregation does it: merge, then drop what the watermark closes, then make durable. */
  async batch(rows: Partial, watermark?: number): Promise<void> {
    const values = rows.map(([window, key, n]) => `(${window}, ${key === null ? "NULL" : `'${key}'`}, ${n})`);
    await this.connection.run(
      `CREATE OR REPLACE TEMP TABLE partial AS SELECT k0::BIGINT AS k0, k1::VARCHAR AS k1, s0::BIGINT AS s0
       FROM (VALUES (NULL, NULL, NULL)${values.map((v) => `, ${v}`).join("")}) AS t (k0, k1, s0) WHERE s0 IS NOT NULL`,
    );
    await this.log.merge(this.connection, "partial", "touched");
    const closed = watermark === undefined ? undefined : BigInt(watermark);
    if (closed !== undefined) await this.log.drop(this.connection, closed);
    await this.log.persist(this.connection, ++this.version, "SELECT * FROM touched", closed);
  }

  async rows(): Promise<string[]> {
    const rows = await this.connection.rows("SELECT k0, k1, s0 FROM state");
    return rows.map((row) => row.map(String).join(" ")).toSorted();
  }

  /** Of a copy of the log: a restore forgets what came after its version. */
  async restored(version: number): Promise<string[]> {
    const copy = scratch();
    cpSync(this.directory, copy, { recursive: true });
    await new StateLog(realRuntime, copy, TABLE, 100).restore(this.connection, version);
    return this.rows();
  }
}

async function bench(retained = 100, directory: string = scratch()): Promise<Bench> {
  const kernel = await Kernel.open(realRuntime);
  onTestFinished(() => kernel.close());
  const made = new Bench(await kernel.lease(), directory, retained);
  await made.log.restore(made.connection, 0);
  return made;
}

/** The connection, with the room of deleted rows given back in the middle of a merge, as another connection's commit may do at any moment. */
function vacuumed(connection: KernelConnection, other: KernelConnection): KernelConnection {
  return new Proxy(connection, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      return async (...args: unknown[]) => {
        if (String(args[0]).startsWith("UPDATE")) await other.run("FORCE CHECKPOINT");
        return value.apply(target, args) as unknown;
      };
    },
  });
}

test("a merge finds its rows again when the kernel has moved them meanwhile", async () => {
  const kernel = await Kernel.open(realRuntime);
  onTestFinished(() => kernel.close());
  const [connection, other] = [await kernel.lease(), await kernel.lease()];
  const state = new Bench(vacuumed(connection, other), scratch(), 100);
  await state.log.restore(connection, 0);
  for (let window = 0; window < 100; window += 10) {
    const keys = Array.from({ length: 50 }, (_, i) => [window, String(i), 1] as const);
    for (let i = 0; i < 4; i++) await state.batch(keys, window);
    expect(await state.rows()).toEqual(keys.map(([, key]) => `${window} ${key} 4`).toSorted());
  }
});

test("version 0 is empty", async () => {
  const state = await bench();
  expect(await state.rows()).toEqual([]);
});

test("every version can be restored: the deltas up to it, the last row of a key winning", async () => {
  const state = await bench();
  await state.batch([
    [0, "a", 1],
    [0, "b", 2],
  ]);
  await state.batch([
    [0, "a", 10],
    [10, "a", 5],
  ]);
  await state.batch([[0, null, 7]]);
  expect(await state.restored(1)).toEqual(["0 a 1", "0 b 2"]);
  expect(await state.restored(2)).toEqual(["0 a 11", "0 b 2", "10 a 5"]);
  expect(await state.restored(3)).toEqual(["0 a 11", "0 b 2", "0 null 7", "10 a 5"]);
});

test("a key that is NULL is one key", async () => {
  const state = await bench();
  await state.batch([[0, null, 1]]);
  await state.batch([[0, null, 2]]);
  expect(await state.rows()).toEqual(["0 null 3"]);
  expect(await state.restored(2)).toEqual(["0 null 3"]);
});

test("what the watermark closed stays closed after a restore", async () => {
  const state = await bench();
  await state.batch([
    [0, "a", 1],
    [10, "a", 1],
  ]);
  await state.batch([[20, "a", 1]], 10);
  expect(await state.rows()).toEqual(["10 a 1", "20 a 1"]);
  expect(await state.restored(2)).toEqual(["10 a 1", "20 a 1"]);
  expect(await state.restored(1)).toEqual(["0 a 1", "10 a 1"]);
});

test("a key that was closed and comes again begins anew", async () => {
  const state = await bench();
  await state.batch([[0, "a", 5]]);
  await state.batch([[20, "b", 1]], 10);
  // Late by the watermark of this batch, but not by that of the one before.
  await state.batch([[0, "a", 1]], 10);
  const after = await state.rows();
  expect(await state.restored(3)).toEqual(after);
});

test("a batch that changes nothing has a version too", async () => {
  const state = await bench();
  await state.batch([[0, "a", 1]]);
  await state.batch([]);
  await state.batch([], 100);
  expect(await state.restored(2)).toEqual(["0 a 1"]);
  expect(await state.restored(3)).toEqual([]);
});

test("a restore puts the table back, whatever it held", async () => {
  const state = await bench();
  await state.batch([[0, "a", 1]]);
  await state.connection.run("INSERT INTO state (k0, k1, s0) VALUES (99, 'garbage', 1)");
  await state.log.restore(state.connection, 1);
  expect(await state.rows()).toEqual(["0 a 1"]);
});

test("a version can be written again after a restore, as a re-run does", async () => {
  const state = await bench();
  await state.batch([[0, "a", 1]]);
  await state.batch([[0, "a", 100]]);
  await state.log.restore(state.connection, 1);
  state.version = 1;
  await state.batch([[0, "a", 2]]);
  expect(await state.restored(2)).toEqual(["0 a 3"]);
});

test("snapshots appear, restoring starts from one, and versions beside them agree", async () => {
  const state = await bench();
  const expected: string[][] = [[]];
  for (let i = 1; i <= 35; i++) {
    await state.batch(
      [
        [i, "a", 1],
        [0, "sum", 1],
      ],
      i > 20 ? i - 5 : undefined,
    );
    expected.push(await state.rows());
  }
  expect(readdirSync(state.directory).filter((name) => name.endsWith(".snapshot.parquet")).length).toBeGreaterThan(1);
  for (const version of [1, 9, 10, 11, 19, 20, 21, 30, 35]) {
    expect(await state.restored(version), `version ${version}`).toEqual(expected[version]);
  }
});

test("a delta older than a needed snapshot is not read", async () => {
  const state = await bench();
  for (let i = 1; i <= 12; i++) await state.batch([[i, "a", 1]]);
  const after = await state.rows();
  const snapshot = Math.max(
    ...readdirSync(state.directory)
      .filter((name) => name.endsWith(".snapshot.parquet"))
      .map((name) => Number.parseInt(name)),
  );
  for (let v = 1; v <= snapshot; v++) rmSync(join(state.directory, `${v}.delta.parquet`), { force: true });
  expect(await state.restored(12)).toEqual(after);
});

test("files are purged, but never what restores a version within the retained ones", async () => {
  const state = await bench(5);
  const expected: string[][] = [[]];
  for (let i = 1; i <= 60; i++) {
    await state.batch([[i % 7, "a", i]]);
    expected.push(await state.rows());
  }
  expect(readdirSync(state.directory)).not.toContain("1.delta.parquet");
  for (let version = 55; version <= 60; version++) expect(await state.restored(version)).toEqual(expected[version]);
});

test("a missing delta is an error that names it", async () => {
  const state = await bench();
  for (let i = 1; i <= 3; i++) await state.batch([[i, "a", 1]]);
  rmSync(join(state.directory, "2.delta.parquet"));
  expect(await conditionOf(() => state.restored(3))).toBe("CHECKPOINT_FILE_MISSING");
  expect(await state.restored(1)).toEqual(["1 a 1"]);
});

test("a delta under another version's name is not taken for it", async () => {
  const state = await bench();
  await state.batch([[0, "a", 1]]);
  await state.batch([[0, "a", 1]]);
  await state.batch([[0, "a", 1]]);
  copyFileSync(join(state.directory, "1.delta.parquet"), join(state.directory, "3.delta.parquet"));
  expect(await conditionOf(() => state.restored(3))).toBe("CHECKPOINT_FILE_CORRUPT");
});

test("an unfinished file of an earlier attempt is passed over", async () => {
  const state = await bench();
  await state.batch([[0, "a", 1]]);
  copyFileSync(join(state.directory, "1.delta.parquet"), join(state.directory, ".2.delta.parquet.tmp"));
  copyFileSync(join(state.directory, "1.delta.parquet"), join(state.directory, ".9.snapshot.parquet.tmp"));
  expect(await state.restored(1)).toEqual(["0 a 1"]);
  await state.batch([[0, "a", 1]]);
  expect(await state.restored(2)).toEqual(["0 a 2"]);
});

test.each(["k0::VARCHAR AS k0", "s0::INTEGER AS s0", "(s0 > 0) AS s0"])(
  "a file whose columns are of other types (%s) is refused, not cast",
  async (column) => {
    const state = await bench();
    await state.batch([[0, "a", 1]]);
    const file = join(state.directory, "1.delta.parquet");
    await state.connection.run(
      `COPY (SELECT * REPLACE (${column}) FROM read_parquet('${file}')) TO '${file}.other' (FORMAT parquet, KV_METADATA {version: '1'})`,
    );
    copyFileSync(`${file}.other`, file);
    expect(await conditionOf(() => state.restored(1))).toBe("CHECKPOINT_FILE_CORRUPT");
  },
);

test("state(n) restored is state(n) as it was, for any batches and watermarks", async () => {
  const key = fc.tuple(
    fc.integer({ min: 0, max: 40 }),
    fc.constantFrom("a", "b", null),
    fc.integer({ min: 1, max: 9 }),
  );
  const rows = fc.uniqueArray(key, { selector: ([window, name]) => `${window} ${name}`, maxLength: 8 });
  const batch = fc.record({ rows, step: fc.nat(6) });
  await fc.assert(
    fc.asyncProperty(fc.array(batch, { minLength: 1, maxLength: 25 }), async (batches) => {
      const state = await bench(100, scratch());
      const model = new Map<string, number>();
      const expected: string[][] = [[]];
      let watermark = 0;
      for (const { rows: added, step } of batches) {
        for (const [window, name, n] of added)
          model.set(`${window} ${name}`, (model.get(`${window} ${name}`) ?? 0) + n);
        watermark += step;
        for (const name of model.keys()) if (Number.parseInt(name) + 10 <= watermark) model.delete(name);
        await state.batch(added, watermark);
        expected.push([...model].map(([name, n]) => `${name} ${n}`).toSorted());
        expect(await state.rows()).toEqual(expected.at(-1));
      }
      for (const version of [batches.length, Math.floor(batches.length / 2)]) {
        expect(await state.restored(version), `version ${version}`).toEqual(expected[version]);
      }
    }),
    { numRuns: 15 },
  );
}, 60_000);

test("a bit that has flipped is noticed wherever it is", async () => {
  const state = await bench();
  await state.batch(Array.from({ length: 200 }, (_, i) => [0, `key ${i}`, i] as const));
  const file = join(state.directory, "1.delta.parquet");
  const whole = readFileSync(file);
  // The checksum's name and what is about it, byte by byte; of the rest enough.
  const name = whole.lastIndexOf("millrace_crc32");
  for (let at = 0; at < whole.length; at += at >= name - 10 && at < name + 30 ? 1 : 7) {
    writeFileSync(
      file,
      whole.map((byte, i) => (i === at ? byte ^ (1 << (at % 8)) : byte)),
    );
    expect(await conditionOf(() => state.log.restore(state.connection, 1)), `byte ${at}`).toBe(
      "CHECKPOINT_FILE_CORRUPT",
    );
  }
  writeFileSync(file, whole);
  await state.log.restore(state.connection, 1);
  expect(await state.rows()).toHaveLength(200);
});

test("a log is read back whatever the directories above it are called", async () => {
  const directory = join(scratch(), "k0=7", "[x]*?", "it's {a,b}");
  const state = await bench(100, directory);
  for (let i = 0; i < 12; i++) await state.batch([[i, `key ${i}`, 1]]);
  const rows = await state.rows();
  await state.log.restore(state.connection, state.version);
  expect(await state.rows()).toEqual(rows);
});
