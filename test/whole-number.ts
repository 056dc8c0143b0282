/** Of a command line: what is no number would make a run over nothing, which passes. */
export function wholeNumber(name: string, given: unknown): number {
  if (typeof given !== "string" || !/^[1-9]\d*$/.test(given))
    throw new Error(`--${name} takes a whole number of at least 1, not ${String(given)}`);
  return Number(given);
}
