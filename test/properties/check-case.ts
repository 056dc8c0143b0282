/** A case from its first file to the verdict. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Session } from "../../src/index.ts";
import { aggregateCalls } from "./aggregate-calls.ts";
import { BatchRun } from "./batch-run.ts";
import { arriving, type Arrival, type Case } from "./case.ts";
import { difference, differenceText } from "./compare.ts";
import { defined } from "./definition.ts";
import { judge } from "./judge.ts";
import { definedLate } from "./late-definition.ts";
import { everyNode, type Plan } from "./plan.ts";
import { newSession, StreamRun } from "./stream-run.ts";

/** One session for many cases; a restart changes it. */
export class Checker {
  #spark: Session | undefined;

  /** What is wrong with a case, in words; undefined when everything holds. */
  async check(of: Case): Promise<string | undefined> {
    const root = mkdtempSync(join(tmpdir(), "millrace-properties-"));
    try {
      return await this.#checked(of, root);
    } catch (error) {
      return error instanceof Error ? (error.stack ?? error.message) : String(error);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  }

  async stop(): Promise<void> {
    await this.#spark?.stop();
  }

  async #checked(of: Case, root: string): Promise<string | undefined> {
    this.#spark ??= await newSession();
    const batch = new BatchRun(() => this.#spark!, of, join(root, "batch"));
    const wrong = of.plan.kind === "deduplicate" || of.isLate ? undefined : await againstDefinition(of, batch);
    if (wrong !== undefined) return `the batch run is not what the plan says\n${wrong}`;
    const first = await this.#streamed(of, of.arrival, batch, join(root, "stream"));
    if (first !== undefined || of.other === undefined) return first;
    const second = await this.#streamed(of, of.other, batch, join(root, "other"));
    return second && `only when the rows come in another way\n${second}`;
  }

  async #streamed(of: Case, arrival: Arrival, batch: BatchRun, root: string): Promise<string | undefined> {
    const run = new StreamRun(this.#spark!, of, arrival, root);
    const streamed = await run.toTheEnd().finally(() => (this.#spark = run.session));
    if (!of.isLate) return judge(of, streamed, batch);
    const got = [...streamed.values()].flat();
    const wrong = differenceText(difference(got, definedLate(of)));
    return wrong && `with late rows\n${wrong}`;
  }
}

async function againstDefinition(of: Case, batch: BatchRun): Promise<string | undefined> {
  if (!isDefined(of.plan)) return undefined;
  const tables = { a: arriving(of, "a"), b: arriving(of, "b"), static: of.static };
  return differenceText(difference(await batch.rowsOf(of.plan), defined(of.plan, tables)));
}

const isDefined = (plan: Plan): boolean =>
  everyNode(plan).every(
    (node) => node.kind !== "aggregate" || node.calls.every(({ by }) => aggregateCalls[by].value !== undefined),
  );
