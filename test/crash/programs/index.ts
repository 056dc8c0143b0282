import { aggregates } from "./aggregates.ts";
import type { Program } from "./program.ts";
import { stateless } from "./stateless.ts";

export const programs: readonly Program[] = [...stateless, ...aggregates];

export function programNamed(name: string): Program {
  const found = programs.find((program) => program.name === name);
  if (found === undefined) throw new Error(`no program is called ${name}: ${programs.map((p) => p.name).join(", ")}`);
  return found;
}
