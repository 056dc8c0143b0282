/** What broke a query, and whether anybody knows of it. */
import { isMillraceError, messageOf, millraceError, reasonOf } from "../errors.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { QueryIdentity } from "./progress.ts";

export class QueryFailure {
  readonly error: Error;
  /** Apart, since the process keeps it to its end, and should keep nothing else of the query. */
  readonly #outcome = { isObserved: false };

  /** `when`: where in the query's life, as "in batch 3". */
  constructor({ id, runId, name }: QueryIdentity, when: string, cause: unknown) {
    const query = `${name === null ? "" : `"${name}" `}[id = ${id}, runId = ${runId}]`;
    this.error = millraceError("STREAM_FAILED", { query, id, runId, when, message: reasonOf(cause) }, { cause });
  }

  /** The condition of what went wrong, where it has one. */
  get condition(): string | null {
    return isMillraceError(this.error.cause) ? this.error.cause.condition : null;
  }

  /** The error for somebody who will know of it from now on. */
  observe(): Error {
    this.#outcome.isObserved = true;
    return this.error;
  }

  /** At once, since a program may live long, or be ended by a signal; but not before those who wait have heard of it. */
  async tellUnlessAwaited({ process, clock }: Runtime): Promise<void> {
    const outcome = this.#outcome;
    process.beforeExit(() => {
      if (!outcome.isObserved) process.fail();
    });
    await clock.breathe();
    if (!outcome.isObserved) process.warn(`millrace: an error nobody awaited: ${messageOf(this.error)}`);
  }
}
