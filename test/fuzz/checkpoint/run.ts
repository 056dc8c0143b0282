/**
 * Checkpoints of which a file or two are spoilt: a query started on one says what is wrong, or goes on as if nothing had been done.
 * `npm run fuzz:checkpoint -- [--runs N] [--seed S]`. What takes long is making files durable: with TMPDIR in memory it is twice as fast.
 */
import { seededRun, type SeededFinding } from "../../seeded-run.ts";
import { checkCheckpoints } from "./check.ts";

await seededRun<SeededFinding>({
  program: import.meta.filename,
  script: "fuzz:checkpoint",
  cases: "checkpoints",
  perChild: 400,
  silenceMs: 60_000,
  died: (seed, cause) => ({ seed, cause, detail: cause }),
  work: async (from, count, tell) => void (await checkCheckpoints(from, count, tell)),
});
