/** What a value is, in the words in which a caller is told that another was wanted. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (value instanceof Date && Number.isNaN(value.getTime())) return "an invalid Date";
  if (typeof value === "string")
    return JSON.stringify(value.length > LONGEST ? `${value.slice(0, LONGEST)}...` : value);
  if (typeof value === "bigint") return `${value}n`;
  return typeof value === "number" ? String(value) : typeof value;
}

const LONGEST = 60;
