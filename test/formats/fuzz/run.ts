/**
 * Data files that are nearly right go through every way to read them: none may end but with rows, as many as there are records, or with an
 * error that says what is wrong. `npm run fuzz:files -- [--runs N] [--seed S]`: file i has the seed S + i, so `--runs 1 --seed <seed>` replays
 * one and shows all of it. `--lines N` compares the two paths of the JSON reader instead, on N lines. The work is done by a child process, so
 * that a crash or an endless loop is a finding like any other.
 */
import { parseArgs } from "node:util";
import { connect, type Session } from "../../../src/index.ts";
import { inChild } from "../../seeded-child.ts";
import { caseOf } from "./cases.ts";
import { findingOf, type Finding } from "./finding.ts";
import { comparePaths } from "./json-paths.ts";
import { strange } from "./outcome.ts";

/** After so many cases a new child begins, so that what one keeps in memory is not another's fault. */
const CASES_PER_CHILD = 500;
const SILENCE_MS = 120_000;

type Message = { readonly at: number } | Finding;

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "2000" },
    seed: { type: "string", default: "1" },
    lines: { type: "string" },
    child: { type: "boolean", default: false },
  },
});
const terms = {
  program: import.meta.filename,
  silenceMs: SILENCE_MS,
  died: (seed: number, cause: string): Finding => ({ seed, cause, detail: cause, directory: "" }),
};
const [first, runs] = [Number(values.seed), Number(values.runs)];
if (values.lines !== undefined) await compare(Number(values.lines));
else if (values.child) await work((message) => process.send?.(message));
else await lead();

async function compare(lines: number): Promise<void> {
  const { accepted, differing } = await comparePaths(first, lines);
  for (const { seed, line, detail } of differing)
    console.log(
      `seed ${seed} failed: ${JSON.stringify(line)} ${detail}; replay: npm run fuzz:files -- --lines 1 --seed ${seed}`,
    );
  console.log(`${accepted} of ${lines} lines taken by the fast path`);
  console.log(`${lines} lines, seeds ${first}..${first + lines - 1}, ${differing.length} failed`);
  if (differing.length > 0) process.exitCode = 1;
}

async function work(send: (message: Message) => void): Promise<void> {
  const session: Session = await connect({
    conf: { "spark.sql.session.timeZone": "Europe/Berlin" },
    console: () => undefined,
  });
  let stray: unknown;
  const keep = (reason: unknown): void => {
    stray = reason ?? new Error("nothing");
  };
  process.on("unhandledRejection", keep).on("uncaughtException", keep);
  for (let seed = first; seed < first + runs; seed++) {
    send({ at: seed });
    const finding = await findingOf(session, seed, caseOf(seed));
    if (finding !== undefined) send(finding);
    if (stray !== undefined) {
      const { cause, message } = strange(stray);
      send({ seed, directory: "", cause: `nobody caught ${cause}`, detail: message });
    }
    stray = undefined;
  }
  await session.stop();
  process.disconnect?.();
}

async function lead(): Promise<void> {
  const findings: Finding[] = [];
  for (let seed = first; seed < first + runs;) {
    const count = Math.min(CASES_PER_CHILD, first + runs - seed);
    seed = await inChild(seed, count, terms, (finding) => {
      findings.push(finding);
      tell(finding);
    });
  }
  if (runs > 1)
    for (const [cause, { length }] of Map.groupBy(findings, (finding) => finding.cause))
      console.log(`${length} x ${cause}`);
  console.log(`${runs} files, seeds ${first}..${first + runs - 1}, ${findings.length} failed`);
  if (findings.length > 0) process.exitCode = 1;
}

function tell({ seed, cause, detail, directory }: Finding): void {
  if (runs === 1) console.log(`${detail}\n`);
  console.log(
    `seed ${seed} failed: ${cause}; files: ${directory}; replay: npm run fuzz:files -- --runs 1 --seed ${seed}`,
  );
}
