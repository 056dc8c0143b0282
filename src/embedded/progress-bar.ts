import type { KernelConnection } from "../duckdb/connection.ts";
import type { Runtime, Terminal } from "../runtime/runtime.ts";

/** Shorter work is done before anybody wonders. */
const PATIENCE_MS = 1000;
const REDRAW_MS = 200;

/** Runs `action`, which works on the connection; where somebody watches and it takes long, with a bar at the lower end of the terminal. */
export async function withProgressBar<T>(
  connection: KernelConnection,
  { runtime, terminal }: { readonly runtime: Runtime; readonly terminal?: Terminal | undefined },
  action: () => Promise<T>,
): Promise<T> {
  if (terminal === undefined) return action();
  await connection.keepProgress();
  const done = new AbortController();
  const drawn = drawUntil(done.signal, connection, runtime, terminal);
  try {
    return await action();
  } finally {
    done.abort();
    await drawn;
  }
}

async function drawUntil(
  done: AbortSignal,
  connection: KernelConnection,
  { clock }: Runtime,
  terminal: Terminal,
): Promise<void> {
  const began = clock.monotonic();
  await clock.sleep(PATIENCE_MS, done);
  if (done.aborted) return;
  const bar = {};
  while (!done.aborted) {
    const seconds = (clock.monotonic() - began) / 1000;
    terminal.draw(bar, (_, width) => [barLine(connection.progress, seconds, width)]);
    await clock.sleep(REDRAW_MS, done);
  }
  terminal.release(bar, "remove");
}

const WIDEST = 40;

/** `[========>           ]  42 %   3.2 s`; without a bar where the kernel cannot say how far it is. */
export function barLine(done: number | undefined, seconds: number, width: number): string {
  const time = `${seconds.toFixed(1).padStart(6)} s`;
  if (done === undefined) return `working${time}`.slice(0, width);
  const share = `${Math.floor(done * 100)
    .toString()
    .padStart(4)} %`;
  const length = Math.max(0, Math.min(WIDEST, width - share.length - time.length - 2));
  const filled = Math.floor(done * length);
  const head = filled > 0 && filled < length ? `${"=".repeat(filled - 1)}>` : "=".repeat(filled);
  return `[${head.padEnd(length)}]${share}${time}`.slice(0, width);
}
