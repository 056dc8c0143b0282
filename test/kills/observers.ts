/** Who reads the outputs between the lives of a job: each started once for all runs. */
import { connect } from "../../src/index.ts";
import { pythonWithSpark, pythonWithTableReaders, type Python } from "../python/environment.ts";
import { readByDuckDb } from "../readers/duckdb.ts";
import { readByMillrace } from "../readers/millrace.ts";
import { PythonReaders } from "../readers/python.ts";
import { answerOf, type Answer, type Question } from "../readers/question.ts";

export interface Observer {
  readonly name: string;
  /** It reads what the sink's log lists; others read what lies in the directory. */
  readonly isByLog: boolean;
  readonly read: (question: Question) => Promise<Answer>;
}

export interface Observers {
  readonly present: readonly Observer[];
  /** In words, one for each that cannot be had. */
  readonly missing: readonly string[];
  readonly close: () => Promise<void>;
}

export async function startObservers(): Promise<Observers> {
  const session = await connect();
  const present: Observer[] = [
    { name: "millrace", isByLog: true, read: (question) => answerOf(() => readByMillrace(session, question)) },
    { name: "duckdb", isByLog: false, read: (question) => answerOf(() => readByDuckDb(question)) },
  ];
  const missing: string[] = [];
  const children: PythonReaders[] = [];
  const start = (
    python: Python,
    program: ConstructorParameters<typeof PythonReaders>[1],
    isByLog: boolean,
    ...names: readonly string[]
  ): void => {
    if ("missing" in python) return void missing.push(...names.map((name) => `${name}: ${python.missing}`));
    const child = new PythonReaders(python.program, program);
    children.push(child);
    for (const name of names) present.push({ name, isByLog, read: (question) => child.ask(name, question) });
  };
  start(pythonWithTableReaders(), "table_readers.py", false, "pyarrow", "polars");
  start(pythonWithSpark(), "spark_reader.py", true, "spark");
  return {
    present,
    missing,
    close: async () => {
      await session.stop();
      for (const child of children) await child.close();
    },
  };
}
