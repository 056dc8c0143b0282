// `npm run docs` writes what is made from the code: the error page, the API reference, the README's support table. With --check nothing is
// written, and what is out of date is named.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { apiPages } from "./docs/api-pages.ts";
import { errorPage } from "./docs/error-page.ts";
import { readmeWithSupport } from "./docs/support-table.ts";
import { root } from "./processes.ts";

const pages: ReadonlyMap<string, string> = new Map([
  ["docs/errors.md", errorPage()],
  ...apiPages(),
  ["README.md", readmeWithSupport(readFileSync(join(root, "README.md"), "utf8"))],
]);
const outdated = [...pages].filter(([path, text]) => contentOf(path) !== text);
for (const [path, text] of outdated) {
  if (process.argv.includes("--check")) console.log(`${path} is out of date: run npm run docs`);
  else write(path, text);
}
if (process.argv.includes("--check") && outdated.length > 0) process.exitCode = 1;

function contentOf(path: string): string | undefined {
  return existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : undefined;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  console.log(`wrote ${path}`);
}
