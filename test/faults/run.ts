/**
 * What goes wrong around a running program: damaged files, full and read-only disks, a second process, a clock set back, directories that are
 * removed. `npm run faults -- [--seed S] [--every] [--only <part>] [--matching <text>] [--keep]`. A check that this machine cannot make is NOT RUN, and a failure
 * where CI is set.
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { clock } from "./clock.ts";
import { damage } from "./damage.ts";
import { fullDisk } from "./full-disk.ts";
import type { Part } from "./outcome.ts";
import { readOnly } from "./read-only.ts";
import { removed } from "./removed.ts";
import { twoProcesses } from "./two-processes.ts";
import { wholeNumber } from "../whole-number.ts";

const parts: Readonly<Record<string, Part>> = { damage, fullDisk, readOnly, twoProcesses, clock, removed };

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    every: { type: "boolean", default: false },
    only: { type: "string", multiple: true, default: Object.keys(parts) },
    matching: { type: "string", default: "" },
    keep: { type: "boolean", default: false },
  },
});
const unknown = values.only.find((name) => !Object.hasOwn(parts, name));
if (unknown !== undefined) throw new Error(`--only ${unknown}: there are ${Object.keys(parts).join(", ")}`);
const isCi = process.env["CI"] === "true";
const root = realpathSync(mkdtempSync(join(tmpdir(), "millrace-faults-")));
let [passed, failed, skipped] = [0, 0, 0];
for (const name of values.only) {
  const began = performance.now();
  const before = passed + failed + skipped;
  mkdirSync(join(root, name));
  for await (const outcome of parts[name]!({
    seed: wholeNumber("seed", values.seed),
    isEvery: values.every,
    matching: values.matching,
    root: join(root, name),
  })) {
    if (outcome.fault !== undefined) {
      failed++;
      console.log(`${name}: ${outcome.name}: ${outcome.fault.trim().replaceAll(/\s*\n\s*/g, " | ")}`);
      console.log(`  replay: npm run faults -- --seed ${values.seed} --only ${name} --matching '${outcome.name}'`);
    } else if (outcome.skipped === undefined) passed++;
    else {
      if (isCi) failed++;
      else skipped++;
      console.log(`NOT RUN: faults/${name}: ${outcome.name}: ${outcome.skipped}`);
    }
  }
  console.log(
    `${name}: ${passed + failed + skipped - before} checks in ${((performance.now() - began) / 1000).toFixed(1)} s`,
  );
}
if (values.keep) console.log(`kept in ${root}`);
else rmSync(root, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
if (failed > 0 || passed + skipped === 0) process.exitCode = 1;
