/** `npm run conformance`: asks Millrace every recorded scenario and compares with what Spark answered. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { compare, compareCounters, type Difference } from "./compare.ts";
import { findScenarios, readScenario, readTrace, traceText, type ScenarioFile } from "./corpus.ts";
import { runFunctions } from "./functions-run.ts";
import { KnownFailures, updatedPending } from "./known-differences.ts";
import { parseOptions, USAGE, type Options } from "./options.ts";
import { notExpressible } from "./pipeline-sql.ts";
import { report, type NotExpressible, type Outcome } from "./verdict.ts";
import { askAll, type Answer } from "./worker-pool.ts";

const HOME = import.meta.dirname;
const SECONDS_PER_SCENARIO = 30;

async function main(options: Options): Promise<number> {
  if (options.functions !== undefined) return runFunctions(options.functions, options, HOME);
  const lists = new KnownFailures(HOME);
  const categories = options.categories ?? (options.gate ? lists.gate().categories : undefined);
  const all = findScenarios(options.scenarios);
  const chosen = all
    .filter((file) => categories?.includes(file.category) ?? true)
    .filter((file) => options.filter === undefined || file.name.includes(options.filter));
  const apart = options.sql ? chosen.flatMap(withoutSql) : undefined;
  const asked = chosen.filter((file) => !apart?.some(({ name }) => name === file.name));
  const answers = await askAll(asked, {
    workers: options.jobs,
    limit: SECONDS_PER_SCENARIO * 1000,
    module: new URL(import.meta.resolve("./worker.ts")),
    sql: options.sql,
    restarts: options.restarts,
  });
  const outcomes = asked.map((file, i) => judge(file, answers[i]!, options));
  if (options.updatePending) updatePending(lists, all, outcomes);
  const { lines, exitCode } = report(outcomes, knownFailures(lists, options), {
    way: options.sql ? "sql" : options.restarts ? "restart" : "plain",
    ...(apart === undefined ? {} : { notExpressible: apart }),
  });
  const missing = options.own ? namesWithoutScenario(lists, all) : [];
  for (const line of [...missing, ...lines]) console.log(line);
  return missing.length > 0 ? 1 : exitCode;
}

function withoutSql(file: ScenarioFile): NotExpressible[] {
  const reason = notExpressible(readScenario(file));
  return reason === undefined ? [] : [{ name: file.name, reason }];
}

function judge(file: ScenarioFile, answer: Answer, options: Options): Outcome {
  const { name, category } = file;
  const failed = (failure: string): Outcome => ({ name, category, failure, countersEqual: false });
  if ("failure" in answer) return failed(answer.failure);
  if (options.emit !== undefined) emit(options.emit, name, traceText(answer.trace));
  const expected = readTrace(options.expected, file);
  if (expected === undefined) return failed("no expected trace");
  const scenario = readScenario(file);
  const difference = compare(expected, answer.trace, scenario);
  if (difference !== undefined) return failed(differenceText(difference));
  return {
    name,
    category,
    failure: undefined,
    countersEqual: compareCounters(expected, answer.trace, scenario) === undefined,
  };
}

function emit(directory: string, name: string, text: string): void {
  const path = join(directory, `${name}.json`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function differenceText({ where, expected, got }: Difference): string {
  return `${where}: expected ${shortened(expected)}, got ${shortened(got)}`;
}

function shortened(text: string): string {
  return text.length > 240 ? `${text.slice(0, 240)}...` : text;
}

function knownFailures(lists: KnownFailures, options: Options): Map<string, string> {
  const known = new Map<string, string>();
  if (options.gate) for (const name of lists.pending()) known.set(name, "pending.json");
  for (const { name } of lists.differences()) known.set(name, "differences.json");
  return known;
}

function updatePending(lists: KnownFailures, all: readonly ScenarioFile[], outcomes: readonly Outcome[]): void {
  const onPurpose = new Set(lists.differences().map(({ name }) => name));
  const failed = outcomes.filter((one) => one.failure !== undefined && !onPurpose.has(one.name)).map((one) => one.name);
  const existing = new Set(all.map((file) => file.name));
  lists.writePending(updatedPending(lists.pending(), existing, new Set(outcomes.map((one) => one.name)), failed));
}

function namesWithoutScenario(lists: KnownFailures, all: readonly ScenarioFile[]): string[] {
  const existing = new Set(all.map((file) => file.name));
  const listed = [...lists.differences().map(({ name }) => name), ...lists.pending()];
  return listed.filter((name) => !existing.has(name)).map((name) => `STALE ${name}: there is no such scenario`);
}

function optionsOrUsage(): Options | undefined {
  try {
    return parseOptions(process.argv.slice(2), HOME);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    return undefined;
  }
}

const options = optionsOrUsage();
process.exitCode = options === undefined ? 2 : await main(options);
