/**
 * Texts that are nearly SQL go through `session.sql(text)`: each must give a schema and rows, or an error that says what is wrong with it.
 * `npm run fuzz -- [--runs N] [--seed S]`.
 */
import { seededRun } from "../seeded-run.ts";
import { askTexts } from "./fuzz-child.ts";
import { fuzzText } from "./fuzz-texts.ts";

await seededRun({
  program: import.meta.filename,
  script: "fuzz",
  cases: "texts",
  // After so many texts a new child begins, so that what one keeps in memory is not another's fault.
  perChild: 4000,
  silenceMs: 20_000,
  died: (seed, cause) => ({ seed, cause, detail: cause, text: fuzzText(seed) }),
  work: askTexts,
  brief: ({ text }) => JSON.stringify(text.length > 300 ? `${text.slice(0, 300)}... (${text.length})` : text),
});
