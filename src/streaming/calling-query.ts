import { AsyncLocalStorage } from "node:async_hooks";
import { millraceError } from "../errors.ts";

interface Batch {
  readonly query: object;
  /** Aborted when the query is stopped. */
  readonly signal: AbortSignal;
  /** Something it asked for was ended by the stop: whatever became of the rest, the batch has not done what it should. */
  isCut: boolean;
  isOver: boolean;
}

const present = new AsyncLocalStorage<Batch>();

/** Runs a batch of the query: what its user functions do until it is over is done for it. */
export async function asBatchOf<T>(query: object, signal: AbortSignal, run: () => Promise<T>): Promise<T> {
  const batch: Batch = { query, signal, isCut: false, isOver: false };
  try {
    const result = await present.run(batch, run);
    // A function that caught the error has gone on as if nothing were: the batch must come again.
    if (batch.isCut) throw millraceError("OPERATION_CANCELED");
    return result;
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
  const batch = presentBatch();
  if (batch === undefined) return run();
  const cut = (): void => {
    batch.isCut = true;
    interrupt();
  };
  batch.signal.addEventListener("abort", cut);
  try {
    return await run();
  } finally {
    batch.signal.removeEventListener("abort", cut);
  }
}
