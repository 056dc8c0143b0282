import type { QueryHandle } from "../api/executor.ts";
import type { QueryExecution } from "../streaming/query-execution.ts";

/** Query executions as the interface shows them: always by the same handle. */
export class QueryHandles {
  readonly #handles = new WeakMap<QueryExecution, QueryHandle>();

  /** `explained` is told once, when the query starts. */
  of(query: QueryExecution, explained = ""): QueryHandle {
    let handle = this.#handles.get(query);
    if (handle === undefined) this.#handles.set(query, (handle = handleOf(query, explained)));
    return handle;
  }
}

function handleOf(query: QueryExecution, explained: string): QueryHandle {
  return {
    ...query.identity,
    explained,
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
