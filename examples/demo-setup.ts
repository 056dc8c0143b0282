/** What the demo needs around its streams: options, directories, input files, the summary. */
import { mkdtemp, rm, writeFile, rename } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import { sensorFileDefaults, sensorFiles } from "../src/cli/sensor-files.ts";
import type { Row } from "../src/index.ts";
import { realRuntime } from "../src/runtime/real.ts";

const help = `Usage: npm run demo -- [options]

Generates sensor files, streams them into a Parquet table, and streams the table into counts per device and 5 seconds.

Options:
  --once           process everything there is, then end; for now the demo does so without this option too
  --work <dir>     keep everything in <dir>, and go on there if an earlier run was stopped; the counts go to <dir>/result.json
  --data <dir>     read the sensor files of <dir> instead of generating some
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

export interface Results {
  readonly files: number;
  readonly rowsIn: number;
  readonly rowsOut: number;
  readonly lost: number;
  readonly windows: readonly Row[];
}

export interface Demo {
  readonly sensors: string;
  readonly devices: string;
  readonly counts: string;
  readonly checkpoint: (query: string) => string;
  readonly say: (text: string) => void;
  readonly generateSensorFiles: () => Promise<void>;
  /** Prints the summary, writes the results, cleans up; exit code 1 when rows were lost or doubled. */
  readonly finish: (results: Results) => Promise<void>;
}

export async function openDemo(): Promise<Demo> {
  const say = (text: string): void => console.log(text);
  const values = parsedOptions();
  const started = performance.now();
  const root = values.work === undefined ? await mkdtemp(join(tmpdir(), "millrace-demo-")) : resolve(values.work);
  const sensors = values.data === undefined ? join(root, "sensors") : resolve(values.data);
  return {
    sensors,
    devices: join(root, "devices"),
    counts: join(root, "counts"),
    checkpoint: (query) => join(root, "checkpoints", query),
    say,
    generateSensorFiles: async () => {
      if (values.data === undefined) await generateMissing(sensors);
    },
    async finish(results) {
      say(summary(results, performance.now() - started));
      if (!isWhole(results)) process.exitCode = 1;
      if (values.work !== undefined) await writeResult(join(root, "result.json"), results);
      if (values.work === undefined && !values.keep) await rm(root, { recursive: true });
      else say(`Everything is in ${root}`);
    },
  };
}

interface Options {
  readonly work?: string;
  readonly data?: string;
  readonly keep?: boolean;
  readonly help?: boolean;
}

function parsedOptions(): Options {
  try {
    const values: Options = parseArgs({ options }).values;
    if (!values.help) return values;
    console.log(help);
    return process.exit();
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
    return process.exit(2);
  }
}

/** Files that are there stay as they are: an earlier run may have read them. */
async function generateMissing(directory: string): Promise<void> {
  const { files } = realRuntime;
  const present = new Set(await files.names(directory));
  for (const { name, content } of sensorFiles(sensorFileDefaults))
    if (!present.has(name)) await files.replace(join(directory, name), content);
}

const isWhole = ({ rowsIn, rowsOut, windows }: Results): boolean =>
  rowsIn === rowsOut && rowsIn === windows.reduce((sum, row) => sum + Number(row["count"]), 0);

function summary(results: Results, ms: number): string {
  const { files, rowsIn, rowsOut, lost, windows } = results;
  const verdict = isWhole(results)
    ? "nothing lost, nothing doubled"
    : "THIS SHOULD BE THE SAME, AND THE SUM OF THE COUNTS";
  return `Summary
  files read      ${files}
  rows in, out    ${rowsIn}, ${rowsOut}: ${verdict}
  windows         ${windows.length}, of which ${lost} with fewer than 5 readings
  time            ${(ms / 1000).toFixed(1)} s`;
}

/** JSON lines: the total, then the counts in the order of window and device. */
async function writeResult(file: string, { rowsOut, windows }: Results): Promise<void> {
  const text = (_: string, value: unknown): unknown => (typeof value === "bigint" ? Number(value) : value);
  const lines = [{ rows: rowsOut }, ...windows].map((line) => JSON.stringify(line, text));
  await writeFile(`${file}.tmp`, `${lines.join("\n")}\n`);
  await rename(`${file}.tmp`, file);
}
