import type { StreamingQuery } from "../api/query.ts";

/** Runs `action` while no micro-batch of the query is at work and none begins: what it adds to a source is seen all at once. */
export function betweenBatches<T>(query: StreamingQuery, action: () => Promise<T>): Promise<T> {
  return query.handle.betweenBatches(action);
}
