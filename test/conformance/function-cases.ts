import { readdirSync } from "node:fs";
import { join } from "node:path";
import { readJson } from "./corpus.ts";

/** One statement and what Spark answered; FUNCTIONS.md describes the fields. */
export interface FunctionCase {
  readonly sql: string;
  readonly conf?: Readonly<Record<string, string>>;
  readonly schema?: string;
  readonly rows?: readonly string[];
  readonly ordered?: boolean;
  readonly error?: { readonly condition: string | null; readonly sqlState?: string | null };
}

/** What an engine answered, in the same terms. */
export type FunctionAnswer = Pick<FunctionCase, "schema" | "rows" | "error">;

export interface FunctionFamily {
  readonly family: string;
  readonly path: string;
  readonly cases: readonly FunctionCase[];
}

export function readFamilies(directory: string): FunctionFamily[] {
  const names = readdirSync(directory).filter((file) => file.endsWith(".json"));
  return names.sort().map((file) => readFamily(join(directory, file)));
}

export function readFamily(path: string): FunctionFamily {
  const { family, cases } = readJson(path) as { family: string; cases: readonly FunctionCase[] };
  return { family, path, cases };
}

/** The first difference between what Spark answered and what we did, or undefined. */
export function compareFunction(expected: FunctionCase, got: FunctionAnswer): string | undefined {
  if (expected.error !== undefined) {
    if (got.error === undefined) return `error ${expected.error.condition}: got ${got.rows?.join("; ")}`;
    const { condition } = expected.error;
    if (condition === null || condition.startsWith("_LEGACY_ERROR_TEMP_")) return undefined;
    return difference("error", condition, String(got.error.condition));
  }
  if (got.error !== undefined) return `got error ${got.error.condition}`;
  const sorted = (rows: readonly string[]): readonly string[] => (expected.ordered ? rows : [...rows].sort());
  return (
    difference("schema", expected.schema!, got.schema!) ??
    difference("rows", sorted(expected.rows!).join("\n"), sorted(got.rows!).join("\n"))
  );
}

function difference(where: string, expected: string, got: string): string | undefined {
  return expected === got ? undefined : `${where}: expected ${expected}, got ${got}`;
}
