/**
 * Data files that are nearly right go through every way to read them: none may end but with rows, as many as there are records, or with an
 * error that says what is wrong. `npm run fuzz:files -- [--runs N] [--seed S]`; `--lines N` compares the two paths of the JSON reader instead,
 * on N lines.
 */
import { parseArgs } from "node:util";
import { connect } from "../../../src/index.ts";
import { eachSeed, seededRun, type Tell } from "../../seeded-run.ts";
import { caseOf } from "./cases.ts";
import { findingOf, type Finding } from "./finding.ts";
import { comparePaths } from "./json-paths.ts";
import { strange } from "./outcome.ts";

const { values } = parseArgs({
  strict: false,
  options: { seed: { type: "string", default: "1" }, lines: { type: "string" } },
});
if (values.lines !== undefined) await compare(Number(values.seed), Number(values.lines));
else
  await seededRun<Finding>({
    program: import.meta.filename,
    script: "fuzz:files",
    cases: "files",
    // After so many cases a new child begins, so that what one keeps in memory is not another's fault.
    perChild: 500,
    silenceMs: 120_000,
    died: (seed, cause) => ({ seed, cause, detail: cause, directory: "" }),
    work: readFiles,
    brief: ({ directory }) => `files: ${directory}`,
  });

async function compare(first: number, lines: number): Promise<void> {
  const { accepted, differing } = await comparePaths(first, lines);
  for (const { seed, line, detail } of differing)
    console.log(
      `seed ${seed} failed: ${JSON.stringify(line)} ${detail}; replay: npm run fuzz:files -- --lines 1 --seed ${seed}`,
    );
  console.log(`${accepted} of ${lines} lines taken by the fast path`);
  console.log(`${lines} lines, seeds ${first}..${first + lines - 1}, ${differing.length} failed`);
  if (differing.length > 0) process.exitCode = 1;
}

async function readFiles(from: number, count: number, tell: Tell<Finding>): Promise<void> {
  const session = await connect({
    conf: { "spark.sql.session.timeZone": "Europe/Berlin" },
    console: () => undefined,
  });
  await eachSeed(
    from,
    count,
    tell,
    (seed) => findingOf(session, seed, caseOf(seed)),
    (seed, error) => {
      const { cause, message } = strange(error);
      return { seed, directory: "", cause: `nobody caught ${cause}`, detail: message };
    },
  );
  await session.stop();
}
