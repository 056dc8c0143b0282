/**
 * A function that runs in the host, called by the kernel a column at a time: where the kernel has nothing with Spark's meaning. It blocks the
 * thread while it runs, so whatever is common is kernel SQL and only the rest comes here.
 */
export type HostType = "VARCHAR" | "BIGINT" | "INTEGER" | "DOUBLE" | "BOOLEAN";
export type HostValue = string | bigint | number | boolean | null;

export interface HostFunction {
  readonly name: string;
  readonly parameters: readonly HostType[];
  readonly result: HostType;
  /** Called with values of the parameters' types; any may be NULL when `takesNull`. */
  readonly call: (...args: never[]) => HostValue | undefined;
  readonly takesNull: boolean;
}

export function host(
  name: string,
  parameters: readonly HostType[],
  result: HostType,
  call: HostFunction["call"],
  takesNull = false,
): HostFunction {
  return Object.freeze({ name, parameters, result, call, takesNull });
}
