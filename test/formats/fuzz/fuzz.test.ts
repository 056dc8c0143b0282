/** A few of the files that `npm run fuzz:files` reads, and of the lines with which it compares the paths of the JSON reader. */
import { expect, test } from "vitest";
import { session } from "../../scratch.ts";
import { caseOf } from "./cases.ts";
import { findingOf } from "./finding.ts";
import { comparePaths } from "./json-paths.ts";

/** As in every property: the same cases, unless MILLRACE_PROPERTY_SEED has them elsewhere. */
const seed = Number(process.env["MILLRACE_PROPERTY_SEED"] ?? 1) * 1000;
const FILES = 60;
const LINES = 400;

test("mangled files give rows or say what is wrong with them, in every mode, as tables and as streams", async () => {
  const spark = await session({ conf: { "spark.sql.session.timeZone": "Europe/Berlin" }, console: () => undefined });
  for (let i = seed; i < seed + FILES; i++) {
    const finding = await findingOf(spark, i, caseOf(i));
    expect(finding, `replay: npm run fuzz:files -- --runs 1 --seed ${i}`).toBeUndefined();
  }
}, 120_000);

test("what JSON's fast path takes gives the rows of the exact path", async () => {
  const { accepted, differing } = await comparePaths(seed, LINES);
  expect(differing, "replay: npm run fuzz:files -- --lines 1 --seed <seed>").toEqual([]);
  // A path that refuses all lines would agree too.
  expect(accepted).toBeGreaterThan(LINES / 2);
}, 120_000);
