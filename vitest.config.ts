import { defineConfig } from "vitest/config";
import type { ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/property-seed.ts"],
    // Speed is not what is tested, and a busy machine takes its time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    exclude: ["test/conformance/scenarios/**", "test/architecture/fixture/**"],
    coverage: { provider: "v8", include: ["src/**/*.ts"] },
  },
});

export default config;
