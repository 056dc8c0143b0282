import { rmSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./processes.ts";

// A file that src/ no longer has must not live on in the package.
rmSync(join(root, "dist"), { recursive: true, force: true });
const { exitCode, output } = await run("tsc", ["-p", "tsconfig.build.json"]);
if (output !== "") console.log(output.trimEnd());
process.exitCode = exitCode;
