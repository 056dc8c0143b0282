import type { QueryHandle } from "../api/executor.ts";
import type { QueryExecution } from "../streaming/query-execution.ts";

/** A query execution as the interface shows it. */
export function handleOf(query: QueryExecution): QueryHandle {
  return {
    ...query.identity,
    isActive: async () => query.isActive,
    status: async () => query.status,
    recentProgress: async () => query.recentProgress,
    exception: async () => query.observe() ?? null,
    awaitTermination: (timeoutMs) => query.awaitTermination(timeoutMs),
    processAllAvailable: () => query.processAllAvailable(),
    stop: () => query.stop(),
    betweenBatches: (action) => query.betweenBatches(action),
  };
}
