/**
 * Texts that are nearly SQL go through `session.sql(text)`: each must give a schema and rows, or an error that says what is wrong with it.
 * `npm run fuzz -- [--runs N] [--seed S]`: text i has the seed S + i, so `--runs 1 --seed <seed>` replays one and shows all of it. The
 * texts are asked by a child process, so that a crash or an endless loop is a finding like any other.
 */
import { parseArgs } from "node:util";
import { inChild } from "../seeded-child.ts";
import { askTexts, type Finding } from "./fuzz-child.ts";
import { fuzzText } from "./fuzz-texts.ts";

/** After so many texts a new child begins, so that what one keeps in memory is not another's fault. */
const TEXTS_PER_CHILD = 4000;
const SILENCE_MS = 20_000;

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "2000" },
    seed: { type: "string", default: "1" },
    child: { type: "boolean", default: false },
  },
});
const terms = {
  program: import.meta.filename,
  silenceMs: SILENCE_MS,
  died: (seed: number, cause: string): Finding => ({ seed, cause, detail: cause, text: fuzzText(seed) }),
};
const [first, runs] = [Number(values.seed), Number(values.runs)];
if (values.child) {
  await askTexts(first, runs, (message) => process.send?.(message));
  process.disconnect?.();
} else {
  const findings: Finding[] = [];
  for (let seed = first; seed < first + runs;) {
    const count = Math.min(TEXTS_PER_CHILD, first + runs - seed);
    seed = await inChild(seed, count, terms, (finding) => {
      findings.push(finding);
      tell(finding);
    });
  }
  if (runs > 1) tellGroups(findings);
  console.log(`${runs} texts, seeds ${first}..${first + runs - 1}, ${findings.length} failed`);
  if (findings.length > 0) process.exitCode = 1;
}

function tell({ seed, cause, detail, text }: Finding): void {
  if (runs === 1) console.log(`${text}\n\n${detail}\n`);
  console.log(
    `seed ${seed} failed: ${cause} | ${JSON.stringify(cut(text))}; replay: npm run fuzz -- --runs 1 --seed ${seed}`,
  );
}

/** What failed, by cause, each with its shortest text. */
function tellGroups(findings: readonly Finding[]): void {
  for (const [cause, group] of Map.groupBy(findings, (finding) => finding.cause)) {
    const shortest = group.reduce((a, b) => (b.text.length < a.text.length ? b : a));
    console.log(`${group.length} x ${cause}\n    seed ${shortest.seed}: ${JSON.stringify(cut(shortest.text))}`);
  }
}

function cut(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}... (${text.length})` : text;
}
