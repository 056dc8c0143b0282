/**
 * What newcomers meet: every mistake has its exact message in golden/. After a change of messages, UPDATE_GOLDEN=1 writes them anew, and
 * the difference is for reading: does each say what is wrong, where, and what to do?
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { mistakes } from "./mistakes.ts";
import { runMistake } from "./run-mistake.ts";

const isUpdate = process.env["UPDATE_GOLDEN"] === "1";
const golden = join(import.meta.dirname, "golden");
const fileOf = (name: string): string => join(golden, `${name}.txt`);

/** Processes at once. */
const places = 4;
let taken = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(action: () => Promise<T>): Promise<T> {
  if (taken < places) taken += 1;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await action();
  } finally {
    const next = waiting.shift();
    if (next === undefined) taken -= 1;
    else next();
  }
}

describe.concurrent("a mistake is told as it should be", { timeout: 300_000 }, () => {
  test.each(mistakes)("$name", async (mistake) => {
    const told = await inTurn(() => runMistake(mistake));
    if (told === undefined) {
      process.stderr.write(`NOT RUN: errors/${mistake.name}: no disk could be mounted\n`);
      return;
    }
    if (isUpdate) {
      writeFileSync(fileOf(mistake.name), told);
      return;
    }
    const expected = existsSync(fileOf(mistake.name)) ? readFileSync(fileOf(mistake.name), "utf8") : "";
    expect(told).toBe(expected);
  });
});

test("every golden file has its mistake, and no name is there twice", () => {
  const names = mistakes.map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  const files = readdirSync(golden).filter((file) => !names.includes(file.replace(/\.txt$/, "")));
  expect(files).toEqual([]);
});
