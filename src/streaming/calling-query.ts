import { AsyncLocalStorage } from "node:async_hooks";

interface Batch {
  readonly query: object;
  /** Aborted when the query is stopped. */
  readonly signal: AbortSignal;
  isOver: boolean;
}

const present = new AsyncLocalStorage<Batch>();

/** Runs a batch of the query: what its user functions do until it is over is done for it. */
export async function asBatchOf<T>(query: object, signal: AbortSignal, run: () => Promise<T>): Promise<T> {
  const batch: Batch = { query, signal, isOver: false };
  try {
    return await present.run(batch, run);
  } finally {
    batch.isOver = true;
  }
}

function presentBatch(): Batch | undefined {
  const batch = present.getStore();
  return batch === undefined || batch.isOver ? undefined : batch;
}

/** The query for whose batch the present code runs. What a user function has set going, a timer say, is nobody's once the batch is over. */
export const callingQuery = (): object | undefined => presentBatch()?.query;

/** Runs what a user function may have asked for: `interrupt` ends it when the query of its batch is stopped meanwhile. */
export async function endingWithQuery<T>(interrupt: () => void, run: () => Promise<T>): Promise<T> {
  const signal = presentBatch()?.signal;
  signal?.addEventListener("abort", interrupt);
  try {
    return await run();
  } finally {
    signal?.removeEventListener("abort", interrupt);
  }
}
