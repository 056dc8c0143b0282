import { execFile } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratch, session, writeLines } from "../scratch.ts";
import { millraceIn as at, program } from "./millrace.ts";

test("sql runs statements over views of files and prints their results", async () => {
  const root = scratch();
  writeLines(join(root, "in", "1.json"), { a: 1 }, { a: 2 });
  writeFileSync(join(root, "people.csv"), "name\nAnn\n");
  const script =
    "CREATE TEMP VIEW big AS SELECT * FROM r WHERE a > 1; -- no; end\nSELECT a, ';' AS s FROM big; SELECT * FROM p;";
  writeFileSync(join(root, "q.sql"), script);
  const { exitCode, stdout, stderr } = await at(root)(
    ..."sql -f q.sql --json --view p=people.csv --option p.header=true --view".split(" "),
    "r=in:json:a INT",
  );
  expect({ exitCode, stdout, stderr }).toEqual({
    exitCode: 0,
    stdout: '{"a":2,"s":";"}\n{"name":"Ann"}\n',
    stderr: "",
  });
});

test("sql prints a table, at most so many rows", async () => {
  const { stdout } = await at(scratch())("sql", "SELECT id FROM range(3) ORDER BY id", "--rows", "1");
  expect(stdout).toBe("+---+\n|id |\n+---+\n|0  |\n+---+\nonly showing top 1 row\n");
});

test("sql takes a text that begins with a comment", async () => {
  const { exitCode, stdout } = await at(scratch())("sql", "-- one\nSELECT 1 AS a", "--json");
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '{"a":1}\n' });
});

test("sql --watch follows the files", async () => {
  const root = scratch();
  writeLines(join(root, "in", "1.json"), { a: 1 });
  const child = execFile(process.execPath, [
    program,
    ..."sql --watch --view".split(" "),
    `r=${root}/in:json`,
    "SELECT count(*) AS n FROM r",
  ]);
  let output = "";
  child.stdout!.on("data", (text: string) => {
    output += text;
    if (output.includes("|  1|") && !output.includes("|  2|")) writeLines(join(root, "in", "2.json"), { a: 2 });
    if (output.includes("|  2|")) child.kill("SIGINT");
  });
  await new Promise((resolve) => child.once("exit", resolve));
  expect(output).toContain("|  2|");
});

test("an SQL mistake is one message with its place", async () => {
  const { exitCode, stdout, stderr } = await at(scratch())("sql", "SELECT a FROM nowhere");
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
  expect(stderr).toMatch(/^millrace: \[TABLE_OR_VIEW_NOT_FOUND\] .*nowhere.*line 1 pos 14/);
  expect(stderr).not.toContain("    at ");
});

test.each([
  [["sql"], "sql needs a statement, or -f and a file"],
  [["sql", " ; "], "there is no statement"],
  [["sql", "-- nothing"], "there is no statement"],
  [["sql", "--nothing"], "Unknown option '--nothing'"],
  [
    ["sql", "SELECT 1", "--view", "r"],
    '--view takes name=path:format:schema, as in r=sensors:json:"id INT", and not "r"',
  ],
  [["sql", "SELECT 1", "--option", "r.header=true"], "--option r.header=true: there is no view r"],
  [["sql", "SELECT 1", "--watch", "--json"], "--watch shows a table: it does not go with --json"],
  [["fs"], "fs needs one of ls, head, mkdirs, rm"],
  [["fs", "ls", "a", "--recurse"], "fs ls has no option --recurse"],
  [["fs", "rm"], "fs rm needs a path"],
  [["checkpoint"], "checkpoint needs the directory to look into"],
  [["run"], "run needs the program to run"],
])("%j exits with 2: %s", async (args, message) => {
  const { exitCode, stderr } = await at(scratch())(...args);
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: `millrace: ${message}\nRun "millrace ${args[0]} --help" for what it takes.\n`,
  });
});

test("every command's help has examples", async () => {
  const help = await Promise.all(["run", "sql", "fs", "checkpoint", "generate"].map((c) => at(scratch())(c, "--help")));
  for (const { exitCode, stdout } of help) {
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^Usage: millrace [^]*^Examples:\n {2}millrace /m);
  }
});

test("fs looks, makes and removes", async () => {
  const root = scratch();
  const millrace = at(root);
  await millrace("fs", "mkdirs", "a/b");
  writeFileSync(join(root, "a", "f"), "hello");
  expect((await millrace("fs", "ls", "a")).stdout).toMatch(/^ +0 {2}\S+Z {2}b\/\n +5 {2}\S+Z {2}f\n$/);
  const { stdout, stderr } = await millrace("fs", "head", "a/f", "--bytes", "2");
  expect({ stdout, stderr }).toEqual({ stdout: "he", stderr: "[Truncated to first 2 bytes]\n" });
  expect((await millrace("fs", "rm", "a")).stderr).toBe(
    `millrace: [DIRECTORY_NOT_EMPTY] The directory ${join(root, "a")} is not empty. Give --recurse to remove what it holds. SQLSTATE: 42K04\n`,
  );
  expect((await millrace("fs", "mkdirs", "a/f")).stderr).toBe(
    `millrace: [FILE_ALREADY_EXISTS] ${join(root, "a", "f")} already exists. Give another name. SQLSTATE: 42K04\n`,
  );
  expect((await millrace("fs", "head", "a")).stderr).toContain("is a directory. Name a file. SQLSTATE");
  expect((await millrace("run", "a")).stderr).toContain("is a directory. Name the program in it. SQLSTATE");
  expect((await millrace("fs", "rm", "a", "--recurse")).exitCode).toBe(0);
  expect((await millrace("fs", "rm", "a")).stderr).toBe("there is no a\n");
});

test("checkpoint says what a query has come to, in words and as JSON", async () => {
  const root = scratch();
  mkdirSync(join(root, "in"));
  writeLines(join(root, "in", "1.json"), { at: "2024-01-01T00:00:00Z" });
  const spark = await session();
  const query = await spark.readStream
    .schema("at TIMESTAMP")
    .json(join(root, "in"))
    .withWatermark("at", "1 minute")
    .groupBy("at")
    .count()
    .writeStream.format("noop")
    .option("checkpointLocation", join(root, "c"))
    .trigger({ availableNow: true })
    .start();
  await query.awaitTermination();
  const millrace = at(root);
  const { stdout } = await millrace("checkpoint", "c", "--json");
  expect(JSON.parse(stdout)).toMatchObject({
    id: query.id,
    latest: { batchId: 1, isCommitted: true, watermarkMs: Date.UTC(2023, 11, 31, 23, 59) },
    batches: { first: 0, last: 1, committed: 1 },
    stateOperators: [{ operatorId: 0, operatorName: "stateStoreSave", version: 2 }],
    lock: null,
  });
  const words = (await millrace("checkpoint", "c")).stdout;
  expect(words).toContain("batches     0 to 1 are kept; batch 1 is committed");
  expect(words).toContain("watermark   2023-12-31T23:59:00.000Z");
  expect(words).toContain("lock        free");
  expect(words).toContain("health      nothing is missing or damaged");
  expect(words).not.toContain("spark.sql.shuffle.partitions");
  expect((await millrace("checkpoint", "in")).stderr).toContain("[NOT_A_CHECKPOINT]");

  rmSync(join(root, "c", "state", "0", "1.delta.parquet"));
  writeFileSync(join(root, "c", "sources", "0", "0"), "v1\n{}");
  const damaged = await millrace("checkpoint", "c");
  expect(damaged.exitCode).toBe(1);
  expect(damaged.stdout.match(/\[\w+\]/g)).toEqual(["[CHECKPOINT_FILE_CORRUPT]", "[CHECKPOINT_FILE_MISSING]"]);
  expect(JSON.parse((await millrace("checkpoint", "c", "--json")).stdout).problems).toHaveLength(2);
});

test(
  "run runs a program that says millrace, hands it its arguments, and tells errors without a stack trace",
  { timeout: 30_000 },
  async () => {
    const root = scratch();
    const millrace = at(root);
    writeFileSync(join(root, "package.json"), '{"type":"module"}');
    const main = (body: string): void =>
      writeFileSync(
        join(root, "main.ts"),
        `import { connect } from "millrace";\nconst spark = await connect();\n${body}\n`,
      );
    main("console.log(await spark.range(2 as number).count(), process.argv[2]);\nawait spark.stop();");
    expect(await millrace("run", "main.ts", "--help")).toEqual({ exitCode: 0, stdout: "2 --help\n", stderr: "" });
    main('await spark.read.schema("a INT").json("missing").show();');
    const failed = await millrace("run", "main.ts");
    expect(failed.exitCode).toBe(1);
    expect(failed.stderr).toMatch(/^millrace: \[PATH_NOT_FOUND\] .*missing\. .*\n {4}at main\.ts:3:1\n$/);
    main("setTimeout(() => { throw new RangeError('mine'); });");
    const own = await millrace("run", "main.ts");
    expect(own.exitCode).toBe(1);
    expect(own.stderr).toMatch(/^RangeError: mine\n +at .*main\.ts/);
    expect((await millrace("run", "nothing.ts")).stderr).toContain("[PATH_NOT_FOUND]");
  },
);
