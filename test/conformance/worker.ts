/**
 * A process of its own for the engine: it may hang, exit or crash, and the runner lives. One scenario at a time comes by message and
 * its trace goes back.
 */
import process from "node:process";
import { readScenario } from "./corpus.ts";
import { recordScenario } from "./record.ts";
import type { Assignment, WorkerMessage } from "./worker-pool.ts";

let running: number | undefined;

process.on("message", (assignment: Assignment) => void work(assignment));
process.on("disconnect", () => process.exit());
// What no one awaited belongs to the scenario that runs: it fails, the next ones are asked all the same.
process.on("unhandledRejection", (reason) => reply({ failure: `unhandled rejection: ${textOf(reason)}` }));
process.on("uncaughtException", (error) => reply({ failure: `uncaught exception: ${textOf(error)}` }));
send({ ready: true });

async function work({ id, path, directory, sql, restarts }: Assignment): Promise<void> {
  running = id;
  try {
    reply({ trace: await recordScenario(readScenario({ path }), directory, { sql, restarts }) });
  } catch (error) {
    reply({ failure: textOf(error) });
  }
}

function reply(answer: { readonly trace: unknown } | { readonly failure: string }): void {
  if (running === undefined) return;
  const id = running;
  running = undefined;
  send({ id, ...answer } as WorkerMessage);
}

function send(message: WorkerMessage): void {
  process.send?.(message);
}

function textOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
