import { functionArgument, textArgument, wrongArgument } from "./arguments.ts";
import { UserFunctionCall } from "../plan/expression.ts";
import type { UserFunction } from "../plan/user-function.ts";
import { parseDataType } from "../types/ddl-parser.ts";
import type { TypeOf } from "../types/row-type.ts";
import { Column, expressionOf, namedColumn, type ColumnInput } from "./column.ts";
import type { Reads } from "./column-type.ts";
import type { Executor } from "./executor.ts";

type Argument = Column<any, any> | Exclude<ColumnInput, string> | string;

/** A function of one's own, called with columns: `double("x")`. */
export interface UserDefinedFunction<T = any> {
  <const A extends readonly Argument[]>(...args: A): Column<T, string, Reads<A[number]>>;
  /** What is called, and what it gives. */
  readonly definition: UserFunction;
}

/**
 * A function of one's own over columns. It is called once per row, with null for NULL, a bigint for BIGINT, a Timestamp for TIMESTAMP and so on, and
 * must give a value of `returnType` (a DDL name) or null. It must not be asynchronous, and the same arguments must give the same value: a batch
 * that is run again after a crash calls it again. An exception in it fails the query with FAILED_EXECUTE_UDF, which tells the arguments.
 *
 * @example
 * const double = udf((x: number | null) => (x === null ? null : x * 2), "DOUBLE");
 * await spark.range(3).select(double(col("id").cast("DOUBLE")).alias("twice")).show();
 */
export function udf<const S extends string>(
  evaluate: (...args: any[]) => unknown,
  returnType: S,
): UserDefinedFunction<TypeOf<S> | null> {
  functionArgument(evaluate, "udf", "function", 'Write udf((x) => x * 2, "DOUBLE").');
  const outputType = parseDataType(textArgument(returnType, "udf", "return type"));
  return callable({ name: evaluate.name || "udf", outputType, evaluate });
}

function callable(definition: UserFunction): UserDefinedFunction {
  const build = (...args: readonly Argument[]): Column =>
    new Column(
      UserFunctionCall.create({
        functionName: definition.name,
        deterministic: true,
        arguments: args.map((arg) =>
          typeof arg === "string" || arg instanceof Column ? namedColumn(arg).expression : expressionOf(arg as never),
        ),
        userFunction: definition,
      }),
    );
  return Object.assign(build, { definition }) as never;
}

const REGISTER_HINT = 'Write register("twice", (x) => x * 2, "DOUBLE").';

/** `spark.udf`: functions by name, for SQL. */
export class UdfRegistration {
  readonly #executor: Executor;
  constructor(executor: Executor) {
    this.#executor = executor;
  }

  /** Names a function for SQL text. Need not be awaited: whatever is executed later waits for it. */
  register(
    name: string,
    evaluate: ((...args: any[]) => unknown) | UserDefinedFunction,
    returnType?: string,
  ): Promise<void> {
    if (textArgument(name, "udf.register", "name") === "")
      throw wrongArgument("udf.register", "name", "a name", name, REGISTER_HINT);
    functionArgument(evaluate, "udf.register", "function", REGISTER_HINT);
    const definition = "definition" in evaluate ? evaluate.definition : undefined;
    if (definition !== undefined && returnType !== undefined)
      throw wrongArgument(
        "udf.register",
        "return type",
        "left out",
        returnType,
        "The function has its own from udf().",
      );
    const outputType =
      definition?.outputType ?? parseDataType(textArgument(returnType ?? "STRING", "udf.register", "return type"));
    const call = definition?.evaluate ?? (evaluate as UserFunction["evaluate"]);
    return this.#executor.registerFunction({ name, outputType, evaluate: call });
  }
}
