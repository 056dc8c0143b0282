import { closingLine } from "./counts.ts";
import { run } from "./processes.ts";
import type { Finished } from "./processes.ts";

/** One thing to verify: a command, or a function that tells what came of it. */
export interface Step {
  readonly name: string;
  readonly verify: readonly [command: string, ...args: string[]] | (() => Promise<Finished>);
}

/**
 * Runs the steps in order, one line each, the output of a failing one in full; ends with `N passed, N failed, N skipped`
 * and sets the exit code. With `stopAtFailure` the steps after a failing one are skipped.
 */
export async function runSteps(steps: readonly Step[], { stopAtFailure }: { stopAtFailure: boolean }): Promise<void> {
  let passed = 0;
  let failed = 0;
  for (const { name, verify } of steps) {
    if (stopAtFailure && failed > 0) {
      console.log(`skipped ${name}`);
      continue;
    }
    const started = performance.now();
    const [command, ...args] = typeof verify === "function" ? [] : verify;
    const { exitCode, output } = await (typeof verify === "function" ? verify() : run(command ?? "", args));
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    if (exitCode === 0) passed += 1;
    else failed += 1;
    console.log(`${exitCode === 0 ? "passed " : "FAILED "} ${name}  ${seconds} s`);
    if (exitCode !== 0) console.log(output.trimEnd());
  }
  console.log(closingLine({ passed, failed, skipped: steps.length - passed - failed }));
  process.exitCode = failed === 0 ? 0 : 1;
}
