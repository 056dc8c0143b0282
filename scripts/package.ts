// What a user gets: the package is built, packed, judged, installed into an empty project, run and type-checked there.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, run } from "./processes.ts";
import { runSteps } from "./steps.ts";

const scratch = mkdtempSync(join(tmpdir(), "millrace-package-"));
const packed = join(scratch, "packed");
const project = join(scratch, "project");

const tarball = (): string => join(packed, readdirSync(packed)[0] ?? "nothing was packed");

const program = `import { connect } from "millrace";

if (typeof connect !== "function") throw new Error("millrace does not export connect");
`;

const compilerOptions = {
  strict: true,
  noEmit: true,
  module: "nodenext",
  target: "es2024",
  lib: ["es2024"],
  types: ["node"],
  typeRoots: [join(root, "node_modules", "@types")],
};

function writeProject(): void {
  mkdirSync(project);
  const write = (file: string, content: unknown): void =>
    writeFileSync(join(project, file), typeof content === "string" ? content : JSON.stringify(content));
  write("package.json", { name: "scratch", version: "1.0.0", private: true, type: "module" });
  write("main.ts", program);
  write("tsconfig.json", { compilerOptions, files: ["main.ts"] });
}

try {
  mkdirSync(packed);
  writeProject();
  await runSteps(
    [
      { name: "build", verify: ["node", "scripts/build.ts"] },
      { name: "npm pack", verify: ["npm", "pack", "--pack-destination", packed] },
      { name: "publint", verify: () => run("publint", ["--strict", tarball()]) },
      { name: "are the types wrong", verify: () => run("attw", [tarball(), "--profile", "esm-only"]) },
      { name: "install", verify: () => run("npm", ["install", "--prefer-offline", tarball()], project) },
      { name: "a program runs", verify: () => run("node", ["main.ts"], project) },
      { name: "a program type-checks", verify: () => run("tsc", ["-p", "."], project) },
    ],
    { stopAtFailure: true },
  );
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
