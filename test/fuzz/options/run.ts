/**
 * Options of readers and writers, settings, intervals and names of places, most of them wrong: each works or is refused with a condition.
 * `npm run fuzz:options -- [--runs N] [--seed S]`.
 */
import { seededRun } from "../../seeded-run.ts";
import { checkOptions, type Finding } from "./check.ts";

await seededRun<Finding>({
  program: import.meta.filename,
  script: "fuzz:options",
  cases: "cases",
  perChild: 500,
  silenceMs: 60_000,
  died: (seed, cause) => ({ seed, cause, detail: cause, says: "" }),
  work: async (from, count, tell) => void (await checkOptions(from, count, tell)),
  brief: ({ says }) => (says.length > 300 ? `${says.slice(0, 300)}...` : says),
});
