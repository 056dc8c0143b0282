/**
 * Texts of types and schemas, DDL and JSON: a type's own text gives it again, any other gives a type or is refused with a condition.
 * `npm run fuzz:ddl -- [--runs N] [--seed S]`.
 */
import { seededRun, type SeededFinding } from "../../seeded-run.ts";
import { checkTypes } from "./check.ts";

await seededRun<SeededFinding>({
  program: import.meta.filename,
  script: "fuzz:ddl",
  cases: "types",
  perChild: 5000,
  silenceMs: 30_000,
  died: (seed, cause) => ({ seed, cause, detail: cause }),
  work: checkTypes,
});
