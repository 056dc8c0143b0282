/**
 * Plans as JSON that are nearly right: each must be refused with a condition, or be analysed and run like any other.
 * `npm run fuzz:plans -- [--runs N] [--seed S]`.
 */
import { seededRun } from "../../seeded-run.ts";
import { planText } from "./cases.ts";
import { checkPlans } from "./check.ts";

await seededRun({
  program: import.meta.filename,
  script: "fuzz:plans",
  cases: "plans",
  perChild: 2000,
  silenceMs: 60_000,
  died: (seed, cause) => ({ seed, cause, detail: cause, text: planText(seed) }),
  work: async (from, count, tell) => void (await checkPlans(from, count, tell)),
  brief: ({ text }) => (text.length > 300 ? `${text.slice(0, 300)}... (${text.length})` : text),
});
