/** What a query tells of its life, by Spark's names; whoever listens must not hold it up. */
import type { StreamingQueryProgress } from "./progress.ts";

export interface QueryStarted {
  readonly id: string;
  readonly runId: string;
  readonly name: string | null;
  /** ISO text in UTC. */
  readonly timestamp: string;
}

export interface QueryIdle {
  readonly id: string;
  readonly runId: string;
  readonly timestamp: string;
}

export interface QueryTerminated {
  readonly id: string;
  readonly runId: string;
  /** What broke the query; null for one that was stopped or came to its end. */
  readonly exception: string | null;
  readonly errorClassOnException: string | null;
}

export interface QueryEvents {
  started(event: QueryStarted): void;
  progress(event: { readonly progress: StreamingQueryProgress }): void;
  /** Now and then while there is nothing to do. */
  idle(event: QueryIdle): void;
  terminated(event: QueryTerminated): void;
}
