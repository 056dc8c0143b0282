/** Frames the user keeps with `cache()`: computed when first used, read from the kernel's memory from then on. */
import { columnName, schemaOf } from "../analysis/attributes.ts";
import type { Plan } from "../analysis/plan.ts";
import { identifier } from "../functions/kernel-type.ts";
import type { Relation } from "../plan/relation.ts";
import type { KernelTable } from "../types/kernel-table.ts";
import { withQuery, type BatchContext } from "./batch.ts";

type State = "wanted" | "computing" | KernelTable;

export class PersistedFrames {
  readonly #states = new Map<Relation, State>();
  readonly #context: BatchContext;

  constructor(context: BatchContext) {
    this.#context = context;
  }

  persist(relation: Relation): void {
    if (!this.#states.has(relation)) this.#states.set(relation, "wanted");
  }

  async unpersist(relation: Relation): Promise<void> {
    const state = this.#states.get(relation);
    this.#states.delete(relation);
    if (typeof state === "object")
      await this.#context.kernel.using((c) => c.run(`DROP TABLE IF EXISTS ${state.table}`));
  }

  async clear(): Promise<void> {
    for (const relation of this.#states.keys()) await this.unpersist(relation);
  }

  /** The kept rows of a frame; undefined when it is not kept, or is a stream. */
  async table(relation: Relation, resolve: () => Promise<Plan>): Promise<KernelTable | undefined> {
    const state = this.#states.get(relation);
    if (typeof state === "object") return state;
    if (state !== "wanted") return undefined;
    this.#states.set(relation, "computing");
    try {
      const plan = await resolve();
      if (plan.isStreaming) return undefined;
      const kept = await this.#compute(plan);
      this.#states.set(relation, kept);
      return kept;
    } finally {
      if (this.#states.get(relation) === "computing") this.#states.set(relation, "wanted");
    }
  }

  async #compute(plan: Plan): Promise<KernelTable> {
    const { kernel } = this.#context;
    const table = identifier(kernel.uniqueName("persisted"));
    await withQuery(plan, this.#context, (query, connection) =>
      connection.run(`CREATE TABLE ${table} AS ${query.sql}`),
    );
    return { table, columns: plan.output.map(columnName), schema: schemaOf(plan.output) };
  }
}
