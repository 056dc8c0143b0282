/** The programs in the documentation: every block of TypeScript in the README, the guides and the reference. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as millrace from "../../src/index.ts";

export interface Snippet {
  /** `docs/guides/first-stream.md:12`. */
  readonly name: string;
  readonly program: string;
  /** What the block of text right below says that it prints. */
  readonly expected: string | undefined;
}

const BLOCK = /^```ts\n([^]*?)^```\n(?:\n```text\n([^]*?)^```$)?/gm;

export function snippetsOf(root: string): readonly Snippet[] {
  const pages = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`);
  return ["README.md", ...pages.toSorted()].flatMap((page) => inPage(page, readFileSync(join(root, page), "utf8")));
}

function inPage(page: string, text: string): readonly Snippet[] {
  return [...text.matchAll(BLOCK)].map(({ index, 1: code = "", 2: expected }) => ({
    name: `${page}:${text.slice(0, index).split("\n").length}`,
    program: wholeProgram(code),
    expected,
  }));
}

/** An example of a few lines is a program when what it uses is imported, and a session opened and stopped around it. */
function wholeProgram(code: string): string {
  if (/^import /m.test(code)) return code;
  const names = Object.keys(millrace).filter((name) => new RegExp(`(?<![.\\w"])${name}\\b(?!:)`).test(code));
  const needsSession = /\bspark\b/.test(code);
  const imported = [...new Set([...names, ...(needsSession ? ["connect"] : [])])];
  const imports = imported.length === 0 ? "" : `import { ${imported.join(", ")} } from "millrace";\n`;
  return needsSession ? `${imports}const spark = await connect();\n${code}await spark.stop();\n` : `${imports}${code}`;
}
