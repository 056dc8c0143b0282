/** This process, and what the machine knows of others. */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { hostname, totalmem, userInfo } from "node:os";
import { LiveTerminal } from "./live-terminal.ts";
import type { ProcessIdentity, ProcessInfo } from "./runtime.ts";

const lastActions: (() => void)[] = [];
const interruptActions = new Set<() => Promise<void>>();
/** The 22nd field of `/proc/<pid>/stat`, counted from the one behind the program's name. */
const START_TIME = 19;
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

export const realProcess: ProcessInfo = {
  identity: Object.freeze({
    host: hostname(),
    bootId: textOf("/proc/sys/kernel/random/boot_id")?.trim() ?? "",
    pid: process.pid,
    startTime: startTimeOf(process.pid),
    instance: randomUUID(),
  }),
  user: userName(),
  totalMemory: totalmem(),
  isAlive,
  write: (text) => void process.stdout.write(text),
  warn: (text) => void process.stderr.write(`${text}\n`),
  terminal: process.stdout.isTTY ? new LiveTerminal(process.stdout, process.stderr) : undefined,
  beforeExit: (action) => {
    if (lastActions.length === 0)
      process.once("beforeExit", () => {
        for (const each of lastActions.splice(0)) each();
      });
    lastActions.push(action);
  },
  onInterrupt: (action) => {
    if (interruptActions.size === 0) for (const signal of SIGNALS) process.prependListener(signal, interrupted);
    interruptActions.add(action);
    return () => {
      interruptActions.delete(action);
      if (interruptActions.size === 0) for (const signal of SIGNALS) process.off(signal, interrupted);
    };
  },
  fail: () => {
    process.exitCode = 1;
  },
};

/** A second signal ends the process at once; after the first one's actions it ends as it would have without them. */
function interrupted(signal: NodeJS.Signals): void {
  for (const each of SIGNALS) process.off(each, interrupted);
  // A program that listens to the signal itself says how it ends. Asked now: who listens once is gone a moment later.
  const isHeard = process.listenerCount(signal) > 0;
  const actions = [...interruptActions];
  interruptActions.clear();
  void Promise.allSettled(actions.map((action) => action())).then(() => {
    if (!isHeard) process.kill(process.pid, signal);
  });
}

/** A process id may have been given again: to another boot's process, or to a later one. */
function isAlive(owner: ProcessIdentity): boolean {
  if (owner.bootId !== realProcess.identity.bootId) return false;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  // One that was killed and whose parent has not asked after it has a number still, and does nothing.
  return startTimeOf(owner.pid) === owner.startTime && fieldsOf(owner.pid)[0] !== "Z";
}

/** When a process started, in the machine's own count; empty where the machine does not say. */
function startTimeOf(pid: number): string {
  return fieldsOf(pid)[START_TIME] ?? "";
}

/** What `/proc` says of a process, from its state on: the name of the program before it, in parentheses, may hold anything. */
function fieldsOf(pid: number): readonly string[] {
  const text = textOf(`/proc/${pid}/stat`) ?? "";
  return text.replace(/^.*\) /s, "").split(" ");
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** A machine may know no name for who runs the process: in a container of any user id. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "unknown";
  }
}
