import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sensorFileDefaults, sensorFiles } from "../../src/cli/sensor-files.ts";
import { snippetsOf } from "./snippets.ts";

const root = join(import.meta.dirname, "../..");
const snippets = snippetsOf(root);
/** The tests run side by side: none of them may clean up after another. */
const place = mkdtempSync(join(tmpdir(), "millrace-docs-"));
afterAll(() => rmSync(place, { recursive: true }));

/** Where every program finds what the pages speak of: files of sensors, people and a log. */
function prepared(): string {
  const directory = mkdtempSync(join(place, "program-"));
  mkdirSync(join(directory, "sensors"));
  for (const { name, content } of sensorFiles({ ...sensorFileDefaults, files: 3 }))
    writeFileSync(join(directory, "sensors", name), content);
  cpSync(join(import.meta.dirname, "inputs"), directory, { recursive: true });
  writeFileSync(join(directory, "package.json"), '{"type":"module"}');
  return directory;
}

describe.concurrent("a program of the documentation runs, and prints what is said", () => {
  test.each(snippets)("$name", { timeout: 60_000 }, async ({ program, expected }) => {
    const directory = prepared();
    writeFileSync(join(directory, "main.ts"), program);
    const { exitCode, stdout, stderr } = await run(directory);
    expect(stderr).toBe("");
    expect(exitCode).toBe(0);
    if (expected !== undefined) expect(stdout.trim()).toBe(expected.trim());
  });
});

function run(cwd: string): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  const cli = join(root, "src", "cli", "main.ts");
  return new Promise((settle) => {
    const child = execFile(process.execPath, [cli, "run", "main.ts"], { cwd }, (_, stdout, stderr) =>
      settle({ exitCode: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

describe("the programs type-check", () => {
  let output: string;
  beforeAll(async () => {
    const directory = mkdtempSync(join(place, "types-"));
    writeFileSync(join(directory, "package.json"), '{"type":"module"}');
    for (const [i, { program }] of snippets.entries()) writeFileSync(join(directory, `snippet-${i}.ts`), program);
    const config = {
      extends: join(root, "tsconfig.json"),
      compilerOptions: {
        isolatedDeclarations: false,
        declaration: false,
        typeRoots: [join(root, "node_modules", "@types")],
        paths: {
          millrace: [join(root, "src", "index.ts")],
          "millrace/testing": [join(root, "src", "testing", "index.ts")],
        },
      },
      include: ["*.ts"],
    };
    writeFileSync(join(directory, "tsconfig.json"), JSON.stringify(config));
    const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
    output = await new Promise((settle) =>
      execFile(process.execPath, [tsc, "-p", directory], { cwd: directory }, (error, stdout, stderr) =>
        settle(`${stdout}${stderr}${error === null || stdout !== "" ? "" : error.message}`),
      ),
    );
  }, 120_000);

  test("the compiler says nothing of anything else either", () => {
    expect(output.split("\n").filter((line) => line !== "" && !line.includes("snippet-"))).toEqual([]);
  });

  test.each(snippets.map(({ name }, i) => [name, i] as const))("%s", (_, i) => {
    expect(output.split("\n").filter((line) => line.includes(`snippet-${i}.ts`))).toEqual([]);
  });
});
