import type { DataType } from "./data-type.ts";

/** A constant with its type, as the plan's literals hold it. */
export interface TypedValue {
  readonly dataType: DataType;
  readonly value: unknown;
}

/** Rows a program holds, in a schema's order. */
export type LocalRows = readonly (readonly TypedValue[])[];
