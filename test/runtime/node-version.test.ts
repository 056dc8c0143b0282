import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isSupportedNode } from "../../src/runtime/node-version.ts";
import { program } from "../cli/millrace.ts";
import { scratch } from "../scratch.ts";

test("Node is supported from 22.18 on", () => {
  const versions = ["18.20.8", "20.20.2", "22.17.1", "22.18.0", "23.0.0", "24.21.0"];
  expect(versions.filter(isSupportedNode)).toEqual(["22.18.0", "23.0.0", "24.21.0"]);
});

/** What Node 20 has to tell it from a newer one: its number, and a zlib that does not know Zstandard. */
const NODE_20 = `
import { registerHooks } from "node:module";
Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.20.2" } });
const zlib = \`data:text/javascript,\${encodeURIComponent(
  'import zlib from "node:zlib"; export const { crc32, createGunzip, createInflate } = zlib;',
)}\`;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "node:zlib" && !context.parentURL.startsWith("data:")
      ? { url: zlib, shortCircuit: true }
      : next(specifier, context),
});
`;

test("an older Node is refused in words, by the library and by the command", async () => {
  const root = scratch();
  writeFileSync(join(root, "node-20.mjs"), NODE_20);
  const index = join(import.meta.dirname, "../../src/index.ts");
  writeFileSync(
    join(root, "main.mjs"),
    `import { connect } from "${index}";\nconsole.log(await connect().catch(({ message }) => message));\n`,
  );
  const outputOf = (...args: string[]): Promise<string> =>
    new Promise((settle) =>
      execFile(process.execPath, ["--import", "./node-20.mjs", ...args], { cwd: root }, (_, stdout, stderr) =>
        settle(stdout + stderr),
      ),
    );
  expect(await outputOf("main.mjs")).toBe(
    "[UNSUPPORTED_NODE_VERSION] Millrace needs Node 22.18 or newer, but runs on 20.20.2. Install it from https://nodejs.org. SQLSTATE: 0A000\n",
  );
  expect(await outputOf(program, "--version")).toMatch(
    /^millrace: Node 22\.18 or newer is needed, this is 20\.20\.2\./,
  );
});
