import { defineConfig } from "vitest/config";
import type { ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/property-seed.ts"],
    exclude: ["test/conformance/scenarios/**", "test/architecture/fixture/**"],
    coverage: { provider: "v8", include: ["src/**/*.ts"] },
  },
});

export default config;
