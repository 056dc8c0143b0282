/** A few of the checkpoints that `npm run fuzz:checkpoint` spoils. */
import { expect, test } from "vitest";
import type { SeededFinding } from "../../seeded-run.ts";
import { checkCheckpoints } from "./check.ts";
import { PROGRAMS } from "./programs.ts";

/** As in every property: the same cases, unless MILLRACE_PROPERTY_SEED has them elsewhere. */
const seed = Number(process.env["MILLRACE_PROPERTY_SEED"] ?? 1) * 1000;
const CHECKPOINTS = 30;

test("a query on a spoilt checkpoint says what is wrong, or goes on as if nothing had been done", async () => {
  const findings: SeededFinding[] = [];
  const tell = (message: { readonly at: number } | SeededFinding): void => {
    if (!("at" in message)) findings.push(message);
  };
  const windows = PROGRAMS.filter((program) => program.name === "windows");
  const { refused, right } = await checkCheckpoints(seed, CHECKPOINTS, tell, windows);
  expect(findings).toEqual([]);
  expect(refused).toBeGreaterThan(CHECKPOINTS / 5);
  expect(right).toBeGreaterThan(CHECKPOINTS / 5);
}, 120_000);
