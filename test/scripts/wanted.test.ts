import { execFile } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

function script(name: string, ...args: string[]): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  return new Promise((settle) => {
    const path = join(import.meta.dirname, "../../scripts", name);
    const child = execFile(process.execPath, [path, ...args], (_, stdout, stderr) =>
      settle({ exitCode: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

test.each([
  ["test.ts", "npm test", "unit"],
  ["check.ts", "npm run check", "lint"],
])("%s tells the names it takes, and a wrong one without a stack", async (file, command, name) => {
  const { exitCode, stdout } = await script(file, name, "--help");
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(new RegExp(`^Usage: ${command} \\[name\\.\\.\\.\\]\nNames, .*\\b${name}\\b.*\n$`));
  expect(await script(file, name, "nothing")).toEqual({
    exitCode: 2,
    stdout: "",
    stderr: `Nothing here is called "nothing".\n${stdout}`,
  });
});
