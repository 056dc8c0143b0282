import { columnName } from "../../analysis/attributes.ts";
import type { Attribute } from "../../analysis/expression.ts";

/** A column of event time in microseconds since 1970; a window counts by its end. */
export function eventMicros(attribute: Attribute, column: string = columnName(attribute)): string {
  return attribute.dataType.kind === "struct" ? `epoch_us(struct_extract(${column}, 'end'))` : `epoch_us(${column})`;
}

/** A watermark as the state's times are counted. */
export const microsOf = (watermarkMs: number): bigint => BigInt(watermarkMs) * 1000n;
