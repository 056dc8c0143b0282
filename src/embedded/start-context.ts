import type { BatchContext } from "./batch.ts";
import type { RunningQueries } from "./running-queries.ts";
import type { SessionCatalog } from "./session-catalog.ts";

/** What a stream is started with beside its plan. */
export interface StartContext extends BatchContext {
  readonly catalog: SessionCatalog;
  readonly queries: RunningQueries;
  readonly print: (text: string) => void;
}
