/** `npm run conformance -- --functions [dir]`: asks Millrace every recorded SQL statement and compares with what Spark answered. */
import { fork } from "node:child_process";
import { join } from "node:path";
import { readJson } from "./corpus.ts";
import { compareFunction, readFamilies, type FunctionAnswer, type FunctionFamily } from "./function-cases.ts";
import type { Options } from "./options.ts";

const SECONDS_PER_STATEMENT = 20;

interface Verdict {
  readonly sql: string;
  readonly failure: string | undefined;
}

export async function runFunctions(directory: string, options: Options, home: string): Promise<number> {
  const families = readFamilies(directory)
    .filter(({ family }) => options.categories?.includes(family) ?? true)
    .map((family) =>
      options.filter === undefined
        ? family
        : { ...family, cases: family.cases.filter(({ sql }) => sql.includes(options.filter!)) },
    )
    .filter(({ cases }) => cases.length > 0);
  const waiting = [...families];
  const verdicts = new Map<string, readonly Verdict[]>();
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      verdicts.set(next.family, await judgeFamily(next, options.filter));
  };
  await Promise.all(Array.from({ length: options.jobs }, work));
  return report(families, verdicts, options, home);
}

async function judgeFamily(family: FunctionFamily, filter: string | undefined): Promise<readonly Verdict[]> {
  const answers = await askFamily(family.path);
  return family.cases
    .map((each) => ({ each, answer: answers.get(each.sql + JSON.stringify(each.conf ?? {})) }))
    .filter(({ each }) => filter === undefined || each.sql.includes(filter))
    .map(({ each, answer }) => ({
      sql: each.sql,
      failure: answer === undefined ? "the process ended" : compareFunction(each, answer),
    }));
}

/** Answers by statement and settings; what crashed or hung has none. */
async function askFamily(path: string): Promise<Map<string, FunctionAnswer>> {
  const cases = readFamilies(join(path, "..")).find((family) => family.path === path)!.cases;
  const answers = new Map<string, FunctionAnswer>();
  for (let from = 0; from < cases.length; from++) {
    from = await askFrom(path, from, (index, answer) => {
      const each = cases[index]!;
      answers.set(each.sql + JSON.stringify(each.conf ?? {}), answer);
    });
  }
  return answers;
}

/** Runs statements from `from` on in a process; gives the index of the one that ended it, or the number of all. */
function askFrom(
  path: string,
  from: number,
  onAnswer: (index: number, answer: FunctionAnswer) => void,
): Promise<number> {
  return new Promise((resolve) => {
    const child = fork(new URL(import.meta.resolve("./function-worker.ts")), {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    let next = from;
    let watch: NodeJS.Timeout | undefined;
    const guard = (): void => {
      clearTimeout(watch);
      watch = setTimeout(() => child.kill("SIGKILL"), SECONDS_PER_STATEMENT * 1000);
    };
    guard();
    child.on("message", (message: { ready?: true; done?: true; index?: number; answer?: FunctionAnswer }) => {
      guard();
      if (message.ready) child.send({ path, from });
      else if (message.done) {
        next = Number.POSITIVE_INFINITY;
        child.disconnect();
      } else {
        onAnswer(message.index!, message.answer!);
        next = message.index! + 1;
      }
    });
    child.on("exit", () => {
      clearTimeout(watch);
      resolve(next);
    });
  });
}

function report(
  families: readonly FunctionFamily[],
  verdicts: ReadonlyMap<string, readonly Verdict[]>,
  options: Options,
  home: string,
): number {
  const least = (readJson(join(home, "gate.json")) as { functions: Record<string, number> }).functions;
  let [passed, total, short] = [0, 0, 0];
  const figures: string[] = [];
  for (const { family } of families) {
    const results = verdicts.get(family) ?? [];
    const right = results.filter(({ failure }) => failure === undefined).length;
    if (!options.gate)
      for (const { sql, failure } of results)
        if (failure !== undefined) console.log(`FAIL ${family}: ${oneLine(sql)}\n     ${oneLine(failure)}`);
    const missing = options.gate ? Math.max(0, (least[family] ?? 0) - right) : results.length - right;
    figures.push(
      `${family.padEnd(20)} ${right} of ${results.length} (${((100 * right) / results.length).toFixed(1)} %)${missing > 0 && options.gate ? `, at least ${least[family]} required` : ""}`,
    );
    passed += right;
    total += results.length;
    short += missing;
  }
  for (const line of figures) console.log(line);
  console.log(`all families         ${passed} of ${total} (${((100 * passed) / total).toFixed(1)} %)`);
  console.log(
    `${passed} passed, ${short} failed, ${total - passed - short} ${options.gate ? "skipped" : "known differences"}`,
  );
  return short > 0 ? 1 : 0;
}

const oneLine = (text: string): string => {
  const line = text.replaceAll("\n", "⏎");
  return line.length > 400 ? `${line.slice(0, 400)}...` : line;
};
