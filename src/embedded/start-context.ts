import type { BatchContext } from "./batch.ts";
import type { SessionCatalog } from "./session-catalog.ts";

/** What a stream is started with beside its plan. */
export interface StartContext extends BatchContext {
  readonly catalog: SessionCatalog;
  /** Stops this session's run of a checkpoint, if there is one. */
  readonly stopActive: (checkpoint: string) => Promise<void>;
  readonly print: (text: string) => void;
}
