/**
 * Files that Millrace writes, read by others: pyarrow and DuckDB from the bare directory, Spark and Millrace itself through the sink's log.
 * Every reader must see each row once, with the values that went in. `node test/readers/run.ts [--keep]`.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { connect } from "../../src/index.ts";
import { lineOf, type Cells } from "./cells.ts";
import { readByDuckDb } from "./duckdb.ts";
import { readByMillrace } from "./millrace.ts";
import { expectedRows, outputs, type Output } from "./outputs.ts";
import { askPython, pythonWithPyarrow, pythonWithSpark, type Answer, type Python } from "./python.ts";
import { run, write, type Written } from "./write.ts";

interface Reader {
  readonly name: string;
  readonly isBySparksRules?: boolean;
  /** Columns whose values this reader changes by itself, by the name of the output. */
  readonly cannotTell?: Readonly<Record<string, readonly string[]>>;
}
interface PythonReader extends Reader {
  readonly program: Parameters<typeof askPython>[1];
  /** Without it the suite fails; where it is not so, what would have been read is skipped. */
  readonly mustBeThere?: boolean;
}

const millrace: Reader = { name: "millrace", isBySparksRules: true };
const sparkItself: PythonReader = { name: "spark", isBySparksRules: true, program: "spark_reader.py" };
// DuckDB makes doubles of JSON's numbers.
const duckDb: Reader = { name: "duckdb", cannotTell: { json: ["exact"], "json by word": ["exact"] } };
const pyarrow: PythonReader = {
  name: "pyarrow",
  program: "pyarrow_reader.py",
  // All of the package registries can be had there.
  mustBeThere: process.env["CI"] === "true",
  // To pyarrow a backslash takes the character behind it as it is outside of quotes too, to Spark it does not.
  cannotTell: { csv: ["text"] },
};

const { values } = parseArgs({ options: { keep: { type: "boolean", default: false } } });
const root = mkdtempSync(join(tmpdir(), "millrace-readers-run-"));
let [passed, failed, skipped] = [0, 0, 0];
try {
  const spark = await connect();
  const written: Written[] = [];
  for (const output of outputs) written.push(await write(spark, output, root));
  await judge(millrace, written, (each) => answerOf(() => readByMillrace(spark, each)));
  await judgePython(sparkItself, written, pythonWithSpark());
  // Who does not know the log sees the files of a killed attempt too, until the query has been started again.
  for (const each of written) if (each.output.isInterrupted) await run(spark, each);
  await judge(duckDb, written, (each) => answerOf(() => readByDuckDb(each)));
  await judgePython(pyarrow, written, pythonWithPyarrow());
  await spark.stop();
} finally {
  if (values.keep) console.log(`kept in ${root}`);
  else rmSync(root, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
if (failed > 0) process.exitCode = 1;

async function judgePython(reader: PythonReader, all: readonly Written[], python: Python): Promise<void> {
  if ("missing" in python) {
    console.log(`NOT RUN: ${reader.name} reads nothing, for ${python.missing}`);
    if (reader.mustBeThere === true) failed += all.length;
    else skipped += all.length;
    return;
  }
  const answers = await askPython(python.program, reader.program, all);
  await judge(reader, all, async ({ output }) => answers.get(output.name) ?? { error: "there is no answer" });
}

async function judge(
  reader: Reader,
  all: readonly Written[],
  answer: (each: Written) => Promise<Answer>,
): Promise<void> {
  for (const each of all) {
    const fault = faultOf(await answer(each), each.output, reader);
    if (fault === undefined) passed++;
    else failed++;
    if (fault !== undefined) console.log(`FAILED ${reader.name} reads ${each.output.name}: ${fault}`);
  }
}

function answerOf(read: () => Promise<readonly Cells[]>): Promise<Answer> {
  return read().then(
    (rows) => ({ rows }),
    (error: unknown) => ({ error: String(error) }),
  );
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
