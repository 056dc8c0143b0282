import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratch } from "../scratch.ts";
import { millraceIn } from "./millrace.ts";

const FILES = { "package.json": '{"type":"module"}', "bad.csv": "a,b", "data.json": "{}", "there.ts": "export {};" };

/** Runs `main.ts` of this text, among the files above and a directory. */
async function told(text: string): Promise<string> {
  const { exitCode, stderr } = await millraceIn(rig({ "main.ts": text }))("run", "main.ts");
  expect(exitCode).toBe(1);
  return stderr;
}

function rig(files: Readonly<Record<string, string>>): string {
  const root = scratch();
  mkdirSync(join(root, "dir"));
  for (const [name, text] of Object.entries({ ...FILES, ...files })) writeFileSync(join(root, name), text);
  return root;
}

const failed = (module: string, why: string, place: string): string =>
  `millrace: [IMPORT_FAILED] Cannot import "${module}" from main.ts: ${why} SQLSTATE: 42K03\n    at main.ts:${place}\n`;

test.each([
  [
    'import { connect } from "millrace";\nimport { x } from "./zzz.ts";',
    "./zzz.ts",
    "there is no file zzz.ts. Check the spelling: a relative name begins at the file that imports it.",
    "2:19",
  ],
  ['await import("./there");', "./there", 'there is no file there. Write "./there.ts", which is there.', "1:14"],
  ['import "./there.js";', "./there.js", 'there is no file there.js. Write "./there.ts", which is there.', "1:8"],
  [
    'import "nopackage/part";',
    "nopackage/part",
    "there is no package nopackage. Install it: npm install nopackage. The name of a file begins with ./ or ../.",
    "1:8",
  ],
  [
    'import "millrace/nope";',
    "millrace/nope",
    "Millrace has no such part. Import from millrace or from millrace/testing.",
    "1:8",
  ],
  ['import "./dir";', "./dir", "it is a directory. Name the file in it, such as index.ts.", "1:8"],
  [
    'import "./bad.csv";',
    "./bad.csv",
    "by its extension it is no module. A module is a .ts, .mts, .cts, .js, .mjs or .cjs file; read data with spark.read.",
    "1:8",
  ],
  [
    'import data from "./data.json";',
    "./data.json",
    'JSON is imported only on request. Write with { type: "json" } after it.',
    "1:18",
  ],
  ['import "node:nope";', "node:nope", "Node has no such module. Check the spelling.", "1:8"],
  // The name stands nowhere in the text.
  [
    'const name = "./zz" + "z.ts";\nawait import(name);',
    "./zzz.ts",
    "there is no file zzz.ts. Check the spelling: a relative name begins at the file that imports it.",
    "2:14",
  ],
])("an import that fails is told with its place and what to do: %j", async (text, module, why, place) => {
  expect(await told(text)).toBe(failed(module, why, place));
});

test("an import that fails later, or in a file that is imported, is told alike", async () => {
  const why = "there is no file zzz.ts. Check the spelling: a relative name begins at the file that imports it.";
  const later = 'setInterval(() => {}, 1000);\nsetTimeout(() => import("./zzz.ts"));';
  expect(await told(later)).toBe(failed("./zzz.ts", why, "2:25"));
  const millrace = millraceIn(rig({ "main.ts": 'import "./middle.ts";', "middle.ts": '\n\nimport "./zzz.ts";' }));
  expect((await millrace("run", "main.ts")).stderr).toMatch(/from middle\.ts: [^\n]*\n {4}at middle\.ts:3:8\n$/);
});

test("a program that looks after a missing package itself sees what Node says", async () => {
  const text = 'try { await import("nopackage"); } catch (error) { console.log(error.code); }';
  expect(await millraceIn(rig({ "main.ts": text }))("run", "main.ts")).toEqual({
    exitCode: 0,
    stdout: "ERR_MODULE_NOT_FOUND\n",
    stderr: "",
  });
});

test.each(["bad.csv", "data.json"])("%s is no program", async (file) => {
  expect(await millraceIn(rig({}))("run", file)).toEqual({
    exitCode: 1,
    stdout: "",
    stderr: `millrace: [NOT_A_PROGRAM] ${file} is by its extension no program. Name a .ts, .mts, .cts, .js, .mjs or .cjs file; millrace sql looks at data. SQLSTATE: 42K03\n`,
  });
});
