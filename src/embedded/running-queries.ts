/** The queries of a session, those that have ended, and who listens to them. */
import type { QueryListener } from "../api/executor.ts";
import { messageOf, millraceError } from "../errors.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { callingQuery } from "../streaming/calling-query.ts";
import { Ending } from "../streaming/ending.ts";
import { Mutex } from "../streaming/mutex.ts";
import type { QueryEvents } from "../streaming/query-events.ts";
import type { QueryExecution } from "../streaming/query-execution.ts";

/** All that run in this process, whatever their session: a checkpoint has one run at a time. */
class ProcessQueries {
  readonly running = new Set<QueryExecution>();
  readonly #starts = new Map<string, Mutex>();

  /** Starts over one checkpoint go one after the other. */
  async startAlone<T>(checkpoint: string, start: () => Promise<T>): Promise<T> {
    const mutex = this.#starts.get(checkpoint) ?? new Mutex();
    this.#starts.set(checkpoint, mutex);
    try {
      return await mutex.run(start);
    } finally {
      if (mutex.isFree) this.#starts.delete(checkpoint);
    }
  }
}

const byRuntime = new WeakMap<Runtime, ProcessQueries>();

function processQueries(runtime: Runtime): ProcessQueries {
  let queries = byRuntime.get(runtime);
  if (queries === undefined) byRuntime.set(runtime, (queries = new ProcessQueries()));
  return queries;
}

export class RunningQueries {
  readonly #runtime: Runtime;
  readonly #everywhere: ProcessQueries;
  readonly #own = new Set<QueryExecution>();
  readonly #startingNames = new Set<string>();
  readonly #listeners = new Set<QueryListener>();
  /** The first query to end since the last reset, or the last that has broken since. */
  #ended: QueryExecution | undefined;
  #ending = new Ending();
  #stopListening: (() => void) | undefined;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
    this.#everywhere = processQueries(runtime);
  }

  get active(): readonly QueryExecution[] {
    return [...this.#own].filter((query) => query.isActive);
  }

  /** Runs `start` while the name is taken, so that no two queries get it; the query it gives is kept until it ends. */
  async start(name: string, start: () => Promise<QueryExecution>): Promise<QueryExecution> {
    this.#reserve(name);
    try {
      const query = await start();
      this.#keep(query);
      query.begin();
      return query;
    } finally {
      this.#startingNames.delete(name);
    }
  }

  /** Runs `open` as the only start over a checkpoint, when the run that had it is gone. */
  takeOver(checkpoint: string, stopsActive: boolean, open: () => Promise<QueryExecution>): Promise<QueryExecution> {
    return this.#everywhere.startAlone(checkpoint, async () => {
      for (const query of this.#everywhere.running) {
        if (!query.isActive || query.checkpointDirectory !== checkpoint) continue;
        if (!stopsActive)
          throw millraceError("CONCURRENT_QUERY", {
            queryId: query.identity.id,
            existingQueryRunId: query.identity.runId,
          });
        this.#runtime.process.warn(
          `millrace: the query ${named(query)} that was running on the checkpoint ${checkpoint} is stopped, since it is started again (spark.sql.streaming.stopActiveRunOnRestart). Two queries need a checkpoint each.`,
        );
        await query.stop();
      }
      const opened = await open();
      this.#everywhere.running.add(opened);
      void opened.finished.then(() => this.#everywhere.running.delete(opened));
      return opened;
    });
  }

  isRunning(runId: string): boolean {
    return [...this.#everywhere.running].some((query) => query.isActive && query.identity.runId === runId);
  }

  /** Tells of queries that would have ended by themselves: somebody may have forgotten to wait for them. */
  tellOfUnfinished(): void {
    for (const query of this.active)
      if (query.endsByItself)
        this.#runtime.process.warn(
          `millrace: the query ${named(query)} is stopped before it has read what was there. Await query.awaitTermination() before spark.stop().`,
        );
  }

  stopAll(): Promise<readonly PromiseSettledResult<void>[]> {
    return Promise.allSettled([...this.#own].map((query) => query.stop()));
  }

  /** True once a query has ended since the last reset; rejects with what broke it. */
  async awaitAny(timeoutMs: number | undefined): Promise<boolean> {
    // The batch would wait for its own end, or for that of others, which may wait for it.
    if (callingQuery() !== undefined) throw millraceError("WAIT_WITHIN_QUERY", { method: "awaitAnyTermination" });
    const isOver = await this.#ending.wait(this.#runtime.clock, timeoutMs);
    const error = isOver ? this.#ended?.observe() : undefined;
    if (error !== undefined) throw error;
    return isOver;
  }

  /** Forgets the queries that have ended. */
  reset(): void {
    this.#ended = undefined;
    // Who waits already goes on waiting for the next one.
    if (this.#ending.isReached) this.#ending = new Ending();
  }

  addListener(listener: QueryListener): void {
    this.#listeners.add(listener);
  }
  removeListener(listener: QueryListener): void {
    this.#listeners.delete(listener);
  }

  /** What a query of this session tells goes to every listener; one that fails is told of, and fails nothing. */
  readonly events: QueryEvents = {
    started: (event) => this.#tell((listener) => listener.onQueryStarted?.(event)),
    progress: (event) => this.#tell((listener) => listener.onQueryProgress?.(event)),
    idle: (event) => this.#tell((listener) => listener.onQueryIdle?.(event)),
    terminated: (event) => this.#tell((listener) => listener.onQueryTerminated?.(event)),
  };

  #tell(call: (listener: QueryListener) => void | Promise<void>): void {
    const warn = (error: unknown): void =>
      this.#runtime.process.warn(`millrace: a streaming query listener failed: ${messageOf(error)}`);
    for (const listener of this.#listeners) {
      try {
        Promise.resolve(call(listener)).catch(warn);
      } catch (error) {
        warn(error);
      }
    }
  }

  #reserve(name: string): void {
    if (name === "") return;
    const isTaken = this.active.some((query) => query.identity.name === name);
    if (isTaken || this.#startingNames.has(name)) throw millraceError("QUERY_NAME_IN_USE", { name });
    this.#startingNames.add(name);
  }

  #keep(query: QueryExecution): void {
    this.#own.add(query);
    this.#stopListening ??= this.#runtime.process.onInterrupt(async () => void (await this.stopAll()));
    void query.finished.then(() => {
      this.#own.delete(query);
      if (this.#own.size === 0) {
        this.#stopListening?.();
        this.#stopListening = undefined;
      }
      if (this.#ended === undefined || query.error !== undefined) this.#ended = query;
      this.#ending.reach();
    });
  }
}

const named = ({ identity: { id, name } }: QueryExecution): string => (name === null ? id : `"${name}" (${id})`);
