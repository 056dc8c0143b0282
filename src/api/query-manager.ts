import { functionArgument, objectArgument, patience } from "./arguments.ts";
import type { Executor, QueryListener } from "./executor.ts";
import { StreamingQuery, type QueryProgress } from "./query.ts";

/** What may be listened to, each method if it is there: a query starts, has run a batch, has nothing to do, has ended. */
export interface StreamingQueryListener extends Omit<QueryListener, "onQueryProgress"> {
  onQueryProgress?(event: { readonly progress: QueryProgress }): void | Promise<void>;
}

const METHODS = ["onQueryStarted", "onQueryProgress", "onQueryIdle", "onQueryTerminated"] as const;

/**
 * The session's running queries: `spark.streams`.
 *
 * @example
 * spark.streams.addListener({ onQueryProgress: ({ progress }) => console.log(progress.batchId, progress.numInputRows) });
 * for (const query of await spark.streams.active()) console.log(query.name, await query.status());
 */
export class StreamingQueryManager {
  readonly #executor: Executor;
  readonly #listeners = new Set<StreamingQueryListener>();

  constructor(executor: Executor) {
    this.#executor = executor;
  }

  async active(): Promise<readonly StreamingQuery[]> {
    return (await this.#executor.activeQueries()).map((handle) => new StreamingQuery(handle, this.#executor));
  }
  /** The running query of this id, or null. */
  async get(id: string): Promise<StreamingQuery | null> {
    return (await this.active()).find((query) => query.id === id) ?? null;
  }
  /**
   * True once any query of the session has ended, be it before the call, or false when `timeoutMs` went by first; rejects with STREAM_FAILED when
   * a query broke. What ended before `resetTerminated()` does not count.
   */
  async awaitAnyTermination(timeoutMs?: number): Promise<boolean> {
    return this.#executor.awaitAnyTermination(patience(timeoutMs, "awaitAnyTermination"));
  }
  /** Forgets the queries that have ended, so that `awaitAnyTermination` waits for the next. */
  resetTerminated(): void {
    this.#executor.resetTerminated();
  }

  /** Calls the listener for every query of the session. `onQueryStarted` has been called when `start()` resolves. */
  addListener(listener: StreamingQueryListener): void {
    objectArgument(listener, "addListener", "listener");
    for (const name of METHODS) {
      if (listener[name] === undefined) continue;
      functionArgument(listener[name], "addListener", name, `Give a function: { ${name}: (event) => {...} }.`);
    }
    this.#listeners.add(listener);
    this.#executor.addListener(listener);
  }
  removeListener(listener: StreamingQueryListener): void {
    this.#listeners.delete(listener);
    this.#executor.removeListener(listener);
  }
  listListeners(): readonly StreamingQueryListener[] {
    return [...this.#listeners];
  }
}
