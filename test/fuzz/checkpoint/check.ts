/** A checkpoint that something was done to, and the query started on it: it says what is wrong, or its output is as if nothing had been done. */
import { setTimeout } from "node:timers/promises";
import { connect, isMillraceError, type Session } from "../../../src/index.ts";
import { eachSeed, type SeededFinding, type Tell } from "../../seeded-run.ts";
import { diceOf } from "../../sql/fuzz-dice.ts";
import { errorFault, strayFault, type ErrorFault } from "../error-fault.ts";
import { isKnown } from "./known.ts";
import { mangleFiles, type Change } from "./mangle-files.ts";
import { output, PROGRAMS, run, type Program } from "./programs.ts";
import { makeTemplates, type Template } from "./templates.ts";

const MOST_MS = 30_000;

export interface Counts {
  readonly refused: number;
  readonly right: number;
  readonly known: number;
}

export async function checkCheckpoints(
  from: number,
  count: number,
  tell: Tell<SeededFinding>,
  programs: readonly Program[] = PROGRAMS,
): Promise<Counts> {
  const session = await connect({ conf: { "millrace.memoryLimit": "500MB" }, console: () => undefined });
  const templates = await makeTemplates(session, programs);
  const counts = { refused: 0, right: 0, known: 0 };
  await eachSeed(
    from,
    count,
    tell,
    async (seed) => {
      const dice = diceOf(seed);
      const template = dice.oneOf(templates.all);
      template.reset();
      const changes = await mangleFiles(template.live, dice);
      const outcome = await outcomeOf(session, template);
      if (typeof outcome === "string") {
        counts[outcome]++;
        return undefined;
      }
      if (isKnown(outcome.cause, changes)) {
        counts.known++;
        return undefined;
      }
      return { seed, ...described(outcome, template, changes) };
    },
    (seed, error) => ({ seed, ...strayFault(error) }),
  );
  templates.remove();
  await session.stop();
  return counts;
}

async function outcomeOf(session: Session, template: Template): Promise<ErrorFault | "refused" | "right"> {
  const deadline = new AbortController();
  const ended = new AbortController();
  try {
    const late = setTimeout(MOST_MS, "late", { signal: ended.signal }).catch(() => "ended");
    const done = run(session, template.program, template.live, deadline.signal);
    if ((await Promise.race([done, late])) === "late") {
      deadline.abort();
      done.catch(() => undefined);
      return { cause: "no end", detail: `no end within ${MOST_MS / 1000} s` };
    }
    const rows = await output(session, template.live);
    if (JSON.stringify(rows) === JSON.stringify(template.rows)) return "right";
    return { cause: "other rows, and no word", detail: difference(template.rows, rows) };
  } catch (error) {
    return errorFault(innerOf(error)) ?? "refused";
  } finally {
    ended.abort();
  }
}

/** What a query failed with, without what only says that it did. */
function innerOf(error: unknown): unknown {
  const wraps = isMillraceError(error) && /^(STREAM_FAILED|FAILED_READ_FILE.NO_HINT)$/.test(error.condition);
  return wraps && isMillraceError(error.cause) ? error.cause : error;
}

function described({ cause, detail }: ErrorFault, { name }: Template, changes: readonly Change[]): ErrorFault {
  const done = changes.map(({ kind, how }) => `${kind} ${how}`).join(", ");
  return {
    cause: `${cause} | ${done}`,
    detail: `${name}: ${changes.map(({ file, how }) => `${file} ${how}`).join(", ")}\n${detail}`,
  };
}

function difference(wanted: readonly string[], given: readonly string[]): string {
  const lacking = wanted.filter((row) => !given.includes(row)).slice(0, 5);
  const more = given.filter((row) => !wanted.includes(row)).slice(0, 5);
  return `${wanted.length} rows wanted, ${given.length} given\nlacking ${lacking.join(" ")}\nbeside ${more.join(" ")}`;
}
