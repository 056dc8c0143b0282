import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { seededRandom } from "../../src/runtime/simulated.ts";
import type { Scenario } from "./scenario.ts";

const START = Date.UTC(2016, 7, 3, 1, 0, 0);
const MINUTE = 60_000;
/** How far a record may lie from its file's minute. Records of different files never overlap, so none is ever late. */
const SPREAD = 9999;

/** The sensor files of the tutorial, small: file i's records lie around minute i. Their order is that of their times on disk. */
export function writeInput(directory: string, { seed, files, rowsPerFile }: Scenario): void {
  const { next } = seededRandom(seed ^ 0x5eed);
  mkdirSync(directory, { recursive: true });
  for (let i = 0; i < files; i++) {
    const records = Array.from({ length: rowsPerFile }, () => {
      const time = START + i * MINUTE + Math.round((next() * 2 - 1) * SPREAD);
      return JSON.stringify({
        timestamp: new Date(time).toISOString().replace("T", " ").replace("Z", ""),
        deviceId: Math.floor(next() * 10),
        deviceType: `SensorType${"ABCD"[Math.floor(next() * 4)]}`,
        signalStrength: next(),
      });
    });
    const file = join(directory, `streaming-sensor_file-${i}.json`);
    writeFileSync(file, records.join("\n"));
    const written = new Date(START + i * 1000);
    utimesSync(file, written, written);
  }
}
