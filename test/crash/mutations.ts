/**
 * Whether the crash run would notice: the protocol is broken on purpose, in one way after the other, in a copy of the source, and the run over
 * the copy must find a violation. `npm run mutations -- [--runs N] [--seed S] [--only <part of a name>]`: within N schedules; 1000 by default.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { mutations, type Mutation } from "./mutation-table.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    only: { type: "string", default: "" },
  },
});
const chosen = mutations.filter(({ name }) => name.includes(values.only));
const width = Math.max(...chosen.map(({ name }) => name.length));

console.log(`${"mutation".padEnd(width)}  caught after N schedules`);
// Where the source itself is wrong, everything would be caught.
const unchanged = tried({ name: "nothing is changed", patches: [] }, { ...values, runs: "100" });
if (unchanged.caughtAfter !== undefined) throw new Error(`a violation where nothing is changed: ${unchanged.example}`);

let survived = 0;
for (const mutation of chosen) {
  const { caughtAfter, example } = tried(mutation);
  if (caughtAfter === undefined) survived++;
  console.log(`${mutation.name.padEnd(width)}  ${caughtAfter ?? "SURVIVED"}${example === "" ? "" : `  ${example}`}`);
}
console.log(`${chosen.length} mutations, ${survived} survived`);
if (survived > 0) process.exitCode = 1;

function tried(
  mutation: Mutation,
  { runs, seed }: typeof values = values,
): { readonly caughtAfter: number | undefined; readonly example: string } {
  const copy = mkdtempSync(join(tmpdir(), "millrace-mutation-"));
  try {
    for (const part of ["src", "test/crash", "test/kills", "test/whole-number.ts", "package.json"])
      cpSync(join(ROOT, part), join(copy, part), { recursive: true });
    symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
    mutate(copy, mutation);
    const program = mutation.program === undefined ? [] : ["--program", mutation.program];
    const run = ["test/crash/run.ts", "--runs", runs, "--seed", seed, "--first-only", ...program];
    const { stdout, stderr } = spawnSync(process.execPath, run, { cwd: copy, encoding: "utf8" });
    const [, schedules, violations] = /^(\d+) schedules, .* (\d+) violations$/m.exec(stdout) ?? [];
    if (schedules === undefined) throw new Error(`${mutation.name}: the run broke: ${stdout}${stderr}`);
    const [found = ""] = /^violation.*\n(?: {2}at .*\n)*(?: {2}.*)/m.exec(stdout) ?? [];
    const example = found.split("\n").at(-1)!.trim().slice(0, 100);
    return { caughtAfter: violations === "0" ? undefined : Number(schedules), example };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function mutate(copy: string, { name, patches }: Mutation): void {
  for (const { file, from, to } of patches) {
    const path = join(copy, "src", file);
    const before = readFileSync(path, "utf8");
    // A mutation that says no longer what it changes proves nothing.
    if (before.split(from).length !== 2) throw new Error(`${name}: ${file} has not exactly one '${from}'`);
    writeFileSync(
      path,
      before.replace(from, () => to),
    );
  }
}
