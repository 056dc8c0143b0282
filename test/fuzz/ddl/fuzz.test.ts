/** A few of the types that `npm run fuzz:ddl` checks. */
import { expect, test } from "vitest";
import type { SeededFinding } from "../../seeded-run.ts";
import { checkTypes } from "./check.ts";

/** As in every property: the same cases, unless MILLRACE_PROPERTY_SEED has them elsewhere. */
const seed = Number(process.env["MILLRACE_PROPERTY_SEED"] ?? 1) * 1000;

test("a type's texts give it again, and what is nearly a type is refused with a condition", async () => {
  const findings: SeededFinding[] = [];
  await checkTypes(seed, 400, (message) => {
    if (!("at" in message)) findings.push(message);
  });
  expect(findings).toEqual([]);
}, 60_000);
