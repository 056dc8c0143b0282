import type { OxfmtConfig } from "oxfmt";

const config: OxfmtConfig = {
  printWidth: 120,
  sortImports: false,
  // Prose and tables are laid out by hand, recorded traces by who recorded them.
  ignorePatterns: ["dist/**", "coverage/**", "package-lock.json", "**/*.md", "test/conformance/**/*.json"],
};

export default config;
