/** `millrace sql`: statements over files, once or as the files come. */
import type { Session } from "../index.ts";
import { millraceError } from "../errors.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { statementsOf } from "../sql/statements.ts";
import { onlyArgument, parsedArguments, wholeNumber } from "./arguments.ts";
import { UsageError, type Command } from "./command.ts";
import { createView, viewSources } from "./sql-views.ts";

const help = `Usage: millrace sql <text> [options]
       millrace sql -f <file> [options]

Runs Spark SQL over files and prints the results. Semicolons part several statements.

Options:
  -f, --file <file>                    the statements are in a file
  --view <name=path[:format[:schema]]> files under a name; the format is json, csv, parquet or text, and need not be given
                                       where the path ends in it; without a schema it is inferred
  --option <view.option=value>         an option of a view's reader
  --watch                              the views are streams: the last statement's result is kept up to date (Ctrl-C ends)
  --rows <n>                           print at most so many rows (1000)
  --json                               print rows as lines of JSON
  --conf <key=value>                   a setting, as spark.conf.set takes it
  --help                               this text

Examples:
  millrace sql "SELECT 1 + 1"
  millrace sql "SELECT deviceType, avg(signalStrength) FROM r GROUP BY 1 ORDER BY 1" --view r=sensors:json
  millrace sql "SELECT * FROM p WHERE city LIKE 'B%'" --view p=people.csv --option p.header=true --json
  millrace sql "SELECT deviceId, count(*) AS n FROM r GROUP BY deviceId ORDER BY n" --watch \\
    --view r=sensors:json:"timestamp TIMESTAMP, deviceId BIGINT"
`;

const options = {
  file: { type: "string", short: "f" },
  view: { type: "string", multiple: true },
  option: { type: "string", multiple: true },
  conf: { type: "string", multiple: true },
  watch: { type: "boolean" },
  json: { type: "boolean" },
  rows: { type: "string" },
} as const;

export const sql: Command = {
  summary: "run SQL over files, once or as they come",
  help,
  async run(args, runtime) {
    const { values, positionals } = parsedArguments(args.map(noOption), options);
    const isWatch = values.watch ?? false;
    if (isWatch && values.json) throw new UsageError("--watch shows a table: it does not go with --json");
    const script = await scriptOf(values.file, positionals, runtime);
    const statements = statementsOf(script);
    if (statements.length === 0) throw new UsageError("there is no statement");
    const views = viewSources(values.view ?? [], values.option ?? []);
    const print = { rows: wholeNumber("rows", values.rows ?? "1000", 1), asJson: values.json ?? false, runtime };
    // The engine takes a moment to load, which a wrong command line need not wait for.
    const { connect } = await import("../connect.ts");
    const spark = await connect({ conf: settings(values.conf ?? []) });
    try {
      for (const view of views) await createView(spark, view, isWatch);
      for (const statement of isWatch ? statements.slice(0, -1) : statements)
        await printResult(spark, statement, print);
      if (isWatch) await watch(spark, statements.at(-1)!, print.rows);
    } finally {
      await spark.stop();
    }
  },
};

/** SQL may begin with a comment, and no option with "-- ". */
const noOption = (argument: string): string => (/^--\s/.test(argument) ? ` ${argument}` : argument);

async function scriptOf(file: string | undefined, positionals: readonly string[], { files }: Runtime): Promise<string> {
  if (file === undefined) return onlyArgument(positionals, "sql", "a statement, or -f and a file");
  if (positionals.length > 0) throw new UsageError("give the statements, or a file with them, not both");
  const script = await files.readText(files.resolve(file));
  if (script === undefined) throw millraceError("PATH_NOT_FOUND", { path: files.resolve(file) });
  return script;
}

function settings(pairs: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      if (at < 1) throw new UsageError(`--conf takes key=value, and not "${pair}"`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

async function printResult(
  spark: Session,
  statement: string,
  { rows, asJson, runtime }: { readonly rows: number; readonly asJson: boolean; readonly runtime: Runtime },
): Promise<void> {
  const frame = spark.sql(statement);
  // A command without a result, such as CREATE VIEW, has nothing to show.
  if ((await frame.columns()).length === 0) return;
  if (!asJson) return frame.show(rows, false);
  for (const line of await frame.limit(rows).toJSON()) runtime.process.write(`${line}\n`);
}

async function watch(spark: Session, statement: string, numRows: number): Promise<void> {
  const { query } = await spark.sql(statement).display({ name: "sql", numRows });
  await query?.awaitTermination();
}
