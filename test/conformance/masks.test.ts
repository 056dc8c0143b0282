import { expect, test } from "vitest";
import { masker } from "./masks.ts";

const mask = masker("/tmp/some.where/s0001");

test("the scenario's directory, as a path and as a URI with any number of slashes", () => {
  expect(mask("read /tmp/some.where/s0001/input/0.json")).toBe("read <dir>/input/0.json");
  expect(mask("file:///tmp/some.where/s0001/a file:/tmp/some.where/s0001/b")).toBe("file://<dir>/a file://<dir>/b");
});

test("the directory is taken as text, not as a pattern", () => {
  expect(mask("/tmp/someXwhere/s0001")).toBe("/tmp/someXwhere/s0001");
});

test("ids, clock times of log files, object hashes", () => {
  expect(mask("part-00000-0b9c9f4e-7f0a-4f1c-9a0b-112233445566-c000.json")).toBe("part-00000-<uuid>-c000.json");
  expect(mask("deviceId#12, n#345L")).toBe("deviceId#N, n#N");
  expect(mask('{"batchTimestampMs":1700000000000,"timestamp":17,"modificationTime":5,"size":5}')).toBe(
    '{"batchTimestampMs":<ms>,"timestamp":<ms>,"modificationTime":<ms>,"size":5}',
  );
  expect(mask("Project@1a2b3c4d in (TID 7)")).toBe("Project@H in (TID N)");
  expect(mask("__auto_generated_subquery_name_x1.id")).toBe("__auto_generated_subquery_name.id");
});

test("a timestamp that is text is data", () => {
  expect(mask('{"timestamp":"2020-01-01"}')).toBe('{"timestamp":"2020-01-01"}');
});

test("goes through lists and objects, keeps keys and other values", () => {
  const trace = { "/tmp/some.where/s0001": ["#1", 2, null, { deep: "#3" }] };
  expect(mask(trace)).toEqual({ "/tmp/some.where/s0001": ["#N", 2, null, { deep: "#N" }] });
});
