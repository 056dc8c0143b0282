/** What the compiler knows of rows, asked of the compilers that users have: the newest, and the last one written in JavaScript. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import newest from "typescript/package.json" with { type: "json" };
import older from "typescript-5.9/package.json" with { type: "json" };
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root, run, type Finished } from "../../scripts/processes.ts";
import { manyColumns } from "./many-columns.ts";
import type { RightPrograms } from "./typed-rows.types.ts";
import { prelude, wrongPrograms } from "./wrong-programs.ts";

const compilers = [
  { home: "typescript", version: newest.version },
  { home: "typescript-5.9", version: older.version },
];
const rightFile: RightPrograms["file"] = "typed-rows.types.ts";
const preludeLines = prelude.split("\n").length;
const wrong = wrongPrograms.map((program, index) => ({ ...program, file: `wrong${index}.ts` }));

let directory: string;

beforeAll(async () => {
  const cache = join(root, "node_modules", ".cache");
  await mkdir(cache, { recursive: true });
  directory = await mkdtemp(join(cache, "typed-rows-"));
  const project = (files: readonly string[]): string =>
    JSON.stringify({
      extends: join(root, "tsconfig.json"),
      compilerOptions: {
        declaration: false,
        isolatedDeclarations: false,
        paths: { millrace: [join(root, "src", "index.ts")] },
      },
      include: [],
      files,
    });
  const files = {
    // The folder stands in node_modules, where the repository's own "type" does not reach.
    "package.json": JSON.stringify({ type: "module" }),
    "right.json": project([join(root, "test", "api", rightFile), "wide.ts"]),
    "wide.ts": manyColumns(100),
    "wrong.json": project(wrong.map(({ file }) => file)),
    ...Object.fromEntries(wrong.map(({ file, text }) => [file, `${prelude}\n${text}\n`])),
  };
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(directory, name), text)));
});

afterAll(() => rm(directory, { recursive: true, force: true }));

const compile = (home: string, project: string): Promise<Finished> =>
  run("node", [join(root, "node_modules", home, "bin", "tsc"), "--pretty", "false", "-p", join(directory, project)]);

interface Complaint {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** What was printed, by the place it is about: the indented lines after one belong to it. */
function complaints(output: string): Complaint[] {
  return output.split(/\n(?! )/).flatMap((text) => {
    const [, file, line] = /^(.+)\((\d+),\d+\): error /.exec(text) ?? [];
    if (file === undefined) return text.trim() === "" ? [] : [{ file: "", line: 0, text }];
    return [{ file: basename(file), line: Number(line), text }];
  });
}

describe.each(compilers)("TypeScript $version", ({ version, home }) => {
  let said: readonly Complaint[];

  beforeAll(async () => {
    const { exitCode, output } = await compile(home, "wrong.json");
    expect(exitCode, output).not.toBe(0);
    said = complaints(output);
  }, 120_000);

  test("is the one that is meant", async () => {
    const { output } = await run("node", [join(root, "node_modules", home, "bin", "tsc"), "--version"]);
    expect(output).toBe(`Version ${version}\n`);
  });

  test("takes the right programs", async () => {
    const { exitCode, output } = await compile(home, "right.json");
    expect(output).toBe("");
    expect(exitCode).toBe(0);
  }, 120_000);

  test("complains of nothing but the wrong programs", () => {
    const known = new Set(wrong.map(({ file }) => file));
    expect(said.filter(({ file, line }) => !known.has(file) || line <= preludeLines)).toEqual([]);
  });

  test.each(wrong)("refuses $name", ({ file, says }) => {
    const text = said.filter((complaint) => complaint.file === file).map((complaint) => complaint.text);
    expect(text).not.toEqual([]);
    for (const fragment of says) expect(text.join("\n")).toContain(fragment);
  });
});
