import { resolve } from "node:path";
import { parseArgs, type ParseArgsOptionsConfig } from "node:util";

const help = `Usage: npm run demo -- [options]

Writes sensor files for half a minute and runs a pipeline over them: a Parquet table, SQL over live views, windowed counts,
alerts. Ctrl-C ends it early.

Options:
  --once           process everything there is, print result tables, and end
  --work <dir>     keep everything in <dir>, and go on there if an earlier run was stopped; the counts go to <dir>/result.json
  --data <dir>     read the sensor files of <dir> instead of writing some
  --keep           keep the temporary directory of a run without --work
  --help           this text
`;

const options = {
  once: { type: "boolean" },
  work: { type: "string" },
  data: { type: "string" },
  keep: { type: "boolean" },
  help: { type: "boolean" },
} as const satisfies ParseArgsOptionsConfig;

export interface DemoOptions {
  readonly once: boolean;
  readonly keep: boolean;
  readonly work: string | undefined;
  readonly data: string | undefined;
}

/** What the command line asks for; ends the program where it asks for help or for something unknown. */
export function demoOptions(): DemoOptions {
  try {
    const { once = false, keep = false, work, data, help: wantsHelp } = parseArgs({ options }).values;
    if (!wantsHelp) return { once, keep, work, data: data === undefined ? undefined : resolve(data) };
    console.log(help);
    return process.exit();
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
    return process.exit(2);
  }
}
