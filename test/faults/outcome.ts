/** What came of one check; `skipped` says why it could not be made here. */
export interface Outcome {
  readonly name: string;
  readonly fault?: string;
  readonly skipped?: string;
}

/** A part of the suite: its checks, one after the other. */
export type Part = (terms: Terms) => AsyncIterable<Outcome>;

export interface Terms {
  readonly seed: number;
  /** Looks at every case, not at a share of them drawn by the seed. */
  readonly isEvery: boolean;
  /** Of the damages only those whose name has this in it. */
  readonly matching: string;
  /** A directory of the part's own. */
  readonly root: string;
}

/** The outcome of an action that gives what is wrong. */
export async function checked(name: string, action: () => Promise<readonly string[]>): Promise<Outcome> {
  const faults = await action().catch((error: unknown) => [
    error instanceof Error ? (error.stack ?? "") : String(error),
  ]);
  return faults.length === 0 ? { name } : { name, fault: faults.join("; ") };
}
