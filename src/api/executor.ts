/** What runs plans. The embedded engine is one, a remote Spark will be another; nothing in this folder knows which. */
import type { Command, WriteStreamOperationStart } from "../plan/command.ts";
import type { Relation, SQL } from "../plan/relation.ts";
import type { UserFunction } from "../plan/user-function.ts";
import type { LocalRows } from "../types/local-rows.ts";
import type { StructType } from "../types/data-type.ts";
import type { RawColumns } from "../types/raw-value.ts";
import type { Terminal } from "../runtime/runtime.ts";

export interface Analysed {
  readonly schema: StructType;
  readonly isStreaming: boolean;
  /** A stream with an aggregation, whose whole result can be shown after every batch. */
  readonly hasCompleteMode: boolean;
  readonly explained: string;
}
export interface Collected {
  readonly schema: StructType;
  readonly rows: RawColumns;
}

/** The user's functions a stream may call; batches arrive as the id of a relation the executor keeps meanwhile. */
export interface StreamFunctions {
  readonly foreachBatch?: (relationId: string, batchId: number) => Promise<void>;
  readonly foreach?: (batchId: number, schema: StructType, rows: AsyncIterable<RawColumns>) => Promise<void>;
}

/** Told of the queries' lives. Times are ISO text in UTC; what a listener throws is printed and changes nothing. */
export interface QueryListener {
  onQueryStarted?(event: {
    readonly id: string;
    readonly runId: string;
    readonly name: string | null;
    readonly timestamp: string;
  }): void | Promise<void>;
  /** After every batch. */
  onQueryProgress?(event: { readonly progress: object }): void | Promise<void>;
  /** Every ten seconds while there is nothing to do (spark.sql.streaming.noDataProgressEventInterval). */
  onQueryIdle?(event: {
    readonly id: string;
    readonly runId: string;
    readonly timestamp: string;
  }): void | Promise<void>;
  /** `exception` is null for a query that was stopped or came to its end. */
  onQueryTerminated?(event: {
    readonly id: string;
    readonly runId: string;
    readonly exception: string | null;
    readonly errorClassOnException: string | null;
  }): void | Promise<void>;
}

/** One running query, as the executor tells it. */
export interface QueryHandle {
  /** The plan it runs, as text. */
  readonly explained: string;
  readonly id: string;
  readonly runId: string;
  readonly name: string | null;
  isActive(): Promise<boolean>;
  status(): Promise<{ readonly message: string; readonly isDataAvailable: boolean; readonly isTriggerActive: boolean }>;
  recentProgress(): Promise<readonly object[]>;
  exception(): Promise<Error | null>;
  awaitTermination(timeoutMs?: number): Promise<boolean>;
  processAllAvailable(): Promise<void>;
  stop(): Promise<void>;
  /** Embedded only: runs `action` while no batch is at work. */
  betweenBatches<T>(action: () => Promise<T>): Promise<T>;
}

export interface TableInfo {
  readonly name: string;
  readonly isTemporary: boolean;
}

export interface Executor {
  analyse(relation: Relation): Promise<Analysed>;
  collect(relation: Relation): Promise<Collected>;
  /** The rows piece by piece, in bounded memory. */
  stream(relation: Relation): AsyncIterable<Collected>;
  /** Commands run in call order; every later execution waits for them. */
  execute(command: Exclude<Command, WriteStreamOperationStart>): Promise<void>;
  start(command: WriteStreamOperationStart, functions: StreamFunctions): Promise<QueryHandle>;
  /** A stream that the program feeds: what to read, and how to add to it. */
  memoryStream(schema: StructType): Promise<{ readonly relation: Relation; add(rows: LocalRows): void }>;
  setConf(key: string, value: string): Promise<void>;
  unsetConf(key: string): Promise<void>;
  /** Undefined when it was never set and has no default. */
  getConf(key: string): Promise<string | undefined>;
  activeQueries(): Promise<readonly QueryHandle[]>;
  awaitAnyTermination(timeoutMs?: number): Promise<boolean>;
  resetTerminated(): void;
  addListener(listener: QueryListener): void;
  removeListener(listener: QueryListener): void;
  /** Keeps the rows of a batch relation from its first use on; every plan that holds it reads them. */
  persist(relation: Relation): void;
  unpersist(relation: Relation): Promise<void>;
  /** The temporary views and tables of the session. */
  listTables(): Promise<readonly TableInfo[]>;
  /** False when there was none. */
  dropTempView(name: string): Promise<boolean>;
  clearCache(): Promise<void>;
  functionNames(): Promise<readonly string[]>;
  /** Told of every SQL text: one that is a command runs now, in call order, and its frame holds what it answers. */
  runSql(relation: SQL): void;
  /** Waits for commands that the calling function has begun and not awaited; rejects with what they failed with. */
  settled(): Promise<void>;
  /** Keeps the error of what nobody awaits, as a command's: the next execution rejects with it. */
  follow<T>(run: Promise<T>): Promise<T>;
  /** Where what `print` writes is watched. */
  readonly terminal?: Terminal | undefined;
  /** Lets SQL call a function of the program by its name. */
  registerFunction(definition: UserFunction): Promise<void>;
  print(text: string): void;
  stop(): Promise<void>;
}
