import type { Literal, LiteralValue } from "../plan/expression.ts";
import type { DataType } from "../types/data-type.ts";
import { formatDate, formatLocal, formatTimestamp } from "../types/datetime-text.ts";
import { bigDecimalText, doubleText } from "../types/number-text.ts";
import { intervalSqlText } from "../types/interval-format.ts";

/** How Spark prints a constant inside a column's name: text without quotes. */
export function literalText(type: DataType, value: LiteralValue, zone = "UTC"): string {
  if (value === null) return "NULL";
  switch (type.kind) {
    case "double":
    case "float":
      return doubleText(value as number);
    case "decimal":
      return bigDecimalText(value as string);
    case "date":
      return `DATE '${formatDate(value as number)}'`;
    case "timestamp":
      return `TIMESTAMP '${formatTimestamp(value as bigint, zone)}'`;
    case "timestamp_ntz":
      return `TIMESTAMP_NTZ '${formatLocal(value as bigint, " ")}'`;
    case "day_time_interval":
    case "year_month_interval":
      return intervalSqlText(BigInt(value as number | bigint), type.kind, type.start, type.end);
    case "binary":
      return `X'${Buffer.from(value as Uint8Array)
        .toString("hex")
        .toUpperCase()}'`;
    case "array":
    case "map":
    case "struct":
      return `${type.kind}(${(value as readonly Literal[]).map((item) => literalText(item.dataType, item.value, zone)).join(", ")})`;
    default:
      return typeof value === "object" ? "interval" : String(value);
  }
}
