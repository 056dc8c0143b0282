import { parseArgs } from "node:util";

export interface Options {
  readonly scenarios: string;
  readonly expected: string;
  /** The scenarios in the repository, to which its lists of known differences belong. */
  readonly own: boolean;
  readonly categories: readonly string[] | undefined;
  readonly filter: string | undefined;
  readonly emit: string | undefined;
  readonly gate: boolean;
  readonly updatePending: boolean;
  readonly jobs: number;
  /** The pipelines of the scenarios go in as SQL text. */
  readonly sql: boolean;
  /** The query is stopped and started again between any two steps. */
  readonly restarts: boolean;
  /** The directory of recorded SQL statements, when they are to be asked instead of scenarios. */
  readonly functions: string | undefined;
}

export const USAGE = `npm run conformance -- [<scenarios dir> <expected dir>] [options]

  --category a,b     only these categories
  --filter text      only scenarios whose name contains it
  --emit dir         write our answers as traces: <dir>/<category>/<name>.json
  --gate             only what gate.json requires; what pending.json lists may fail, and must fail
  --update-pending   --gate, and write pending.json anew
  --sql              every pipeline as SQL text; what SQL cannot say is counted apart
  --restart          the query is stopped and started again between any two steps
  --functions [dir]  SQL statements instead of scenarios; --category then names families
  --jobs n           scenarios at a time (2)`;

/** Throws an error that says what is wrong with the command line. */
export function parseOptions(args: readonly string[], home: string): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      category: { type: "string", multiple: true },
      filter: { type: "string" },
      emit: { type: "string" },
      gate: { type: "boolean", default: false },
      "update-pending": { type: "boolean", default: false },
      jobs: { type: "string", default: "2" },
      sql: { type: "boolean", default: false },
      restart: { type: "boolean", default: false },
      functions: { type: "boolean", default: false },
    },
  });
  if (values.functions && positionals.length > 1) throw new Error("--functions takes one directory");
  if (!values.functions && positionals.length !== 0 && positionals.length !== 2)
    throw new Error("give both directories, scenarios and expected, or none");
  if (values.sql && values.functions) throw new Error("--functions are SQL already, without --sql");
  if ((values.sql || values.restart) && values["update-pending"])
    throw new Error("pending.json is about runs without --sql and --restart");
  const jobs = Number(values.jobs);
  if (!Number.isInteger(jobs) || jobs < 1) throw new Error(`--jobs takes a positive number, not "${values.jobs}"`);
  const [scenarios = `${home}/scenarios`, expected = `${home}/expected`] = values.functions ? [] : positionals;
  return {
    scenarios,
    expected,
    own: positionals.length === 0,
    categories: values.category?.flatMap((list) => list.split(",")).map((name) => name.trim()),
    filter: values.filter,
    emit: values.emit,
    gate: values.gate || values["update-pending"],
    updatePending: values["update-pending"],
    jobs,
    sql: values.sql,
    restarts: values.restart,
    functions: values.functions ? (positionals[0] ?? `${home}/functions`) : undefined,
  };
}
