/** Rows as the table `show()` and the console print. */
import type { DataType, StructType } from "./data-type.ts";
import { formatDate, formatLocal, formatTimestamp } from "./datetime-text.ts";
import { intervalSqlText } from "./interval-format.ts";
import { doubleText, floatText } from "./number-text.ts";
import type { RawColumns, RawValue } from "./raw-value.ts";

/** A value as CAST AS STRING gives it; what `show` puts into a cell. */
function cellText(type: DataType, value: RawValue, zone: string): string {
  if (value === null) return "NULL";
  switch (type.kind) {
    case "double":
      return doubleText(value as number);
    case "float":
      return floatText(value as number);
    case "date":
      return formatDate(value as number);
    case "timestamp":
      return formatTimestamp(value as bigint, zone);
    case "timestamp_ntz":
      return formatLocal(value as bigint, " ");
    case "binary":
      return `[${[...(value as Uint8Array)].map((byte) => byte.toString(16).toUpperCase().padStart(2, "0")).join(" ")}]`;
    case "day_time_interval":
    case "year_month_interval":
      return intervalSqlText(BigInt(value as number | bigint), type.kind, type.start, type.end);
    case "array":
      return `[${(value as readonly RawValue[]).map((item) => cellText(type.elementType, item, zone)).join(", ")}]`;
    case "struct":
      return `{${type.fields.map((f, i) => cellText(f.dataType, (value as readonly RawValue[])[i] ?? null, zone)).join(", ")}}`;
    case "map":
      return `{${(value as readonly (readonly RawValue[])[]).map(([k, v]) => `${cellText(type.keyType, k!, zone)} -> ${cellText(type.valueType, v!, zone)}`).join(", ")}}`;
    default:
      return String(value);
  }
}

export interface ShowOptions {
  readonly zone: string;
  /** Cells longer than this are cut and end in "..."; 0 leaves them whole. */
  readonly truncate: number;
  /** More rows exist than are given. */
  readonly hasMore: boolean;
}

/** Columns right-aligned when cells are cut, as Spark does, else left-aligned. */
export function showText(schema: StructType, rows: RawColumns, options: ShowOptions): string {
  const { truncate, zone } = options;
  const cut = (text: string): string => {
    if (truncate <= 0 || text.length <= truncate) return text;
    return truncate < 4 ? text.slice(0, truncate) : `${text.slice(0, truncate - 3)}...`;
  };
  const header = schema.fields.map((f) => cut(f.name));
  const cells = Array.from({ length: rows.rowCount }, (_, row) =>
    schema.fields.map((f, i) =>
      cut(
        cellText(f.dataType, rows.columns[i]![row] ?? null, zone).replaceAll(
          /[\n\r\t\f\b\v\u0007]/g,
          (char) => ESCAPES[char]!,
        ),
      ),
    ),
  );
  const widths = header.map((name, i) => Math.max(3, width(name), ...cells.map((row) => width(row[i]!))));
  const rule = `+${widths.map((w) => "-".repeat(w)).join("+")}+`;
  const line = (texts: readonly string[]): string =>
    `|${texts
      .map((text, i) => {
        const pad = " ".repeat(widths[i]! - width(text));
        return truncate > 0 ? pad + text : text + pad;
      })
      .join("|")}|`;
  const more = options.hasMore ? `only showing top ${rows.rowCount} ${rows.rowCount === 1 ? "row" : "rows"}` : "";
  return `${[rule, line(header), rule, ...cells.map(line), rule].join("\n")}\n${more}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\f": "\\f",
  "\b": "\\b",
  "\v": "\\v",
  "\u0007": "\\a",
};

/** As much of a line as `most` columns of a terminal hold. */
export function cutToWidth(line: string, most: number): string {
  if (line.length * 2 <= most) return line;
  let [total, end] = [0, 0];
  for (const char of line) {
    total += charWidth(char);
    if (total > most) return line.slice(0, end);
    end += char.length;
  }
  return line;
}

function width(text: string): number {
  let total = 0;
  for (const char of text) total += charWidth(char);
  return total;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

/** Wide characters, as of Chinese or Japanese, take two columns; so does what UTF-16 writes in two units. */
const charWidth = (char: string): number => (char.length > 1 || WIDE.test(char) ? 2 : 1);
