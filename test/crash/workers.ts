/** Runs jobs in child processes: two at a time, each replaced after some hundred jobs or when it has grown large. */
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Job, Report } from "./worker.ts";

const WORKERS = 2;
const WORKER = fileURLToPath(new URL("worker.ts", import.meta.url));
const MOST_JOBS = 500;
const MOST_MEMORY = 700 * 1024 ** 2;
/** A trial that has not ended by then hangs. */
const PATIENCE_MS = 60_000;

/** `tell` is called for every job that is done; when it says false, no further one begins. */
export async function runAll(jobs: Iterable<number | string>, tell: (report: Report) => boolean): Promise<void> {
  const queue = jobs[Symbol.iterator]();
  let isOver = false;
  const next = (): number | string | undefined => {
    if (isOver) return undefined;
    const { value, done } = queue.next();
    return done === true ? undefined : value;
  };
  const work = async (): Promise<void> => {
    for (let job = next(); job !== undefined;) {
      const worker = await hire();
      for (let done = 0; job !== undefined && done < MOST_JOBS; done++) {
        const report = await run(worker, job);
        if (!tell(report)) isOver = true;
        job = next();
        if (report.memory > MOST_MEMORY) break;
      }
      worker.kill("SIGKILL");
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
}

async function hire(): Promise<ChildProcess> {
  const worker = fork(WORKER, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  await once(worker, "message");
  return worker;
}

function run(worker: ChildProcess, job: number | string): Promise<Report> {
  return new Promise((resolve) => {
    // A worker that is gone is replaced.
    const fail = (fault: string): void =>
      end({
        job,
        schedule: String(job),
        faults: [fault],
        hit: [],
        effects: 0,
        reads: 0,
        memory: Number.POSITIVE_INFINITY,
      });
    const died = (code: number | null): void => fail(`the worker ended with ${code}`);
    const timeout = setTimeout(() => fail(`no end after ${PATIENCE_MS} ms`), PATIENCE_MS);
    const end = (report: Report): void => {
      clearTimeout(timeout);
      worker.off("exit", died).off("message", end);
      resolve(report);
    };
    worker.once("message", end).once("exit", died);
    worker.send({ job } satisfies Job);
  });
}
