import { expect, test } from "vitest";
import { sensorFileDefaults, sensorFiles, type SensorFile } from "../../src/cli/sensor-files.ts";

const LINE =
  /^\{"timestamp":"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{1,3})","deviceId":(\d{1,2}),"deviceType":"(SensorType[A-D])","signalStrength":(\d[\d.e-]*)\}$/;

const defaults = [...sensorFiles(sensorFileDefaults)];

interface Reading {
  readonly file: number;
  readonly time: string;
  readonly deviceId: number;
  readonly deviceType: string;
  readonly signal: number;
}

function readings(files: readonly SensorFile[]): Reading[] {
  return files.flatMap(({ content }, file) =>
    content.split("\n").map((line) => {
      const [, time, deviceId, deviceType, signal] = LINE.exec(line) ?? expect.fail(`not in the format: ${line}`);
      return { file, time: time!, deviceId: Number(deviceId), deviceType: deviceType!, signal: Number(signal) };
    }),
  );
}

function counts<K>(keys: readonly K[]): Map<K, number> {
  const counted = new Map<K, number>();
  for (const key of keys) counted.set(key, (counted.get(key) ?? 0) + 1);
  return counted;
}

test("100 files of 100 records, in the tutorial's format, no line break at the end", () => {
  expect(defaults.map(({ name }) => name)).toEqual(
    Array.from({ length: 100 }, (_, i) => `streaming-sensor_file-${i}.json`),
  );
  expect(new Set(defaults.map(({ content }) => content.split("\n").length))).toEqual(new Set([100]));
  expect(readings(defaults)).toHaveLength(10_000);
});

test("zeros at the end of the fraction are dropped, but for one digit", () => {
  const fractions = readings([...sensorFiles({ ...sensorFileDefaults, records: 1000 })]).map(
    ({ time }) => time.split(".")[1]!,
  );
  expect(fractions.filter((digits) => digits.length > 1 && digits.endsWith("0"))).toEqual([]);
  expect(fractions).toContain("0");
  expect(fractions).toContain("9");
  expect(fractions).toContain("78");
  expect(fractions).toContain("783");
});

test("file i's records lie within 9.999 seconds of start + i minutes, and use that room", () => {
  const offsets = readings(defaults).map(
    ({ file, time }) => Date.parse(`${time.replace(" ", "T")}Z`) - sensorFileDefaults.start - file * 60_000,
  );
  expect(Math.min(...offsets)).toBeGreaterThanOrEqual(-9_999);
  expect(Math.max(...offsets)).toBeLessThanOrEqual(9_999);
  expect(Math.min(...offsets)).toBeLessThan(-9_900);
  expect(Math.max(...offsets)).toBeGreaterThan(9_900);
});

test("devices, types and signals are uniform, and a device has no type of its own", () => {
  const all = readings(defaults);
  const devices = counts(all.map(({ deviceId }) => deviceId));
  expect([...devices.keys()].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  // Five standard deviations to either side.
  for (const n of devices.values()) expect(Math.abs(n - 100)).toBeLessThan(50);
  for (const n of counts(all.map(({ deviceType }) => deviceType)).values())
    expect(Math.abs(n - 2_500)).toBeLessThan(217);
  for (const n of counts(all.map(({ signal }) => Math.floor(signal * 10))).values())
    expect(Math.abs(n - 1_000)).toBeLessThan(150);
  expect(all.every(({ signal }) => signal >= 0 && signal < 1)).toBe(true);
  expect(counts(all.map(({ deviceId, deviceType }) => `${deviceId} ${deviceType}`)).size).toBe(400);
});

test("a seed gives the same bytes again, and another seed others", () => {
  const few = { ...sensorFileDefaults, files: 3 };
  expect([...sensorFiles(few)]).toEqual([...sensorFiles(few)]);
  expect([...sensorFiles({ ...few, seed: 2 })]).not.toEqual([...sensorFiles(few)]);
});

test("with more files, the first ones stay the same", () => {
  expect([...sensorFiles({ ...sensorFileDefaults, files: 3 })]).toEqual(defaults.slice(0, 3));
});
