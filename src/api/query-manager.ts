import { functionArgument, objectArgument, patience, unknownName, wrongArgument } from "./arguments.ts";
import { nearestName } from "../types/nearest-name.ts";
import type { Executor, QueryListener } from "./executor.ts";
import { StreamingQuery, type QueryProgress } from "./query.ts";

/** What may be listened to, each method if it is there: a query starts, has run a batch, has nothing to do, has ended. */
export interface StreamingQueryListener extends Omit<QueryListener, "onQueryProgress"> {
  onQueryProgress?(event: { readonly progress: QueryProgress }): void | Promise<void>;
}

const METHODS = ["onQueryStarted", "onQueryProgress", "onQueryIdle", "onQueryTerminated"] as const;

const isMethod = (name: string): boolean => (METHODS as readonly string[]).includes(name);

/** The method that is meant by a name like it, also where the word Query is missing. Two slips are as far as it goes: a listener has methods of its own. */
const nearestMethod = (name: string): string | undefined =>
  nearestName(name.replace(/^on(?!query)/i, "onQuery"), METHODS, 2);

/** The names of a listener's functions, of its own and of its classes. */
function methodsOf(listener: object): readonly string[] {
  const names: string[] = [];
  for (let each = listener; each !== Object.prototype && each !== null; each = Object.getPrototypeOf(each) as object)
    names.push(...Object.getOwnPropertyNames(each));
  return names.filter((name) => name !== "constructor");
}

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
    const names = methodsOf(listener);
    const misspelt = names.find((name) => !isMethod(name) && nearestMethod(name) !== undefined);
    const expected = `one of ${METHODS.join(", ")}`;
    const hint = "Write addListener({ onQueryProgress: ({ progress }) => {...} }).";
    if (misspelt !== undefined)
      throw unknownName("addListener", misspelt, expected, `Did you mean '${nearestMethod(misspelt)}'?`, hint);
    if (!METHODS.some((name) => listener[name] !== undefined))
      throw wrongArgument("addListener", "listener", `an object with ${expected}`, listener, hint);
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
