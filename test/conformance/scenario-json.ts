/**
 * Parses a scenario so that its lines can be written out again as the recorder's `json.dumps` writes them: `1.0` stays `1.0` and
 * integers keep all their digits, which JavaScript's numbers forget. Such a number becomes a raw JSON value.
 */
export function parseScenarioJson(text: string): unknown {
  return exactJson.parse(text, (_key, value, { source }) =>
    typeof value === "number" && source !== undefined && dumped(source) !== String(value)
      ? exactJson.rawJSON(dumped(source))
      : value,
  );
}

// In Node since 22, not yet in TypeScript's library.
const exactJson = JSON as unknown as {
  parse(text: string, reviver: (key: string, value: unknown, context: { source?: string }) => unknown): unknown;
  rawJSON(text: string): unknown;
};

/** A number token as Python prints it: an integer as it is, a float by `repr`. */
function dumped(source: string): string {
  if (/^-?\d+$/.test(source)) return source;
  const value = Number(source);
  const size = Math.abs(value);
  if (size >= 1e16 || (size < 1e-4 && size > 0)) {
    return value.toExponential().replace(/e([+-])(\d)$/, "e$10$2");
  }
  return Number.isInteger(value) ? `${Object.is(value, -0) ? "-0" : value}.0` : String(value);
}
