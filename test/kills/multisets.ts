/** How two multisets of lines differ, in words with one example each; nothing when they are equal. */
export function difference(what: string, got: readonly string[], expected: readonly string[]): string[] {
  const missing = without(expected, got);
  const extra = without(got, expected);
  if (missing.length === 0 && extra.length === 0) return [];
  const example = (lines: readonly string[]): string => (lines.length === 0 ? "" : `, e.g. ${lines[0]}`);
  return [`${what}: ${missing.length} rows missing${example(missing)}; ${extra.length} too many${example(extra)}`];
}

/** The lines for which there is none among the others: one takes away one. */
export function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
}
