/**
 * Which room of `src/` may import which. A room is a folder of `src/` or a file directly in it ("errors" is `errors.ts`);
 * an entry with a slash is a single file of a room. The linter's layering rules are generated from this table.
 */

const foundation = ["errors", "types", "runtime/runtime.ts", "runtime/numbered-log.ts"] as const;
const planning = [...foundation, "plan"] as const;
const resolved = [...planning, "functions", "analysis"] as const;

export type Arrows = Readonly<Record<string, readonly string[] | "anything">>;

export const arrows: Arrows = {
  "error-conditions": [],
  "error-table": ["error-conditions"],
  errors: ["error-table"],
  types: foundation,
  runtime: ["errors", "types"],
  plan: planning,
  api: planning,
  sql: planning,
  functions: planning,
  analysis: [...planning, "sql", "functions"],
  duckdb: resolved,
  incremental: resolved,
  formats: [...resolved, "duckdb"],
  streaming: [...resolved, "duckdb", "formats", "incremental"],
  connectors: [
    ...foundation,
    "formats",
    "duckdb/relation.ts",
    "duckdb/kernel.ts",
    "streaming/source.ts",
    "streaming/sink.ts",
  ],
  embedded: [...resolved, "sql", "api/executor.ts", "duckdb", "formats", "incremental", "streaming", "connectors"],
  remote: foundation,
  connect: "anything",
  dbutils: ["api", "runtime"],
  index: "anything",
  cli: "anything",
  testing: "anything",
};

/** The rooms whose business is effects: clock, timers, randomness and files are used here and passed to all others. */
export const effectRooms: readonly string[] = ["runtime", "cli", "testing"];

/** "streaming/state/log.ts" -> "streaming", "errors.ts" -> "errors". Paths are relative to `src/`. */
export function roomOf(path: string): string {
  const slash = path.indexOf("/");
  return slash === -1 ? path.replace(/\.ts$/, "") : path.slice(0, slash);
}

export function mayImport(from: string, to: string): boolean {
  const room = roomOf(from);
  if (room === roomOf(to)) return true;
  const allowed = arrows[room] ?? [];
  return allowed === "anything" || allowed.includes(roomOf(to)) || allowed.includes(to);
}
