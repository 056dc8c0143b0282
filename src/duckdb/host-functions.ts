import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  INTEGER,
  VARCHAR,
  DuckDBScalarFunction,
  type DuckDBConnection,
  type DuckDBType,
} from "@duckdb/node-api";
import type { HostFunction, HostType, HostValue } from "../functions/host/host-function.ts";
import { markerOf } from "./kernel-error.ts";

const TYPES: Record<HostType, DuckDBType> = { VARCHAR, BIGINT, INTEGER, DOUBLE, BOOLEAN };

/** Makes host functions callable from the SQL of every connection of the instance. */
export function registerHostFunctions(connection: DuckDBConnection, functions: readonly HostFunction[]): void {
  for (const definition of functions) connection.registerScalarFunction(scalarFunction(definition));
}

function scalarFunction(definition: HostFunction): DuckDBScalarFunction {
  const call = definition.call as (...args: HostValue[]) => HostValue | undefined;
  return DuckDBScalarFunction.create({
    name: definition.name,
    parameterTypes: definition.parameters.map((type) => TYPES[type]),
    returnType: TYPES[definition.result],
    // Without it the kernel skips rows with a NULL argument itself, and some functions give a value there.
    specialHandling: true,
    mainFunction: (info, input, output) => {
      const columns = definition.parameters.map((_, i) => input.getColumnValues(i) as HostValue[]);
      try {
        for (let row = 0; row < input.rowCount; row++) {
          const args = columns.map((column) => column[row] ?? null);
          const value = !definition.takesNull && args.includes(null) ? null : call(...args);
          output.setItem(row, value ?? null);
        }
        output.flush();
      } catch (error) {
        info.setError(markerOf(error));
      }
    },
  });
}
