import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { countsInClosingLine, countsInRunsLine, countsOfSchedules } from "./counts.ts";
import type { Counts } from "./counts.ts";

export interface Suite {
  readonly name: string;
  readonly command: readonly [command: string, ...args: string[]];
  /** The suite is left out while this file does not exist. */
  readonly needs?: string;
  /** What the finished suite counted, undefined if it does not say. */
  readonly counts: (output: string) => Counts | undefined;
}

const unitReport = join(tmpdir(), `millrace-unit-${process.pid}.json`);

/** Every suite, in the order in which `npm test` runs them. */
export const suites: readonly Suite[] = [
  { name: "check", command: ["node", "scripts/check.ts"], counts: countsInClosingLine },
  {
    name: "unit",
    command: ["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${unitReport}`],
    counts: () => countsInVitestReport(unitReport),
  },
  {
    name: "conformance",
    command: ["node", "test/conformance/run.ts", "--gate"],
    needs: "test/conformance/run.ts",
    counts: countsInClosingLine,
  },
  {
    name: "functions",
    command: ["node", "test/conformance/run.ts", "--functions", "--gate"],
    needs: "test/conformance/run.ts",
    counts: countsInClosingLine,
  },
  { name: "package", command: ["node", "scripts/package.ts"], counts: countsInClosingLine },
  { name: "kills", command: ["node", "test/kills/run.ts"], needs: "test/kills/run.ts", counts: countsInClosingLine },
  { name: "faults", command: ["node", "test/faults/run.ts"], needs: "test/faults/run.ts", counts: countsInClosingLine },
  { name: "demo", command: ["node", "test/demo/run.ts", "--kills", "5"], counts: countsInClosingLine },
  {
    name: "crash",
    command: ["node", "test/crash/run.ts", "--runs", "300", "--seed", "1"],
    needs: "test/crash/run.ts",
    counts: countsOfSchedules,
  },
  {
    name: "properties",
    command: ["node", "test/properties/run.ts", "--runs", "200", "--seed", "1"],
    needs: "test/properties/run.ts",
    counts: countsInRunsLine,
  },
  {
    name: "readers",
    command: ["node", "test/readers/run.ts"],
    needs: "test/readers/run.ts",
    counts: countsInClosingLine,
  },
];

function countsInVitestReport(file: string): Counts | undefined {
  try {
    const report = JSON.parse(readFileSync(file, "utf8")) as Record<string, number>;
    const count = (name: string): number => report[name] ?? 0;
    return {
      passed: count("numPassedTests"),
      failed: count("numFailedTests"),
      skipped: count("numPendingTests") + count("numTodoTests"),
    };
  } catch {
    return undefined;
  } finally {
    rmSync(file, { force: true });
  }
}
