import { field, struct, type DataType, type StructType } from "../types/data-type.ts";
import type { Attribute, Expr, Named } from "./expression.ts";
import { reference } from "./expression.ts";

let nextId = 1;

export function newAttribute(
  name: string,
  dataType: DataType,
  nullable: boolean,
  extra: Pick<Attribute, "qualifier" | "delay" | "isSession" | "isHidden"> = {},
): Attribute {
  return { id: nextId++, name, dataType, nullable, ...extra };
}

export function attributesOf(schema: StructType, qualifier?: string): readonly Attribute[] {
  return schema.fields.map((f) =>
    newAttribute(f.name, f.dataType, f.nullable, qualifier === undefined ? {} : { qualifier }),
  );
}

export function schemaOf(attributes: readonly Attribute[]): StructType {
  return struct(attributes.map((a) => field(a.name, a.dataType, a.nullable)));
}

/** A column passed on as it is. */
export const passed = (attribute: Attribute): Named => ({ expr: reference(attribute), attribute });

/** The watermark's delay of an expression that is event time still: the column itself, or its window's last instant. */
export function delayOf(expr: Expr): bigint | undefined {
  if (expr.kind === "attribute") return expr.attribute.delay;
  return expr.kind === "call" && expr.function.name === "window_time" ? delayOf(expr.args[0]!) : undefined;
}

/** The column of event time, if there is one. */
export function eventTimeOf(output: readonly Attribute[]): Attribute | undefined {
  return output.find((attribute) => attribute.delay !== undefined);
}

/** Every column of event time, each once. */
export function eventTimesOf(output: readonly Attribute[]): readonly Attribute[] {
  return [...new Map(output.filter(({ delay }) => delay !== undefined).map((a) => [a.id, a])).values()];
}

/** An expression under a name; event time stays event time when a column is only renamed. */
export function namedAs(expr: Expr, name: string): Named {
  const delay = delayOf(expr);
  const isSession = expr.kind === "attribute" && expr.attribute.isSession;
  return {
    expr,
    attribute: newAttribute(name, expr.dataType, expr.nullable, {
      ...(delay === undefined ? {} : { delay }),
      ...(isSession ? { isSession } : {}),
    }),
  };
}

/** What the kernel calls a column: never a user's name, since the kernel silently renames equal ones (law 3). */
export const columnName = (attribute: Attribute): string => `c${attribute.id}`;
