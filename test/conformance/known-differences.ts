import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readJson } from "./corpus.ts";

/** A scenario whose answer differs on purpose. */
export interface KnownDifference {
  readonly name: string;
  readonly reason: string;
}

/** What has to pass now. */
export interface Gate {
  readonly categories: readonly string[];
}

/** The files beside the runner that say what may fail, and what must not. */
export class KnownFailures {
  readonly #home: string;

  constructor(home: string) {
    this.#home = home;
  }

  differences(): KnownDifference[] {
    return readJson(join(this.#home, "differences.json")) as KnownDifference[];
  }

  gate(): Gate {
    return readJson(join(this.#home, "gate.json")) as Gate;
  }

  /** Scenarios of the gate's categories that are not yet expected to pass. */
  pending(): string[] {
    return readJson(join(this.#home, "pending.json")) as string[];
  }

  writePending(names: readonly string[]): void {
    writeFileSync(join(this.#home, "pending.json"), `${JSON.stringify(names, null, 2)}\n`);
  }
}

/** Pending after a run over `asked`: what failed of them, and what was pending before and still exists but was not asked. */
export function updatedPending(
  before: readonly string[],
  existing: ReadonlySet<string>,
  asked: ReadonlySet<string>,
  failed: readonly string[],
): string[] {
  const kept = before.filter((name) => existing.has(name) && !asked.has(name));
  return [...new Set([...kept, ...failed])].sort();
}
