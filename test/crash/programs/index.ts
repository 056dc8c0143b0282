import { aggregates } from "./aggregates.ts";
import { joins } from "./joins.ts";
import type { Program } from "./program.ts";
import { sources } from "./sources.ts";
import { stateful } from "./stateful.ts";
import { stateless } from "./stateless.ts";

export const programs: readonly Program[] = [...stateless, ...aggregates, ...stateful, ...joins, ...sources];

export function programNamed(name: string): Program {
  const found = programs.find((program) => program.name === name);
  if (found === undefined) throw new Error(`no program is called ${name}: ${programs.map((p) => p.name).join(", ")}`);
  return found;
}
