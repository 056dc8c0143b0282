/** An option, a setting, an interval or a place does what it says, or is refused with a condition. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { connect, isMillraceError } from "../../../src/index.ts";
import { eachSeed, type SeededFinding, type Tell } from "../../seeded-run.ts";
import { diceOf } from "../../sql/fuzz-dice.ts";
import { errorFault, strayFault, type ErrorFault } from "../error-fault.ts";
import { actionOf, type Action, type Place } from "./actions.ts";

export interface Finding extends SeededFinding {
  readonly says: string;
}

const MOST_MS = 20_000;

export async function checkOptions(
  from: number,
  count: number,
  tell: Tell<Finding>,
): Promise<{ readonly went: number }> {
  const root = mkdtempSync(join(tmpdir(), "millrace-options-"));
  // Some options name places, and names without a beginning are of this one.
  const home = process.cwd();
  process.chdir(root);
  const session = await connect({ conf: { "millrace.memoryLimit": "500MB" }, console: () => undefined });
  await session.range(1).collect();
  let went = 0;
  const saysOf = (seed: number): string => actionOf(diceOf(seed)).says;
  await eachSeed(
    from,
    count,
    tell,
    async (seed) => {
      const action = actionOf(diceOf(seed));
      const directory = mkdtempSync(join(root, "case-"));
      const fault = await faultOf(action, { session, directory });
      rmSync(directory, { recursive: true, force: true });
      if (fault === "went") went++;
      return typeof fault === "object" ? { seed, says: action.says, ...fault } : undefined;
    },
    (seed, error) => ({ seed, says: saysOf(seed), ...strayFault(error) }),
  );
  await session.stop();
  process.chdir(home);
  rmSync(root, { recursive: true, force: true });
  return { went };
}

async function faultOf(action: Action, place: Place): Promise<ErrorFault | "went" | "refused"> {
  const [deadline, over] = [new AbortController(), new AbortController()];
  try {
    const run = action.run(place, deadline.signal);
    const late = setTimeout(MOST_MS, "late" as const, { signal: over.signal }).catch(() => undefined);
    const wrong = await Promise.race([run, late]);
    if (wrong === "late") {
      deadline.abort();
      run.catch(() => undefined);
    }
    if (wrong === undefined) return "went";
    return { cause: wrong === "late" ? "no end" : wrong.replaceAll(/\d+/g, "0"), detail: wrong };
  } catch (error) {
    const isWrapped = isMillraceError(error) && error.condition === "STREAM_FAILED";
    return errorFault(isWrapped ? error.cause : error) ?? "refused";
  } finally {
    over.abort();
  }
}
