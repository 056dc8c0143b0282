import { readFileSync } from "node:fs";

/** One question of test/conformance/functions and what real Spark answered. */
export interface Recorded {
  readonly sql: string;
  readonly conf?: Readonly<Record<string, string>>;
  readonly schema?: string;
  readonly rows?: readonly string[];
  readonly error?: { readonly condition: string };
}

export function recorded(family: string): readonly Recorded[] {
  const file = new URL(`../conformance/functions/${family}.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { cases: Recorded[] }).cases;
}
