/**
 * Sensor readings in the format of the Structured Streaming tutorial, as files of JSON lines.
 *
 *   file i      : `records` readings at start + i minutes, each up to 9.999 s earlier or later, in no order
 *   deviceId    : 0 to 99, deviceType one of four, independent of the device; signalStrength in [0, 1); all uniform
 *   timestamp   : "yyyy-MM-dd HH:mm:ss.S" in UTC; zeros at the fraction's end are dropped, but one digit stays
 *
 * One seed gives one sequence of readings: with more files, the first ones stay the same; and with trouble asked for, so do the readings it
 * does not touch.
 */
import { seededRandom } from "../runtime/simulated.ts";

export interface SensorFileOptions {
  readonly files: number;
  readonly records: number;
  readonly seed: number;
  /** The time of file 0, in milliseconds since 1970. */
  readonly start: number;
  /** The share of readings that come late: they were taken up to LATEST_MINUTES before the others of their file. */
  readonly late?: number;
  /** The share of lines that break off in the middle. */
  readonly malformed?: number;
  /** As many devices, the first ones, lose nine readings of ten in every second run of LOST_FILES files. */
  readonly lost?: number;
}

export interface SensorFile {
  readonly name: string;
  readonly content: string;
}

export const sensorFileDefaults: SensorFileOptions = {
  files: 100,
  records: 100,
  seed: 1,
  start: Date.UTC(2016, 7, 3, 1, 30),
};

const MINUTE = 60_000;
const SPREAD = 9_999;
export const LATEST_MINUTES = 10;
export const LOST_FILES = 5;
const DEVICES = 100;
const TYPES = ["SensorTypeA", "SensorTypeB", "SensorTypeC", "SensorTypeD"] as const;

export function* sensorFiles(options: SensorFileOptions): Generator<SensorFile> {
  const { files, records, seed, start, late = 0, malformed = 0, lost = 0 } = options;
  const random = seededRandom(seed);
  // Trouble has dice of its own, or all readings would change with it.
  const trouble = seededRandom(seed + 1);
  const below = (end: number): number => Math.floor(random.next() * end);
  for (let i = 0; i < files; i++) {
    const losing = Math.floor(i / LOST_FILES) % 2 === 1 ? lost : 0;
    const lines: string[] = [];
    for (let record = 0; record < records; record++) {
      const time = start + i * MINUTE - SPREAD + below(2 * SPREAD + 1);
      const [deviceId, deviceType, signalStrength] = [below(DEVICES), TYPES[below(TYPES.length)]!, random.next()];
      const delay = trouble.next() < late ? Math.floor(trouble.next() * LATEST_MINUTES * MINUTE) : 0;
      const line = `{"timestamp":"${timestampText(time - delay)}","deviceId":${deviceId},"deviceType":"${deviceType}","signalStrength":${signalStrength}}`;
      const isCut = trouble.next() < malformed;
      const isLost = deviceId < losing && trouble.next() < 0.9;
      if (!isLost) lines.push(isCut ? line.slice(0, line.length / 2) : line);
    }
    yield { name: `streaming-sensor_file-${i}.json`, content: lines.join("\n") };
  }
}

/** As `java.sql.Timestamp` prints it. */
function timestampText(ms: number): string {
  return new Date(ms)
    .toISOString()
    .replace("T", " ")
    .slice(0, -1)
    .replace(/0{1,2}$/, "");
}
