/** A worker whose behaviour is the name of the scenario's file: what an engine may do to its runner. */
import { basename } from "node:path";
import process from "node:process";
import type { Assignment } from "../worker-pool.ts";

process.on("message", ({ id, path, directory }: Assignment) => {
  switch (basename(path)) {
    case "answers":
      process.send!({ id, trace: { name: directory, runs: [] } });
      break;
    case "fails":
      process.send!({ id, failure: "TypeError: x" });
      break;
    case "exits":
      console.error("    at somewhere\nRangeError: out of memory\n    at elsewhere");
      process.exit(3);
    case "spins":
      for (;;);
    default: // hangs
  }
});
process.send!({ ready: true });
