/** A few of the options, settings, intervals and places that `npm run fuzz:options` tries. */
import { expect, test } from "vitest";
import type { SeededFinding } from "../../seeded-run.ts";
import { checkOptions } from "./check.ts";

/** As in every property: the same cases, unless MILLRACE_PROPERTY_SEED has them elsewhere. */
const seed = Number(process.env["MILLRACE_PROPERTY_SEED"] ?? 1) * 1000;
const CASES = 100;

test("options, settings, intervals and places work, or are refused with a condition", async () => {
  const findings: SeededFinding[] = [];
  const { went } = await checkOptions(seed, CASES, (message) => {
    if (!("at" in message)) findings.push(message);
  });
  expect(findings).toEqual([]);
  expect(went).toBeGreaterThan(CASES / 10);
  expect(went).toBeLessThan(CASES);
}, 120_000);
