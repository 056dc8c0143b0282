import { columnName, schemaOf } from "../analysis/attributes.ts";
import { inputsOf, withInputs, type Plan } from "../analysis/plan.ts";
import type { KernelConnection } from "../duckdb/connection.ts";
import { holdRows, isLong, type HeldRows } from "../duckdb/relation.ts";

/** The plan with tables of the connection in the place of long lists of rows; what has to be dropped later is added to `held`. */
export async function withLongRowsHeld(
  plan: Plan,
  connection: KernelConnection,
  newTable: () => string,
  held: HeldRows[],
): Promise<Plan> {
  if (plan.kind === "local" && isLong(plan.rows)) {
    const columns = plan.output.map(columnName);
    const rows = await holdRows(connection, newTable(), plan.rows, schemaOf(plan.output), columns);
    held.push(rows);
    return { kind: "table", table: `(${rows.sql})`, columns, output: plan.output, isStreaming: false };
  }
  if (inputsOf(plan).length === 0) return plan;
  const inputs: Plan[] = [];
  for (const input of inputsOf(plan)) inputs.push(await withLongRowsHeld(input, connection, newTable, held));
  return withInputs(plan, inputs);
}
