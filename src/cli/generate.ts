/** `millrace generate`: writes the tutorial's sensor files. */
import { parseArgs } from "node:util";
import { messageOf, millraceError } from "../errors.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { UsageError, type Command } from "./command.ts";
import { sensorFileDefaults, sensorFiles, type SensorFileOptions } from "./sensor-files.ts";

const help = `Usage: millrace generate <directory> [options]

Writes sensor readings as files of JSON lines, named streaming-sensor_file-<i>.json. File i holds the readings of the
20 seconds around <start> + i minutes. The same options always give the same bytes.

Options:
  --files <n>     how many files (${sensorFileDefaults.files})
  --records <n>   how many readings in each (${sensorFileDefaults.records})
  --seed <n>      another seed gives other readings (${sensorFileDefaults.seed})
  --start <time>  the time of file 0, ISO 8601; UTC unless it says otherwise (${new Date(sensorFileDefaults.start).toISOString()})
  --help          this text
`;

export const generate: Command = {
  summary: "write sensor files to stream from",
  help,
  async run(args, runtime) {
    const { directory, options } = parse(args);
    const count = await writeSensorFiles(runtime, directory, options);
    runtime.process.write(`${count} files of ${options.records} records written to ${directory}\n`);
  },
};

/** Writes each file aside and renames it, so that a stream that is watching never sees half a file. Gives the number of files. */
async function writeSensorFiles({ files }: Runtime, directory: string, options: SensorFileOptions): Promise<number> {
  const root = files.resolve(directory);
  await files.makeDirectory(root);
  let count = 0;
  for (const { name, content } of sensorFiles(options)) {
    await files.replace(`${root}/${name}`, content);
    count++;
  }
  return count;
}

function parse(args: readonly string[]): { readonly directory: string; readonly options: SensorFileOptions } {
  const { values, positionals } = parsed(args);
  const [directory, ...rest] = positionals;
  if (directory === undefined) throw new UsageError("generate needs the directory to write to");
  if (rest.length > 0) throw new UsageError(`generate takes one directory, not also "${rest.join('", "')}"`);
  return {
    directory,
    options: {
      files: wholeNumber("files", values.files ?? String(sensorFileDefaults.files)),
      records: wholeNumber("records", values.records ?? String(sensorFileDefaults.records)),
      seed: wholeNumber("seed", values.seed ?? String(sensorFileDefaults.seed)),
      start: values.start === undefined ? sensorFileDefaults.start : instant("start", values.start),
    },
  };
}

type Options = { readonly [name in "files" | "records" | "seed" | "start"]?: string };

function parsed(args: readonly string[]): { values: Options; positionals: string[] } {
  const text = { type: "string" } as const;
  try {
    const options = { files: text, records: text, seed: text, start: text };
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    // Node's sentence names the option; what follows it explains how to escape a dash.
    throw new UsageError(messageOf(error).split(/\.\s/)[0], { cause: error });
  }
}

function wholeNumber(option: string, value: string): number {
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw millraceError("INVALID_OPTION_VALUE", { option, value, expected: "a whole number is expected" });
}

const ISO_TIME = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** Milliseconds since 1970; a time without a zone is in UTC. */
function instant(option: string, value: string): number {
  const match = ISO_TIME.exec(value);
  const time =
    match === null ? Number.NaN : Date.parse(match[1] === undefined || match[4] !== undefined ? value : `${value}Z`);
  if (!Number.isNaN(time)) return time;
  throw millraceError("INVALID_OPTION_VALUE", {
    option,
    value,
    expected: "a time such as 2016-08-03T01:30:00Z is expected",
  });
}
