/** A process that runs schedules for `run.ts`, one after the other, as they are sent to it. */
import { Crew } from "./crew.ts";
import { parseSchedule, scheduleText, type Schedule } from "./schedule.ts";

/** A seed, or a schedule as text. */
export interface Job {
  readonly job: number | string;
}

export interface Report {
  readonly job: number | string;
  /** The schedule that was run, or a smaller one that fails too. */
  readonly schedule: string;
  readonly faults: readonly string[];
  readonly hit: readonly string[];
  readonly effects: number;
  readonly reads: number;
  /** Resident memory in bytes. */
  readonly memory: number;
}

const crew = await Crew.open();
process.on("message", ({ job }: Job) => void answer(job));
process.send!("ready");

async function answer(job: number | string): Promise<void> {
  const report = await run(job).catch((error: unknown) => ({
    schedule: String(job),
    faults: [`the trial broke: ${error instanceof Error ? error.stack : String(error)}`],
    hit: [],
    effects: 0,
    reads: 0,
  }));
  process.send!({ job, memory: process.memoryUsage.rss(), ...report } satisfies Report);
}

async function run(job: number | string): Promise<Omit<Report, "job" | "memory">> {
  const schedule = typeof job === "number" ? await crew.scheduleOf(job) : parseSchedule(job);
  const outcome = await crew.run(schedule);
  if (outcome.faults.length === 0) return { ...outcome, schedule: scheduleText(schedule) };
  const smaller = await shrink(schedule);
  return smaller ?? { ...outcome, schedule: scheduleText(schedule) };
}

/** A schedule of one blow that fails too. */
async function shrink({ blows, ...rest }: Schedule): Promise<Omit<Report, "job" | "memory"> | undefined> {
  if (blows.length < 2) return undefined;
  for (const blow of blows) {
    const single = { ...rest, blows: [blow] };
    const outcome = await crew.run(single);
    if (outcome.faults.length > 0) return { ...outcome, schedule: scheduleText(single) };
  }
  return undefined;
}
