import { expect, test } from "vitest";
import { describeError } from "./error-description.ts";

class Condition extends Error {
  readonly condition: string;
  readonly sqlState = "22012";
  readonly parameters: Record<string, string> = { b: "2", a: "1" };
  constructor(condition: string, cause?: unknown) {
    super(`[${condition}] text\nsecond line`, { cause });
    this.condition = condition;
  }
}

test("condition, state, parameters by name, the first line of the message", () => {
  const described = describeError(new Condition("DIVIDE_BY_ZERO"), "run");
  expect(described).toEqual({
    condition: "DIVIDE_BY_ZERO",
    sqlState: "22012",
    messageParameters: { a: "1", b: "2" },
    message: "[DIVIDE_BY_ZERO] text",
    phase: "run",
  });
  expect(Object.keys(described.messageParameters!)).toEqual(["a", "b"]);
});

test("the innermost condition behind the wrappers", () => {
  const thrown = new Condition(
    "STREAM_FAILED",
    new Condition("FOREACH_BATCH_USER_FUNCTION_ERROR", new Condition("DIVIDE_BY_ZERO", new TypeError("x"))),
  );
  expect(describeError(thrown, "run")).toMatchObject({ condition: "DIVIDE_BY_ZERO" });
  expect(describeError(thrown, "run")).not.toHaveProperty("chain");
});

test("several conditions make a chain", () => {
  expect(
    describeError(new Condition("FAILED_READ_FILE.NO_HINT", new Condition("MALFORMED_RECORD")), "run"),
  ).toMatchObject({
    condition: "MALFORMED_RECORD",
    chain: ["FAILED_READ_FILE.NO_HINT", "MALFORMED_RECORD"],
  });
});

test("without a condition the class is named", () => {
  expect(describeError(new Condition("STREAM_FAILED", new TypeError("a\nb")), "start")).toEqual({
    condition: null,
    exception: "TypeError",
    message: "a",
    phase: "start",
  });
  expect(describeError("text", "run")).toEqual({ condition: null, exception: "string", message: "text", phase: "run" });
  expect(describeError(undefined, "run")).toMatchObject({ condition: null, exception: "undefined" });
  expect(describeError(null, "run")).toMatchObject({ condition: null, message: "null" });
});

test("a ring of causes ends", () => {
  const ring = new Error("ring");
  ring.cause = ring;
  expect(describeError(ring, "run")).toMatchObject({ exception: "Error", message: "ring" });
});
