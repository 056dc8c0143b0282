/** Who reads the outputs between the lives of a job: each started once for all runs. */
import { connect } from "../../src/index.ts";
import { pythonWithSpark, pythonWithTableReaders } from "../python/environment.ts";
import { readByDuckDb } from "../readers/duckdb.ts";
import { readByMillrace } from "../readers/millrace.ts";
import { PythonReaders } from "../readers/python.ts";
import { answerOf, type Answer, type Question } from "../readers/question.ts";

export interface Observer {
  readonly name: string;
  /** It reads what the sink's log lists; others read what lies in the directory. */
  readonly isByLog: boolean;
  /** A look takes so long that it is felt where there are many. */
  readonly isSlow?: boolean;
  readonly read: (question: Question) => Promise<Answer>;
}

export interface Observers {
  readonly present: readonly Observer[];
  /** In words, one for each that cannot be had. */
  readonly missing: readonly string[];
  readonly close: () => Promise<void>;
}

const programs = [
  {
    program: "table_readers.py",
    python: pythonWithTableReaders,
    names: ["pyarrow", "polars"],
    isByLog: false,
    isSlow: false,
  },
  { program: "spark_reader.py", python: pythonWithSpark, names: ["spark"], isByLog: true, isSlow: true },
] as const;

export async function startObservers(): Promise<Observers> {
  const session = await connect();
  const present: Observer[] = [
    { name: "millrace", isByLog: true, read: (question) => answerOf(() => readByMillrace(session, question)) },
    { name: "duckdb", isByLog: false, read: (question) => answerOf(() => readByDuckDb(question)) },
  ];
  const missing: string[] = [];
  const children: PythonReaders[] = [];
  for (const { program, python, names, isByLog, isSlow } of programs) {
    const found = python();
    if ("missing" in found) {
      missing.push(...names.map((name) => `${name}: ${found.missing}`));
      continue;
    }
    const child = new PythonReaders(found.program, program);
    children.push(child);
    for (const name of names) present.push({ name, isByLog, isSlow, read: (question) => child.ask(name, question) });
  }
  return {
    present,
    missing,
    close: async () => {
      await session.stop();
      for (const child of children) await child.close();
    },
  };
}
