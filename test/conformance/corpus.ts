import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseScenarioJson } from "./scenario-json.ts";
import type { Scenario } from "./scenario.ts";
import type { Trace } from "./trace.ts";

/** A scenario on disk: `<directory>/<category>/<name>.json`. */
export interface ScenarioFile {
  readonly path: string;
  readonly category: string;
  /** `<category>/<name>`. */
  readonly name: string;
}

/** All scenarios below `directory`, by category and name. */
export function findScenarios(directory: string): ScenarioFile[] {
  const categories = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return categories
    .map((entry) => entry.name)
    .sort()
    .flatMap((category) => {
      const files = readdirSync(join(directory, category)).filter((file) => file.endsWith(".json"));
      return files.sort().map((file) => ({
        path: join(directory, category, file),
        category,
        name: `${category}/${file.slice(0, -".json".length)}`,
      }));
    });
}

export function readScenario(file: Pick<ScenarioFile, "path">): Scenario {
  return parseScenarioJson(readFileSync(file.path, "utf8")) as Scenario;
}

/** The recorded answer, if there is one. */
export function readTrace(directory: string, file: ScenarioFile): Trace | undefined {
  const path = join(directory, `${file.name}.json`);
  return existsSync(path) ? (readJson(path) as Trace) : undefined;
}

export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}

/** A trace file as record.py writes it. */
export function traceText(trace: Trace): string {
  return `${JSON.stringify(trace, null, 1)}\n`;
}
