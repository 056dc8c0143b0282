/** The user's functions inside the kernel, called a column at a time. */
import { DuckDBScalarFunction } from "@duckdb/node-api";
import { messageOf, millraceError } from "../errors.ts";
import type { UserFunction } from "../plan/user-function.ts";
import type { DataType } from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import type { Value } from "../types/row.ts";
import { valueMaker } from "../types/row.ts";
import { rawOf } from "../types/user-value.ts";
import { apiType, writer } from "./append.ts";
import { columnReader } from "./column-reader.ts";
import { markerOf } from "./kernel-error.ts";

/** The function for arguments of these types, under a name of its own. */
export function userScalarFunction(
  name: string,
  definition: UserFunction,
  types: readonly DataType[],
): DuckDBScalarFunction {
  const readers = types.map((type) => {
    const [read, make] = [columnReader(type), valueMaker(type)];
    return (value: Parameters<typeof read>[0]): Value => make(read(value));
  });
  const write = writer(definition.outputType);
  return DuckDBScalarFunction.create({
    name,
    parameterTypes: types.map(apiType),
    returnType: apiType(definition.outputType),
    // NULL is a value to the user's function.
    specialHandling: true,
    mainFunction: (info, input, output) => {
      const columns = types.map((_, i) => input.getColumnValues(i));
      try {
        for (let row = 0; row < input.rowCount; row++) {
          const args = columns.map((column, i) => readers[i]!(column[row] ?? null));
          output.setItem(row, write(called(definition, args)));
        }
        output.flush();
      } catch (error) {
        info.setError(markerOf(error));
      }
    },
  });
}

function called(
  definition: UserFunction,
  args: readonly Value[],
): (ReturnType<typeof rawOf> & NonNullable<unknown>) | null {
  const failed = (reason: string, cause?: unknown): Error =>
    millraceError(
      "FAILED_EXECUTE_UDF",
      {
        functionName: `\`${definition.name}\``,
        reason,
        signature: `(${args.map(shown).join(", ")})`,
        result: sqlTypeText(definition.outputType),
      },
      { cause },
    );
  let result: unknown;
  try {
    result = (definition.evaluate as (...values: readonly Value[]) => unknown)(...args);
  } catch (error) {
    throw failed(messageOf(error), error);
  }
  if (result instanceof Promise) throw failed("it gives a promise, and must give the value itself");
  const raw = rawOf(definition.outputType, result);
  if (raw === undefined) throw failed(`it gave ${shown(result)}`);
  return raw;
}

function shown(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}
