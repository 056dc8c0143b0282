/** The life of one streaming query: plan a batch, log it, run it, commit it; again, until stopped or broken. */
import { asBatchOf, callingQuery } from "./calling-query.ts";
import { millraceError, reasonOf } from "../errors.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { BatchRunner, type BatchResult, type BatchRunnerParts } from "./batch-runner.ts";
import type { BatchPlan, Checkpoint } from "./checkpoint/checkpoint.ts";
import { Ending } from "./ending.ts";
import { IdleWaiters } from "./idle-waiters.ts";
import { Mutex } from "./mutex.ts";
import { isoMs, progressOf, type QueryIdentity, type StreamingQueryProgress } from "./progress.ts";
import type { QueryEvents } from "./query-events.ts";
import { QueryFailure } from "./query-failure.ts";
import type { QuerySettings } from "./query-settings.ts";
import { recover, type Position } from "./recovery.ts";
import type { Offset } from "./source.ts";
import { checkStateMetadata, writeStateMetadata } from "./state/state-metadata.ts";
import { isUsersOwn } from "./user-error.ts";
import { nextTick, type Trigger } from "./trigger.ts";
import { WatermarkTracker } from "./watermark.ts";
import { inputWatermarks } from "./watermark-propagation.ts";

export interface QueryStatus {
  readonly message: string;
  readonly isDataAvailable: boolean;
  readonly isTriggerActive: boolean;
}

export interface QueryParts extends Omit<BatchRunnerParts, "signal"> {
  readonly identity: QueryIdentity;
  readonly trigger: Trigger;
  readonly checkpoint: Checkpoint;
  readonly settings: QuerySettings;
  readonly runtime: Runtime;
  readonly events: QueryEvents;
  /** Frees what belongs to the query alone. */
  readonly close: () => Promise<void>;
}

export class QueryExecution {
  readonly identity: QueryIdentity;
  readonly #parts: QueryParts;
  readonly #runner: BatchRunner;
  readonly #stopping = new AbortController();
  readonly #batches = new Mutex();
  readonly #progress: StreamingQueryProgress[] = [];
  readonly #begun = Promise.withResolvers<void>();
  readonly #finished: Promise<void>;
  readonly #ending = new Ending();
  readonly #idle = new IdleWaiters();
  #failure: QueryFailure | undefined;
  #active = true;
  #status: QueryStatus = { message: "Initializing sources", isDataAvailable: false, isTriggerActive: false };
  #position!: Position;
  #watermark!: WatermarkTracker;
  #conf: Readonly<Record<string, string>>;
  /** At a restart by what the checkpoint says, so that a crash changes no answer. (Spark forgets it then, until the next data.) */
  #wantsNoDataBatch = false;
  #stateRestored = false;
  #walCommitMs = 0;
  #lastTriggerMs: number | undefined;
  #lastIdleMs = Number.NEGATIVE_INFINITY;

  constructor(parts: QueryParts) {
    this.identity = parts.identity;
    this.#parts = parts;
    this.#conf = parts.settings.fixedConf;
    this.#runner = new BatchRunner({ ...parts, signal: this.#stopping.signal });
    this.#finished = this.#begun.promise
      .then(() => this.#live())
      .then(() => {
        this.#ending.reach();
        void this.#failure?.tellUnlessAwaited(parts.runtime);
      });
  }

  /** Sets the query going, once it can be found: whoever is told of it may ask for it. */
  begin(): void {
    const { id, runId, name } = this.identity;
    this.#parts.events.started({ id, runId, name, timestamp: isoMs(this.#parts.clock.now()) });
    this.#begun.resolve();
  }

  get checkpointDirectory(): string {
    return this.#parts.checkpoint.directory;
  }
  /** With what was there at its start. */
  get endsByItself(): boolean {
    return this.#parts.trigger.kind === "availableNow" || this.#parts.trigger.kind === "once";
  }
  get isActive(): boolean {
    return this.#active;
  }
  get error(): Error | undefined {
    return this.#failure?.error;
  }
  get status(): QueryStatus {
    return this.#status;
  }
  get recentProgress(): readonly StreamingQueryProgress[] {
    return this.#progress;
  }
  /** Resolves when the query has ended, in whatever way. */
  get finished(): Promise<void> {
    return this.#finished;
  }

  /** The error for somebody who will know of it from now on. */
  observe(): Error | undefined {
    return this.#failure?.observe();
  }

  /** Rejects with the query's error; false when `timeoutMs` went by first. */
  async awaitTermination(timeoutMs?: number): Promise<boolean> {
    this.#checkCaller("awaitTermination");
    const isOver = await this.#ending.wait(this.#parts.clock, timeoutMs);
    const error = isOver ? this.observe() : undefined;
    if (error !== undefined) throw error;
    return isOver;
  }

  /** Resolves once everything available when it was called has been processed, and what followed from it. */
  async processAllAvailable(): Promise<void> {
    this.#checkCaller("processAllAvailable");
    if (this.#active) await this.#idle.wait();
    const error = this.observe();
    if (error !== undefined) throw error;
  }

  /** The batch would wait for its own end. */
  #checkCaller(method: string): void {
    if (callingQuery() === this) throw millraceError("WAIT_WITHIN_QUERY", { method });
  }

  /** Interrupts the batch at work, of which nothing becomes visible, and waits until everything is free. */
  async stop(): Promise<void> {
    // One that has ended may still be giving back what it had.
    if (!this.#active) return this.#finished;
    this.#stopping.abort();
    this.#parts.connection.interrupt();
    // Called from within the query's own user function: the batch ends when that function returns.
    if (callingQuery() === this) return;
    const { stopTimeoutMs } = this.#parts.settings;
    // As in Spark: 0 is no limit.
    if (!(await this.#ending.wait(this.#parts.clock, stopTimeoutMs === 0 ? undefined : stopTimeoutMs)))
      throw millraceError("STREAM_STOP_TIMEOUT", {
        name: this.identity.name ?? this.identity.id,
        timeout: String(stopTimeoutMs),
      });
  }

  /** Runs `action` while no batch is at work and none begins. */
  betweenBatches<T>(action: () => Promise<T>): Promise<T> {
    return this.#batches.run(action);
  }

  async #live(): Promise<void> {
    try {
      await this.#initialise();
      await this.#loop();
      this.#status = { message: "Stopped", isDataAvailable: false, isTriggerActive: false };
    } catch (error) {
      if (!this.#stopping.signal.aborted || isUsersOwn(error)) this.#fail(error);
      else this.#status = { message: "Stopped", isDataAvailable: false, isTriggerActive: false };
    }
    this.#active = false;
    await this.#free();
    this.#idle.releaseAll();
    const { id, runId } = this.identity;
    this.#parts.events.terminated({
      id,
      runId,
      exception: this.#failure?.error.message ?? null,
      errorClassOnException: this.#failure?.condition ?? null,
    });
  }

  #fail(cause: unknown): void {
    const position = this.#position as Position | undefined;
    const when =
      position === undefined
        ? "before its first batch"
        : `${this.#status.isTriggerActive ? "in" : "before"} batch ${position.batchId}`;
    this.#failure = new QueryFailure(this.identity, when, cause);
    const message = `Terminated with exception: ${reasonOf(cause)}`;
    this.#status = { message, isDataAvailable: false, isTriggerActive: false };
  }

  async #free(): Promise<void> {
    for (const source of this.#parts.sources) await source.stop().catch(() => undefined);
    await this.#parts.close().catch(() => undefined);
  }

  async #initialise(): Promise<void> {
    const { checkpoint, sources, settings, streamPlan, sink } = this.#parts;
    const recovered = await recover(checkpoint, sources.length, settings.fixedConf);
    this.#position = recovered.position;
    this.#conf = recovered.conf;
    const policy = this.#conf["spark.sql.streaming.multipleWatermarkPolicy"]?.toLowerCase() === "max" ? "max" : "min";
    this.#watermark = new WatermarkTracker(
      streamPlan.watermarks.map(([first]) => Number(first!.delay / 1000n)),
      policy,
      recovered.watermarkMs,
      recovered.inputWatermarksMs,
    );
    const { batchId, planned, evictionWatermark } = this.#position;
    if (batchId > 0 && planned === undefined) this.#wantsNoDataBatch = this.#noDataBatchWanted(evictionWatermark);
    await sink.recover(batchId, planned !== undefined);
  }

  /** Before the first batch of this run, not at start: as in Spark, a query whose state does not fit fails when it has something to do. */
  async #restoreState(): Promise<void> {
    if (this.#stateRestored) return;
    const { checkpoint, operators, connection, runtime } = this.#parts;
    const version = this.#position.batchId;
    if (version > 0) await checkStateMetadata(runtime.files, operators, `${checkpoint.directory}/state`);
    for (const operator of operators) {
      await operator.restore(connection, version);
      if (version > 0) continue;
      await writeStateMetadata(
        runtime.files,
        checkpoint.stateDirectory(operator.id),
        operator,
        Number(this.#conf["spark.sql.shuffle.partitions"] ?? 200),
      );
    }
    this.#stateRestored = true;
  }

  async #loop(): Promise<void> {
    const { trigger, clock, settings, sources } = this.#parts;
    const { signal } = this.#stopping;
    if (trigger.kind === "once") for (const source of sources) await source.settle?.(signal);
    if (trigger.kind === "availableNow") for (const source of sources) await source.prepareForAvailableNow(signal);
    for (;;) {
      if (signal.aborted) return;
      const look = this.#idle.beginLook();
      const began = clock.monotonic();
      const ran = await this.#batches.run(() => this.#trigger());
      if (signal.aborted) return;
      if (trigger.kind === "once") return;
      if (!ran && !sources.some((source) => source.isWaiting === true)) this.#idle.foundNothing(look);
      if (trigger.kind === "availableNow") {
        if (!ran) return;
        continue;
      }
      this.#status = {
        ...this.#status,
        message: ran ? "Waiting for next trigger" : "Waiting for data to arrive",
        isTriggerActive: false,
      };
      if (trigger.intervalMs > 0) await clock.sleep(nextTick(clock.now(), trigger.intervalMs) - clock.now(), signal);
      else if (!ran) {
        // Where looking takes long, it is done less often: an idle query leaves most of the processor to others.
        const lookedMs = clock.monotonic() - began;
        await clock.sleep(Math.max(settings.pollingDelayMs, IDLE_SHARE * lookedMs), signal);
      }
    }
  }

  /** One trigger: a batch if there is reason for one. */
  async #trigger(): Promise<boolean> {
    const { clock } = this.#parts;
    const began = clock.now();
    const started = clock.monotonic();
    this.#status = { message: "Getting offsets", isDataAvailable: this.#status.isDataAvailable, isTriggerActive: true };
    const plan = await this.#plan();
    if (plan === undefined) {
      this.#tellIdle(began);
      this.#status = { message: "Waiting for data to arrive", isDataAvailable: false, isTriggerActive: false };
      return false;
    }
    const { fault, redefinesWatermark } = this.#parts.streamPlan;
    if (fault !== undefined) throw fault;
    if (redefinesWatermark && plan.watermarkMs > 0) throw millraceError("WATERMARK_REDEFINED");
    await this.#restoreState();
    const planned = clock.monotonic();
    this.#status = { message: "Processing new data", isDataAvailable: true, isTriggerActive: true };
    const result = await asBatchOf(this, this.#stopping.signal, () =>
      this.#runner.run({
        plan,
        from: this.#position.committed,
        lateWatermark: this.#position.evictionWatermark,
      }),
    );
    const executed = clock.monotonic();
    await this.#commit(plan, result);
    this.#report(plan, result, began, {
      latestOffset: Math.max(0, Math.round(planned - started) - this.#walCommitMs),
      walCommit: this.#walCommitMs,
      commitOffsets: Math.round(clock.monotonic() - executed),
      triggerExecution: Math.round(clock.monotonic() - started),
    });
    this.#position = {
      batchId: plan.batchId + 1,
      committed: plan.offsets,
      evictionWatermark: plan.watermarkMs,
      planned: undefined,
    };
    return true;
  }

  /** Idle for some time, or for the first time since the last batch. */
  #tellIdle(now: number): void {
    if (now - this.#lastIdleMs < this.#parts.settings.idleIntervalMs) return;
    this.#lastIdleMs = now;
    const { id, runId } = this.identity;
    this.#parts.events.idle({ id, runId, timestamp: isoMs(now) });
  }

  /** The next batch, logged; the one a crash interrupted, as it was; or none. */
  async #plan(): Promise<BatchPlan | undefined> {
    const { checkpoint, clock, sources, settings, trigger } = this.#parts;
    if (this.#position.planned !== undefined) return this.#position.planned;
    const { batchId, committed } = this.#position;
    const offsets: (Offset | undefined)[] = [];
    for (const [i, source] of sources.entries())
      offsets.push(await source.latestOffset(committed[i], trigger.kind !== "once"));
    const hasData = offsets.some((offset, i) => offset !== committed[i]);
    if (!hasData && !(this.#wantsNoDataBatch && settings.noDataBatches && trigger.kind !== "once")) return undefined;
    const plan: BatchPlan = {
      batchId,
      watermarkMs: this.#watermark.current,
      timestampMs: clock.now(),
      conf: this.#conf,
      offsets,
    };
    const logged = clock.monotonic();
    await this.#parts.holdsCheckpoint();
    await checkpoint.writeBatch(plan);
    this.#walCommitMs = Math.round(clock.monotonic() - logged);
    for (const [i, source] of sources.entries()) {
      const offset = committed[i];
      if (offset !== undefined) await source.commit(offset);
    }
    return plan;
  }

  async #commit(plan: BatchPlan, result: BatchResult): Promise<void> {
    const { checkpoint, streamPlan, settings, holdsCheckpoint } = this.#parts;
    this.#watermark.advance(result.eventTime);
    await holdsCheckpoint();
    if (streamPlan.watermarks.length > 1) await checkpoint.writeWatermarks(plan.batchId, this.#watermark.inputs);
    await checkpoint.writeCommit(plan.batchId, this.#watermark.current);
    if (plan.batchId % PURGE_INTERVAL === 0) await checkpoint.purge(plan.batchId, settings.minBatchesToRetain);
    this.#wantsNoDataBatch = this.#noDataBatchWanted(plan.watermarkMs);
  }

  #noDataBatchWanted(evictionWatermark: number): boolean {
    const { operators, mode, streamPlan } = this.#parts;
    const now = inputWatermarks(streamPlan.operators, operators, this.#watermark.current);
    const evicted = inputWatermarks(streamPlan.operators, operators, evictionWatermark);
    return operators.some((operator, i) => operator.wantsBatch(now[i]!, { evictionWatermark: evicted[i]!, mode }));
  }

  #report(plan: BatchPlan, result: BatchResult, began: number, durations: Readonly<Record<string, number>>): void {
    const { sources, sink, streamPlan, settings, clock, events } = this.#parts;
    // None for the first trigger.
    const sinceLastMs = this.#lastTriggerMs === undefined ? Number.POSITIVE_INFINITY : began - this.#lastTriggerMs;
    this.#lastTriggerMs = began;
    const progress = progressOf({
      identity: this.identity,
      plan,
      result,
      from: this.#position.committed,
      began,
      sinceLastMs,
      durations,
      hasWatermark: streamPlan.watermarks.length > 0,
      sources,
      sink,
    });
    this.#progress.push(progress);
    if (this.#progress.length > settings.progressRetention) this.#progress.shift();
    this.#lastIdleMs = clock.now();
    events.progress({ progress });
  }
}

/** How much longer than a look at the sources the pause before the next one is, at least. */
const IDLE_SHARE = 4;

/** Batches between two looks at what may be forgotten. */
const PURGE_INTERVAL = 10;
