import { expect, test } from "vitest";
import { didYouMean, editDistance, nearestName } from "../../src/types/nearest-name.ts";

test.each([
  ["nmae", ["id", "name"], "name"],
  ["HEDER", ["sep", "header"], "header"],
  ["consle", ["csv", "console"], "console"],
  ["checkpointlocatoin", ["path", "checkpointLocation"], "checkpointLocation"],
  ["poeple", ["rooms", "people"], "people"],
])("%s among %j is %s", (given, names, nearest) => {
  expect(nearestName(given, names)).toBe(nearest);
});

test.each([
  ["header", ["mode", "multiLine"]],
  ["twice", ["slice"]],
  ["excel", ["text"]],
  ["x", []],
])("%s is none of %j", (given, names) => {
  expect(nearestName(given, names)).toBeUndefined();
});

test("a distance given counts instead", () => {
  expect(nearestName("twice", ["slice"], 2)).toBe("slice");
});

test("the question, or nothing", () => {
  expect(didYouMean("jsn", ["json"])).toBe("Did you mean 'json'?");
  expect(didYouMean("xml", ["json"])).toBe("");
});

test("two letters in each other's place are two changes, or one", () => {
  expect(editDistance("nmae", "name")).toBe(2);
  expect(editDistance("nmae", "name", true)).toBe(1);
  expect(editDistance("kitten", "sitting")).toBe(3);
});
