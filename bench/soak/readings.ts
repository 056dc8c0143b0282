/**
 * The input of the soak: sensor readings, 10,000 a second, some of them sent twice.
 *
 *   file i      : ROWS_PER_FILE readings around START + i * INTERVAL_MS, each up to SPREAD_MS earlier or later, in no order
 *   readingId   : 0, 1, 2, ...; a tenth of the rows repeat a reading of the same file or of the one before, to the last byte
 *   deviceId    : 0 to 99, deviceType one of four; both uniform
 *
 * The spread is far below the queries' watermark delay: no row is ever late, and every repetition comes before its reading is forgotten.
 * One seed gives one sequence of files, so that what a query must give is known without asking one.
 */
import { seededRandom } from "../../src/runtime/simulated.ts";

export const SCHEMA =
  "readingId BIGINT, timestamp TIMESTAMP, deviceId BIGINT, deviceType STRING, signalStrength DOUBLE";
export const ROWS_PER_FILE = 1000;
export const INTERVAL_MS = 100;

const START = Date.UTC(2016, 7, 3, 1, 30);
const SPREAD_MS = 2000;
const HOUR_MS = 3_600_000;
const REPEATED = 0.1;
const DEVICES = 100;
const TYPES = ["SensorTypeA", "SensorTypeB", "SensorTypeC", "SensorTypeD"] as const;

export interface ReadingFile {
  readonly content: string;
  /** Readings that no row before has brought. */
  readonly distinct: number;
}

/** The files in their order, without end. */
export function* readingFiles(seed: number): Generator<ReadingFile, never> {
  const { next } = seededRandom(seed);
  const below = (end: number): number => Math.floor(next() * end);
  let [id, before]: [number, readonly string[]] = [0, []];
  for (let file = 0; ; file++) {
    const first = id;
    const lines: string[] = [];
    while (lines.length < ROWS_PER_FILE) {
      const sent = next() < 0.5 ? lines : before;
      if (next() < REPEATED && sent.length > 0) {
        lines.push(sent[below(sent.length)]!);
        continue;
      }
      const time = START + file * INTERVAL_MS - SPREAD_MS + below(2 * SPREAD_MS + 1);
      lines.push(line(id++, time, below(DEVICES), TYPES[below(TYPES.length)]!, next()));
    }
    yield { content: lines.join("\n"), distinct: id - first };
    before = lines;
  }
}

/** One reading much later than all of `files` files: its watermark closes every window but its own. */
export function closingFile(files: number): ReadingFile {
  const id = files * ROWS_PER_FILE;
  return { content: line(id, START + files * INTERVAL_MS + HOUR_MS, 0, TYPES[0], 0), distinct: 1 };
}

function line(id: number, time: number, deviceId: number, deviceType: string, signalStrength: number): string {
  const timestamp = new Date(time).toISOString().replace("T", " ").slice(0, -1);
  return JSON.stringify({ readingId: id, timestamp, deviceId, deviceType, signalStrength });
}
