import { fork } from "node:child_process";

/** A child that is silent for so long hangs. */
interface Terms<Found> {
  readonly program: string;
  readonly silenceMs: number;
  /** The finding that a child's own end is, at the seed it was at. */
  readonly died: (seed: number, cause: string) => Found;
}

/**
 * Has a child of `program` (`--child --seed <from> --runs <count>`) check so many seeds; it says `{ at: seed }` before each, and what it found. Gives
 * the seed that comes next: earlier than planned when the child died, or was silent for too long.
 */
export function inChild<Found extends object>(
  from: number,
  count: number,
  { program, silenceMs, died }: Terms<Found>,
  found: (finding: Found) => void,
): Promise<number> {
  const child = fork(program, ["--child", "--seed", String(from), "--runs", String(count)]);
  let current = from;
  let silent = false;
  const watch = setTimeout(() => {
    silent = true;
    child.kill("SIGKILL");
  }, silenceMs);
  child.on("message", (message: { readonly at: number } | Found) => {
    watch.refresh();
    if ("at" in message) current = message.at;
    else found(message);
  });
  return new Promise((settle) => {
    child.on("exit", (code, signal) => {
      clearTimeout(watch);
      // A child that stopped on its way has not checked the rest, whatever it says.
      if (code === 0 && current === from + count - 1) return settle(from + count);
      found(died(current, silent ? `no answer within ${silenceMs / 1000} s` : `the process died (${signal ?? code})`));
      settle(current + 1);
    });
  });
}
