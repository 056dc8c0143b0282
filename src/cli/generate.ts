/** `millrace generate`: writes the tutorial's sensor files. */
import type { Runtime } from "../runtime/runtime.ts";
import { instant, onlyArgument, parsedArguments, positiveNumber, share, wholeNumber } from "./arguments.ts";
import type { Command } from "./command.ts";
import { LATEST_MINUTES, sensorFileDefaults, sensorFiles, LOST_FILES, type SensorFileOptions } from "./sensor-files.ts";

const help = `Usage: millrace generate <directory> [options]

Writes sensor readings as files of JSON lines, named streaming-sensor_file-<i>.json. File i holds the readings of the
20 seconds around <start> + i minutes. The same options always give the same bytes.

Options:
  --files <n>         how many files (${sensorFileDefaults.files}; with --rate: until Ctrl-C)
  --records <n>       how many readings in each (${sensorFileDefaults.records})
  --rate <n>          n files a second; without it, all at once
  --seed <n>          another seed gives other readings (${sensorFileDefaults.seed})
  --start <time>      the time of file 0, ISO 8601; UTC unless it says otherwise (${new Date(sensorFileDefaults.start).toISOString()})
  --late <share>      so many of the readings (0 to 1) are up to ${LATEST_MINUTES} minutes older than the others of their file
  --malformed <share> so many of the lines (0 to 1) break off in the middle
  --lost <n>          n devices lose nine readings of ten in every second run of ${LOST_FILES} files
  --help              this text

Examples:
  millrace generate sensors --files 20
  millrace generate sensors --rate 2 --late 0.05 --malformed 0.01 --lost 3
`;

const text = { type: "string" } as const;
const options = {
  files: text,
  records: text,
  rate: text,
  seed: text,
  start: text,
  late: text,
  malformed: text,
  lost: text,
} as const;

export const generate: Command = {
  summary: "write sensor files to stream from",
  help,
  async run(args, runtime) {
    const { values, positionals } = parsedArguments(args, options);
    const directory = onlyArgument(positionals, "generate", "the directory to write to");
    const rate = values.rate === undefined ? undefined : positiveNumber("rate", values.rate);
    const number = (name: "records" | "seed"): number =>
      wholeNumber(name, values[name] ?? String(sensorFileDefaults[name]));
    const sensorOptions = {
      files: numberOfFiles(values.files, rate),
      records: number("records"),
      seed: number("seed"),
      start: values.start === undefined ? sensorFileDefaults.start : instant("start", values.start),
      late: share("late", values.late ?? "0"),
      malformed: share("malformed", values.malformed ?? "0"),
      lost: wholeNumber("lost", values.lost ?? "0"),
    };
    const count = await writeSensorFiles(runtime, directory, sensorOptions, rate);
    runtime.process.write(`${count} files of ${sensorOptions.records} records written to ${directory}\n`);
  },
};

function numberOfFiles(value: string | undefined, rate: number | undefined): number {
  if (value !== undefined) return wholeNumber("files", value);
  return rate === undefined ? sensorFileDefaults.files : Number.POSITIVE_INFINITY;
}

/** Writes each file aside and renames it, so that a stream that is watching never sees half a file. Gives the number of files. */
async function writeSensorFiles(
  { files, clock, process }: Runtime,
  directory: string,
  sensorOptions: SensorFileOptions,
  rate: number | undefined,
): Promise<number> {
  const root = files.resolve(directory);
  await files.makeDirectory(root);
  const interruption = new AbortController();
  const heed = rate === undefined ? undefined : process.onInterrupt(async () => interruption.abort());
  const began = clock.now();
  let count = 0;
  for (const { name, content } of sensorFiles(sensorOptions)) {
    if (rate !== undefined) await clock.sleep(began + (count * 1000) / rate - clock.now(), interruption.signal);
    if (interruption.signal.aborted) break;
    await files.replace(`${root}/${name}`, content);
    count++;
  }
  heed?.();
  return count;
}
