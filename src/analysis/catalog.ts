import type { Dialect } from "../functions/function.ts";
import type { DataSource, Relation } from "../plan/relation.ts";
import type { KernelTable } from "../types/kernel-table.ts";
import type { UserFunction } from "../plan/user-function.ts";
import type { DataType } from "../types/data-type.ts";
import type { Plan } from "./plan.ts";
import type { View } from "./views.ts";
import type { ReadRequest } from "../types/read-request.ts";

/** What names stand for. Implemented by the session. */
export interface Catalog {
  /** A temporary view, by its name in any case. */
  view(name: string): View | undefined;
  /** A table by name, as something to read; undefined when there is none. */
  table(name: string): Promise<ReadRequest | KernelTable | undefined>;
  /** Every name that a view or a table has. */
  names(): Promise<readonly string[]>;
  /** The kept rows of a frame that the user has asked to cache; `resolve` gives its plan when they must be computed. */
  persisted(relation: Relation, resolve: () => Promise<Plan>): Promise<KernelTable | undefined>;
  /** What an SQL text that is a command has answered; undefined for queries. */
  commandResult(relation: Relation): Relation | undefined;
  /** A function the user has registered, by its name in any case. */
  userFunction(name: string): UserFunction | undefined;
  /** The kernel's name for a user's function over arguments of these types. */
  kernelFunction(definition: UserFunction, types: readonly DataType[]): string;
  /** A relation the executor keeps under an id. */
  cached(relationId: string): KernelTable | undefined;
  /** Checks format and options and finds the schema; `isStreaming` for readStream. */
  source(dataSource: DataSource, isStreaming: boolean): Promise<ReadRequest>;
}

/** The settings that decide what a plan means. */
export type AnalysisSettings = Dialect;
