/** The input of the workloads: written once into a directory of the machine's place for temporary files, then used again. */
import { mkdir, readdir, readFile, rename, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sensorFileDefaults, sensorFiles, type SensorFile } from "../src/cli/sensor-files.ts";
import { seededRandom } from "../src/runtime/simulated.ts";

/** sensors: readings of 100 devices, in the order of time. keys: readings of half as many devices as rows. */
export type DataKind = "sensors" | "keys";

export interface DataSet {
  readonly directory: string;
  readonly files: readonly string[];
  readonly rows: number;
}

/** To be changed when other rows are written. */
const GENERATION = 1;
const FILES = 100;
const COMPLETE = "_complete";

/** The data set, generated if it is not there, and read once so that the operating system has it in memory. */
export async function dataSet(kind: DataKind, rows: number): Promise<DataSet> {
  const directory = await madeOnce(`${kind}-${rows}-v${GENERATION}`, (aside) => generate(aside, kind, rows));
  const names = (await readdir(directory)).filter((name) => name.endsWith(".json"));
  const files = names.map((name) => join(directory, name));
  for (const file of files) await readFile(file);
  return { directory, files, rows };
}

/** A directory that `fill` fills if it is not there. Under another name first: two benchmarks may start at once, and one may be stopped halfway. */
export async function madeOnce(name: string, fill: (directory: string) => Promise<void>): Promise<string> {
  const directory = join(tmpdir(), "millrace-bench", name);
  if (await exists(join(directory, COMPLETE))) return directory;
  const aside = `${directory}.${process.pid}`;
  await mkdir(aside, { recursive: true });
  await fill(aside);
  await writeFile(join(aside, COMPLETE), "");
  await rename(aside, directory).catch(async (error: unknown) => {
    await rm(aside, { recursive: true });
    if (!(await exists(join(directory, COMPLETE)))) throw error;
  });
  return directory;
}

async function generate(directory: string, kind: DataKind, rows: number): Promise<void> {
  let at = 0;
  for (const { name, content } of kind === "sensors" ? sensors(rows) : keys(rows)) {
    await writeFile(join(directory, name), content);
    // A stream takes files in the order of their times: here a second apart, whatever the disk did.
    await utimes(join(directory, name), ++at, at);
  }
}

const sensors = (rows: number): Iterable<SensorFile> =>
  sensorFiles({ ...sensorFileDefaults, files: FILES, records: rows / FILES });

/** Every device twice, in a random order. */
function* keys(rows: number): Generator<SensorFile> {
  const random = seededRandom(1);
  const below = (end: number): number => Math.floor(random.next() * end);
  const devices = Int32Array.from({ length: rows }, (_, i) => i >> 1);
  for (let i = rows - 1; i > 0; i--) {
    const j = below(i + 1);
    [devices[i], devices[j]] = [devices[j]!, devices[i]!];
  }
  const records = rows / FILES;
  for (let file = 0; file < FILES; file++) {
    const lines = Array.from(devices.subarray(file * records, (file + 1) * records), (deviceId, i) => {
      const time = new Date(sensorFileDefaults.start + file * 60_000 + i).toISOString().replace("T", " ").slice(0, -1);
      return `{"timestamp":"${time}","deviceId":${deviceId},"deviceType":"SensorTypeA","signalStrength":${random.next()}}`;
    });
    yield { name: `keys-${file}.json`, content: lines.join("\n") };
  }
}

async function exists(path: string): Promise<boolean> {
  return readFile(path).then(
    () => true,
    () => false,
  );
}
