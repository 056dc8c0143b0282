import { AsyncLocalStorage } from "node:async_hooks";

interface Batch {
  readonly query: object;
  isOver: boolean;
}

const present = new AsyncLocalStorage<Batch>();

/** Runs a batch of the query: what its user functions do until it is over is done for it. */
export async function asBatchOf<T>(query: object, run: () => Promise<T>): Promise<T> {
  const batch: Batch = { query, isOver: false };
  try {
    return await present.run(batch, run);
  } finally {
    batch.isOver = true;
  }
}

/** The query for whose batch the present code runs. What a user function has set going, a timer say, is nobody's once the batch is over. */
export function callingQuery(): object | undefined {
  const batch = present.getStore();
  return batch === undefined || batch.isOver ? undefined : batch.query;
}
