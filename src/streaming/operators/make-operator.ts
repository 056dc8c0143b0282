/** From a stateful node to the operator that runs it. */
import type { SqlSite } from "../../duckdb/expression-sql.ts";
import type { OperatorPlan } from "../../incremental/stream-plan.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { StateLog, type StateTable } from "../state/state-log.ts";
import { AggregateOperator } from "./aggregate.ts";
import { ChangesOperator } from "./changes.ts";
import { DeduplicateOperator } from "./deduplicate.ts";
import { JoinOperator } from "./join.ts";
import { LimitOperator } from "./limit.ts";
import type { StatefulOperator } from "./operator.ts";
import { SessionWindowOperator } from "./session-window.ts";

export interface OperatorPlace {
  readonly runtime: Runtime;
  /** Where the operator's state lies in the checkpoint. */
  readonly stateDirectory: string;
  /** What its tables' names begin with. */
  readonly tableName: string;
  readonly minBatchesToRetain: number;
  readonly site: SqlSite;
}

export function makeOperator(plan: OperatorPlan, place: OperatorPlace): StatefulOperator {
  const { runtime, stateDirectory, tableName, minBatchesToRetain, site } = place;
  const logIn =
    (directory: string) =>
    (table: StateTable): StateLog =>
      new StateLog(runtime, directory, table, minBatchesToRetain);
  const makeLog = logIn(stateDirectory);
  switch (plan.kind) {
    case "aggregate":
      return new AggregateOperator(plan, site, tableName, makeLog);
    case "session":
      return new SessionWindowOperator(plan, site, tableName, makeLog);
    case "deduplicate":
      return new DeduplicateOperator(plan, tableName, makeLog);
    case "changes":
      return new ChangesOperator(plan, tableName, makeLog);
    case "limit":
      return new LimitOperator(plan, tableName, makeLog);
    case "join":
      return new JoinOperator(plan, tableName, (table, side) => logIn(`${stateDirectory}/${side}`)(table));
  }
}
