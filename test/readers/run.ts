/**
 * Files that Millrace writes, read by others: pyarrow, Polars and DuckDB from the bare directory, Spark and Millrace itself through the sink's log.
 * Every reader must see each row once, with the values that went in. `node test/readers/run.ts [--keep]`.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { connect } from "../../src/index.ts";
import { mustBeThere, pythonWithSpark, pythonWithTableReaders, type Python } from "../python/environment.ts";
import { lineOf, type Cells } from "./cells.ts";
import { readByDuckDb } from "./duckdb.ts";
import { readByMillrace } from "./millrace.ts";
import { expectedRows, outputs, type Output } from "./outputs.ts";
import { PythonReaders } from "./python.ts";
import { answerOf, type Answer } from "./question.ts";
import { run, write, type Written } from "./write.ts";

interface Reader {
  readonly name: string;
  readonly isBySparksRules?: boolean;
  /** All that are not named otherwise. */
  readonly formats?: readonly Output["format"][];
  /** Columns whose values this reader changes by itself, by the name of the output. */
  readonly cannotTell?: Readonly<Record<string, readonly string[]>>;
}

const millrace: Reader = { name: "millrace", isBySparksRules: true };
const spark: Reader = { name: "spark", isBySparksRules: true };
// DuckDB makes doubles of JSON's numbers.
const duckDb: Reader = { name: "duckdb", cannotTell: { json: ["exact"], "json by word": ["exact"] } };
// To pyarrow a backslash takes the character behind it as it is outside of quotes too, to Spark it does not.
const pyarrow: Reader = { name: "pyarrow", cannotTell: { csv: ["text"] } };
const polars: Reader = { name: "polars", formats: ["parquet"] };

const { values } = parseArgs({ options: { keep: { type: "boolean", default: false } } });
const root = mkdtempSync(join(tmpdir(), "millrace-readers-run-"));
let [passed, failed, skipped] = [0, 0, 0];
try {
  const session = await connect();
  const written: Written[] = [];
  for (const output of outputs) written.push(await write(session, output, root));
  await judge(millrace, written, ({ question }) => answerOf(() => readByMillrace(session, question)));
  await judgePython([spark], written, "spark_reader.py", pythonWithSpark());
  // Who does not know the log sees the files of a killed attempt too, until the query has been started again.
  for (const each of written) if (each.output.isInterrupted) await run(session, each);
  await judge(duckDb, written, ({ question }) => answerOf(() => readByDuckDb(question)));
  await judgePython([pyarrow, polars], written, "table_readers.py", pythonWithTableReaders());
  await session.stop();
} finally {
  if (values.keep) console.log(`kept in ${root}`);
  else rmSync(root, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
if (failed > 0) process.exitCode = 1;

async function judgePython(
  readers: readonly Reader[],
  all: readonly Written[],
  program: ConstructorParameters<typeof PythonReaders>[1],
  python: Python,
): Promise<void> {
  if ("missing" in python) {
    const count = readers.reduce((sum, reader) => sum + readBy(reader, all).length, 0);
    console.log(`NOT RUN: ${readers.map(({ name }) => name).join(" and ")} read nothing, for ${python.missing}`);
    if (mustBeThere()) failed += count;
    else skipped += count;
    return;
  }
  const child = new PythonReaders(python.program, program);
  for (const reader of readers) await judge(reader, all, ({ question }) => child.ask(reader.name, question));
  await child.close();
}

function readBy({ formats }: Reader, all: readonly Written[]): readonly Written[] {
  return all.filter(({ output }) => formats?.includes(output.format) !== false);
}

async function judge(
  reader: Reader,
  all: readonly Written[],
  answer: (each: Written) => Promise<Answer>,
): Promise<void> {
  for (const each of readBy(reader, all)) {
    const fault = faultOf(await answer(each), each.output, reader);
    if (fault === undefined) passed++;
    else failed++;
    if (fault !== undefined) console.log(`FAILED ${reader.name} reads ${each.output.name}: ${fault}`);
  }
}

/** What the first difference is: a row that is not there once, or the columns of one whose values differ. */
function faultOf(answer: Answer, output: Output, { isBySparksRules = false, cannotTell }: Reader): string | undefined {
  if ("error" in answer) return answer.error;
  const expected = expectedRows(output, isBySparksRules);
  const told = Object.keys(output.columns).filter((name) => cannotTell?.[output.name]?.includes(name) !== true);
  for (const [i, want] of expected.entries()) {
    const found = answer.rows.filter((row) => row["id"] === want["id"]);
    if (found.length !== 1) return `row ${i} is there ${found.length} times`;
    const line = (row: Cells, name: string): string => lineOf(row[name] ?? null);
    const wrong = told
      .filter((name) => line(found[0]!, name) !== line(want, name))
      .map((name) => `${name} of row ${i} is ${line(found[0]!, name)}, not ${line(want, name)}`);
    if (wrong.length > 0) return wrong.join("; ");
  }
  return answer.rows.length === expected.length ? undefined : `${answer.rows.length - expected.length} rows too many`;
}
