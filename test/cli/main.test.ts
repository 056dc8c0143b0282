import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sensorFileDefaults, sensorFiles } from "../../src/cli/sensor-files.ts";

const program = join(import.meta.dirname, "../../src/cli/main.ts");
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "millrace-cli-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

interface Run {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

function millrace(...args: string[]): Promise<Run> {
  return new Promise((settle) => {
    const child = execFile(process.execPath, [program, ...args], { cwd: directory }, (_, stdout, stderr) => {
      settle({ exitCode: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

test("--help lists the commands", async () => {
  const { exitCode, stdout, stderr } = await millrace("--help");
  expect(stdout).toMatch(/^Usage: millrace <command>/);
  expect(stdout).toMatch(/^ {2}generate +write sensor files/m);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
});

test("--version tells the package's version", async () => {
  const { version } = JSON.parse(await readFile(join(import.meta.dirname, "../../package.json"), "utf8")) as Record<
    string,
    string
  >;
  expect(await millrace("--version")).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: "" });
});

test("a command that is called wrong names its own help", async () => {
  expect((await millrace("sql")).stderr).toContain('Run "millrace sql --help"');
  expect((await millrace("nothing")).stderr).toContain('Run "millrace --help"');
});

test("a command's --help says what it takes", async () => {
  const { exitCode, stdout } = await millrace("generate", "--help");
  expect(stdout).toMatch(/^Usage: millrace generate <directory>/);
  expect(exitCode).toBe(0);
});

test("generate writes the files of its seed and nothing else", async () => {
  const { exitCode, stdout, stderr } = await millrace(
    ..."generate data/in --files 3 --records 5 --seed 7 --start 2020-02-29T12:00:00".split(" "),
  );
  expect({ exitCode, stdout, stderr }).toEqual({
    exitCode: 0,
    stdout: "3 files of 5 records written to data/in\n",
    stderr: "",
  });
  const expected = [...sensorFiles({ files: 3, records: 5, seed: 7, start: Date.UTC(2020, 1, 29, 12) })];
  expect((await readdir(join(directory, "data/in"))).sort()).toEqual(expected.map(({ name }) => name));
  for (const { name, content } of expected)
    expect(await readFile(join(directory, "data/in", name), "utf8")).toBe(content);
});

test("generate without options writes the defaults", async () => {
  expect((await millrace("generate", "in")).stdout).toBe("100 files of 100 records written to in\n");
  const [first] = [...sensorFiles({ ...sensorFileDefaults, files: 1 })];
  expect(await readFile(join(directory, "in", first!.name), "utf8")).toBe(first!.content);
});

test.each([
  [[], "a command is missing"],
  [["bogus"], 'there is no command "bogus"'],
  [["generate"], "generate needs the directory to write to"],
  [["generate", "a", "b"], 'generate takes one argument, not also "b"'],
  [["generate", "a", "--rows", "1"], "Unknown option '--rows'"],
  [["generate", "a", "--files", "-1"], "Option '--files' argument is ambiguous"],
])("a wrong command line %j exits with 2 and says why", async (args, message) => {
  expect(await millrace(...args)).toEqual({
    exitCode: 2,
    stdout: "",
    stderr: `millrace: ${message}\n${args[0] === "generate" ? 'Run "millrace generate --help" for what it takes.' : 'Run "millrace --help" for what there is.'}\n`,
  });
});

test.each([
  [["--records", "many"], "--records many: a whole number is expected"],
  [["--start", "yesterday"], "--start yesterday: a time such as 2016-08-03T01:30:00Z is expected"],
  [["--late", "5"], "--late 5: a number from 0 to 1 is expected"],
])("a wrong value %j exits with 2 and says what is expected", async (args, message) => {
  const { exitCode, stderr } = await millrace("generate", "in", ...args);
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: `millrace: ${message}\nRun "millrace generate --help" for what it takes.\n`,
  });
});

test("a failure of the file system is one message, without a stack trace", async () => {
  await writeFile(join(directory, "taken"), "");
  const { exitCode, stderr } = await millrace("generate", "taken");
  expect(stderr).toMatch(/^millrace: \[FILE_OPERATION_FAILED\] Cannot create the directory .*taken: .*\n$/);
  expect(exitCode).toBe(1);
});

test("generate can make trouble: malformed lines, late readings, lost devices; what it leaves alone stays the same", async () => {
  await millrace(..."generate calm --files 12 --records 50".split(" "));
  await millrace(..."generate trouble --files 12 --records 50 --malformed 0.2 --late 0.2 --lost 50".split(" "));
  const lines = async (name: string, i: number): Promise<string[]> =>
    (await readFile(join(directory, name, `streaming-sensor_file-${i}.json`), "utf8")).split("\n");
  const [calm, trouble] = [await lines("calm", 0), await lines("trouble", 0)];
  expect(trouble).toHaveLength(50);
  expect(trouble.filter((line) => !line.endsWith("}")).length).toBeGreaterThan(2);
  expect(trouble.filter((line) => calm.includes(line)).length).toBeGreaterThan(20);
  const fromFew = async (i: number): Promise<number> =>
    (await lines("trouble", i)).filter((line) => /"deviceId":[1-4]?\d,/.test(line)).length;
  expect([await fromFew(4), await fromFew(10)].every((count) => count > 10)).toBe(true);
  expect(await fromFew(5)).toBeLessThan(8);
});

test("generate keeps to a rate", async () => {
  const began = performance.now();
  await millrace(..."generate in --files 4 --rate 10".split(" "));
  expect(performance.now() - began).toBeGreaterThan(300);
});
