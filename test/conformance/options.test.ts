import { expect, test } from "vitest";
import { parseOptions } from "./options.ts";

const parse = (...args: string[]): ReturnType<typeof parseOptions> => parseOptions(args, "/home");

test("without arguments: the repository's scenarios, all of them", () => {
  expect(parse()).toEqual({
    scenarios: "/home/scenarios",
    expected: "/home/expected",
    own: true,
    categories: undefined,
    filter: undefined,
    emit: undefined,
    gate: false,
    updatePending: false,
    jobs: 2,
    sql: false,
    restarts: false,
  });
});

test("other directories, and every option", () => {
  expect(
    parse(
      "s",
      "e",
      "--category",
      "a,b",
      "--category",
      "c",
      "--filter",
      "x",
      "--emit",
      "out",
      "--gate",
      "--jobs",
      "3",
      "--sql",
      "--restart",
    ),
  ).toEqual({
    scenarios: "s",
    expected: "e",
    own: false,
    categories: ["a", "b", "c"],
    filter: "x",
    emit: "out",
    gate: true,
    updatePending: false,
    jobs: 3,
    sql: true,
    restarts: true,
  });
});

test("--update-pending is about the gate", () => {
  expect(parse("--update-pending")).toMatchObject({ gate: true, updatePending: true });
});

test.each([
  [["one"]],
  [["a", "b", "c"]],
  [["--jobs", "0"]],
  [["--jobs", "x"]],
  [["--nosuch"]],
  [["--emit"]],
  [["--sql", "--functions"]],
  [["--sql", "--update-pending"]],
])("%j is refused", (args) => {
  expect(() => parse(...args)).toThrow();
});
