import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { sourceFiles } from "./architecture/source-files.ts";
import { clockViolations, layeringViolations } from "./architecture/violations.ts";

const project = dirname(import.meta.dirname);
const src = join(project, "src");
const fixture = join(import.meta.dirname, "architecture/fixture/src");

test("imports in src/ follow the arrows", () => {
  expect(layeringViolations(src)).toEqual([]);
});

test("nothing in src/ but the rooms of effects reads the clock through new Date()", () => {
  expect(clockViolations(src)).toEqual([]);
});

test("no file of src/ is longer than 500 lines", () => {
  const long = sourceFiles(src).filter((file) => file.lines > 400);
  if (long.length > 0) console.info(`Asking to be two files: ${long.map(size).join(", ")}`);
  expect(long.filter((file) => file.lines > 500).map(size)).toEqual([]);
});

test("a layering violation is found", () => {
  expect(layeringViolations(fixture)).toEqual([
    "connectors/box/source.ts:2 connectors may not import streaming/query.ts",
    "functions/now.ts:3 functions may not import duckdb/kernel.ts",
    'misc/helpers.ts:1 is in no known room: add "misc" to the table of arrows',
    "plan/filter.ts:2 plan may not import duckdb/kernel.ts",
    "plan/filter.ts:4 plan may not import streaming/source.ts",
  ]);
});

test("a reading of the clock is found", () => {
  expect(clockViolations(fixture)).toEqual(["functions/now.ts:6 reads the clock: new Date() without a time"]);
});

// The linter drops rules silently when its configuration or tsconfig is not to its liking: this shows that they are on.
test("the linter finds what it has to find", { timeout: 60_000 }, async () => {
  expect(await lintedFixture()).toEqual([
    "connectors/box/source.ts:2 eslint(no-restricted-imports)",
    "functions/now.ts:1 eslint(no-restricted-imports)",
    "functions/now.ts:2 eslint(no-restricted-imports)",
    "functions/now.ts:3 eslint(no-restricted-imports)",
    "functions/now.ts:6 eslint(no-restricted-globals)",
    "functions/now.ts:6 eslint(no-restricted-properties)",
    "functions/now.ts:6 eslint(no-restricted-properties)",
    "functions/now.ts:7 eslint(no-restricted-globals)",
    "functions/now.ts:8 typescript(no-floating-promises)",
    "plan/filter.ts:2 eslint(no-restricted-imports)",
    "plan/filter.ts:4 typescript(consistent-type-imports)",
  ]);
});

interface LintReport {
  readonly diagnostics: readonly {
    readonly code: string;
    readonly filename: string;
    readonly labels: readonly { readonly span: { readonly line: number } }[];
  }[];
}

async function lintedFixture(): Promise<string[]> {
  const oxlint = join(dirname(createRequire(import.meta.url).resolve("oxlint/package.json")), "bin/oxlint");
  const output = await new Promise<string>((settle) => {
    execFile(process.execPath, [oxlint, "-f", "json", fixture], { cwd: project }, (_, stdout) => settle(stdout));
  });
  const { diagnostics } = JSON.parse(output) as LintReport;
  return diagnostics
    .map(({ filename, labels, code }) => {
      const file = filename.replaceAll("\\", "/").split("/fixture/src/").at(-1);
      return `${file}:${labels[0]?.span.line} ${code}`;
    })
    .sort();
}

function size({ path, lines }: { path: string; lines: number }): string {
  return `${path} (${lines} lines)`;
}
