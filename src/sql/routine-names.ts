/** Where functions are: `system.builtin.upper` and its kin. */

/** A function's own name, when what stands before it names a place where functions are; else all of it, which no function is called. */
export function routineName(parts: readonly string[]): string {
  const place = parts.slice(0, -1).join(".").toLowerCase();
  return PLACES_OF_ROUTINES.has(place) ? parts.at(-1)! : parts.join(".");
}
const PLACES_OF_ROUTINES: ReadonlySet<string> = new Set([
  "",
  "builtin",
  "session",
  "system.builtin",
  "system.session",
  "default",
  "spark_catalog.default",
]);
