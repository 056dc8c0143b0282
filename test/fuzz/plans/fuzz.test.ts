/** A few of the plans that `npm run fuzz:plans` checks. */
import { expect, test } from "vitest";
import type { SeededFinding } from "../../seeded-run.ts";
import { checkPlans } from "./check.ts";

/** As in every property: the same cases, unless MILLRACE_PROPERTY_SEED has them elsewhere. */
const seed = Number(process.env["MILLRACE_PROPERTY_SEED"] ?? 1) * 1000;
const PLANS = 300;

test("mangled plans are refused with a condition, or run", async () => {
  const findings: SeededFinding[] = [];
  const { taken } = await checkPlans(seed, PLANS, (message) => {
    if (!("at" in message)) findings.push(message);
  });
  expect(findings).toEqual([]);
  // Neither are all of them refused nor all of them taken: both ways are checked.
  expect(taken).toBeGreaterThan(PLANS / 4);
  expect(taken).toBeLessThan((PLANS * 3) / 4);
}, 60_000);
