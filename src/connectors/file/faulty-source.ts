import type { Source } from "../../streaming/source.ts";
import type { StructType } from "../../types/data-type.ts";

/** A source whose options are wrong: as in Spark the query starts, and its first batch says so. */
export class FaultySource implements Source {
  readonly schema: StructType;
  readonly #fault: Error;

  constructor(schema: StructType, fault: Error) {
    this.schema = schema;
    this.#fault = fault;
  }

  async latestOffset(): Promise<never> {
    throw this.#fault;
  }
  async prepareForAvailableNow(): Promise<void> {}
  async read(): Promise<never> {
    throw this.#fault;
  }
  async commit(): Promise<void> {}
  describe(): string {
    return "a source that cannot be read";
  }
  metrics(): Readonly<Record<string, string>> {
    return {};
  }
  async stop(): Promise<void> {}
}
