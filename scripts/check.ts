// `npm run check` verifies everything that needs no running; `npm run check lint types` only what is named.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./processes.ts";
import type { Finished } from "./processes.ts";
import { runSteps } from "./steps.ts";
import type { Step } from "./steps.ts";
import { wantedOf } from "./wanted.ts";

const steps: readonly Step[] = [
  { name: "format", verify: ["oxfmt", "--check"] },
  { name: "lint", verify: lint },
  { name: "types", verify: ["tsc"] },
  { name: "dead code", verify: ["knip"] },
  { name: "generated pages", verify: ["node", "scripts/docs.ts", "--check"] },
];

async function lint(): Promise<Finished> {
  // Named folders: without a path oxlint may walk into node_modules.
  const folders = ["src", "test", "bench", "scripts", "examples"].filter((folder) => existsSync(join(root, folder)));
  const fixture = ["--ignore-pattern", "test/architecture/fixture/**"];
  const result = await run("oxlint", [
    ...folders,
    "vitest.config.ts",
    "oxlint.config.ts",
    "oxfmt.config.ts",
    ...fixture,
  ]);
  // A tsconfig problem silently turns the type-aware rules off.
  return result.output.includes("tsconfig-error") ? { ...result, exitCode: 1 } : result;
}

const wanted = wantedOf(
  "npm run check",
  steps.map(({ name }) => name),
);
await runSteps(
  steps.filter(({ name }) => wanted.includes(name)),
  { stopAtFailure: false },
);
