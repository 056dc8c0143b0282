/**
 * Sensor readings in the format of the Structured Streaming tutorial, as files of JSON lines.
 *
 *   file i      : `records` readings at start + i minutes, each up to 9.999 s earlier or later, in no order
 *   deviceId    : 0 to 99, deviceType one of four, independent of the device; signalStrength in [0, 1); all uniform
 *   timestamp   : "yyyy-MM-dd HH:mm:ss.S" in UTC; zeros at the fraction's end are dropped, but one digit stays
 *
 * One seed gives one sequence of readings: with more files, the first ones stay the same.
 */
import { seededRandom } from "../runtime/simulated.ts";

export interface SensorFileOptions {
  readonly files: number;
  readonly records: number;
  readonly seed: number;
  /** The time of file 0, in milliseconds since 1970. */
  readonly start: number;
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
const DEVICES = 100;
const TYPES = ["SensorTypeA", "SensorTypeB", "SensorTypeC", "SensorTypeD"] as const;

export function* sensorFiles({ files, records, seed, start }: SensorFileOptions): Generator<SensorFile> {
  const random = seededRandom(seed);
  const below = (end: number): number => Math.floor(random.next() * end);
  for (let i = 0; i < files; i++) {
    const lines = Array.from({ length: records }, () => {
      const time = timestampText(start + i * MINUTE - SPREAD + below(2 * SPREAD + 1));
      const [deviceId, deviceType] = [below(DEVICES), TYPES[below(TYPES.length)]];
      return `{"timestamp":"${time}","deviceId":${deviceId},"deviceType":"${deviceType}","signalStrength":${random.next()}}`;
    });
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
