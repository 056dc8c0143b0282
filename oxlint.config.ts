import type { OxlintConfig, OxlintOverride } from "oxlint";
import { arrows, effectRooms } from "./test/architecture/arrows.ts";

const throughRuntime = "Effects are passed in: use the runtime interface.";

const effectModules = ["fs", "fs/promises", "timers", "timers/promises", "perf_hooks"].flatMap((name) =>
  [name, `node:${name}`].map((module) => ({ name: module, message: throughRuntime })),
);
const randomness = ["crypto", "node:crypto"].map((name) => ({
  name,
  importNames: ["randomBytes", "randomInt", "randomUUID", "getRandomValues", "webcrypto"],
  message: throughRuntime,
}));
const effectGlobals = ["setTimeout", "setInterval", "setImmediate", "performance"].map((name) => ({
  name,
  message: throughRuntime,
}));
const effectProperties = [
  { object: "Date", property: "now" },
  { object: "Math", property: "random" },
  { object: "crypto", property: "randomUUID" },
  { object: "crypto", property: "getRandomValues" },
  { object: "process", property: "hrtime" },
  { object: "globalThis", property: "setTimeout" },
  { object: "globalThis", property: "setInterval" },
  { object: "globalThis", property: "setImmediate" },
  { object: "globalThis", property: "performance" },
].map((entry) => ({ ...entry, message: throughRuntime }));

/** Where rooms are: the source, and the fixture that proves these rules alive. */
const roots = ["src", "test/architecture/fixture/src"];

type ForbiddenImport = { message: string } & ({ regex: string } | { group: string[] });

/** A pattern per room that `room` may not import; `up` is how its files write the way to `src/`. */
function forbiddenRooms(room: string, up: "./" | "../"): ForbiddenImport[] {
  const allowed = arrows[room] ?? [];
  if (allowed === "anything") return [];
  return Object.keys(arrows)
    .filter((other) => other !== room && !allowed.includes(other))
    .map((other) => {
      const files = allowed.filter((entry) => entry.startsWith(`${other}/`));
      const message = `${room} may not import ${other}${files.length === 0 ? "" : ` beyond ${files.join(", ")}`}: see test/architecture/arrows.ts.`;
      return files.length === 0
        ? { message, regex: `^(?:${up.replaceAll(".", "\\.")})+${other}(?:\\.ts$|/)` }
        : { message, group: [`**/${other}/**`, ...files.map((file) => `!**/${file}`)] };
    });
}

// One entry per room, because a later entry for the same rule replaces an earlier one.
function layering(room: string, up: "./" | "../"): OxlintOverride {
  const paths = effectRooms.includes(room) ? [] : [...effectModules, ...randomness];
  return {
    files: roots.map((root) => `${root}/${room}${up === "./" ? ".ts" : "/**/*.ts"}`),
    rules: { "no-restricted-imports": ["error", { paths, patterns: forbiddenRooms(room, up) }] },
  };
}

const config: OxlintConfig = {
  options: { typeAware: true, denyWarnings: true, reportUnusedDisableDirectives: "error" },
  plugins: ["eslint", "typescript", "unicorn", "oxc", "import"],
  categories: { correctness: "error", suspicious: "error" },
  rules: {
    // Of the two categories, what asks for more than it gives.
    "eslint/no-control-regex": "off",
    "import/no-named-as-default-member": "off",
    "typescript/consistent-return": "off",
    "typescript/no-unsafe-type-assertion": "off",
    "unicorn/consistent-function-scoping": "off",
    "unicorn/no-array-sort": "off",
    eqeqeq: "error",
    "typescript/await-thenable": "error",
    "typescript/consistent-type-imports": "error",
    "typescript/no-explicit-any": "error",
    "typescript/no-floating-promises": "error",
    "typescript/no-misused-promises": "error",
    "typescript/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
  },
  overrides: [
    // What types of rows and columns are made of: there `any` is a meaning, "not known to the compiler".
    {
      files: ["src/api/**/*.ts", "src/types/row-type.ts", "test/**/*.ts", "bench/**/*.ts"],
      rules: { "typescript/no-explicit-any": "off" },
    },
    // node:test waits for its tests by itself.
    {
      files: ["examples/*.test.ts"],
      rules: {
        "typescript/no-floating-promises": [
          "error",
          { allowForKnownSafeCalls: [{ from: "package", package: "node:test", name: ["test"] }] },
        ],
      },
    },
    ...Object.keys(arrows).flatMap((room) => [layering(room, "./"), layering(room, "../")]),
    {
      files: roots.map((root) => `${root}/**/*.ts`),
      excludeFiles: effectRooms.map((room) => `src/${room}/**`),
      rules: {
        "no-restricted-globals": ["error", ...effectGlobals],
        "no-restricted-properties": ["error", ...effectProperties],
      },
    },
  ],
};

export default config;
