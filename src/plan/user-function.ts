/** A function of the user's program as the plan holds it. It cannot leave the process: plans with one have no JSON. */
import type { DataType } from "../types/data-type.ts";

export interface UserFunction {
  readonly name: string;
  readonly outputType: DataType;
  /** Called with the arguments' values, NULL as null; what it gives must fit `outputType`. */
  readonly evaluate: (...args: never[]) => unknown;
}
