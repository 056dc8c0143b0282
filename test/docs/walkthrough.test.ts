/** The first guide as its reader follows it: the commands in their order, in one directory, with the program saved where the page says. */
import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const place = mkdtempSync(join(tmpdir(), "millrace-walkthrough-"));
afterAll(() => rmSync(place, { recursive: true }));

test.skipIf(process.platform === "win32")("docs/guides/first-stream.md", { timeout: 60_000 }, async () => {
  const page = readFileSync(join(root, "docs/guides/first-stream.md"), "utf8");
  writeFileSync(join(place, "package.json"), '{"type":"module"}');
  // What `npx millrace` would run had it been installed.
  const cli = join(root, "src", "cli", "main.ts");
  writeFileSync(join(place, "npx"), `#!/bin/sh\nshift\nexec "${process.execPath}" "${cli}" "$@"\n`);
  chmodSync(join(place, "npx"), 0o755);
  writeFileSync(join(place, "hours.ts"), /^```ts\n([^]*?)^```$/m.exec(page)![1]!);
  for (const [, commands, said] of page.matchAll(/^```sh\n([^]*?)^```\n(?:\n```text\n([^]*?)^```$)?/gm)) {
    const { exitCode, stdout, stderr } = await shell(commands!);
    expect({ commands, exitCode, stderr }).toEqual({ commands, exitCode: 0, stderr: "" });
    if (said !== undefined) expect(stdout.trim()).toBe(said.trim());
  }
});

function shell(commands: string): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  const env = { ...process.env, PATH: `${place}${delimiter}${process.env["PATH"]}` };
  return new Promise((settle) => {
    const child = execFile("/bin/sh", ["-e", "-c", commands], { cwd: place, env }, (_, stdout, stderr) =>
      settle({ exitCode: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}
