/** What a worker needs to run schedules: an outside reader, and of every program its oracle and how many effects it has. */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type Session } from "../../src/index.ts";
import { oracleOf, type Oracle } from "./checks/answer.ts";
import { writeInput } from "./input-files.ts";
import { placesIn } from "./places.ts";
import { programNamed, programs } from "./programs/index.ts";
import { scheduleOf, type Length, type Schedule } from "./schedule.ts";
import { Trial, type Outcome } from "./trial.ts";

const names = programs.map((program) => program.name);

export class Crew {
  readonly #observer: Session;
  readonly #oracles = new Map<string, Promise<Oracle>>();
  readonly #lengths = new Map<string, Promise<Length>>();

  private constructor(observer: Session) {
    this.#observer = observer;
  }

  static async open(): Promise<Crew> {
    return new Crew(await connect());
  }

  close(): Promise<void> {
    return this.#observer.stop();
  }

  scheduleOf(seed: number): Promise<Schedule> {
    return scheduleOf(seed, names, (name) => this.#lengthOf(name));
  }

  /** Of the program's life when nothing goes wrong. */
  #lengthOf(name: string): Promise<Length> {
    return once(this.#lengths, name, async () => {
      const { effects, reads, faults } = await this.run({ program: name, blows: [], seed: 1 });
      if (faults.length > 0) throw new Error(`${name} is wrong when nothing goes wrong: ${faults.join("; ")}`);
      return { effects, reads };
    });
  }

  async run(schedule: Schedule): Promise<Outcome> {
    const program = programNamed(schedule.program);
    const oracle = await once(this.#oracles, program.name, () => this.#oracle(program.name));
    return Trial.run(this.#observer, program, schedule, oracle);
  }

  async #oracle(name: string): Promise<Oracle> {
    const program = programNamed(name);
    const scratch = mkdtempSync(join(realpathSync(tmpdir()), "millrace-oracle-"));
    const places = placesIn(scratch, false);
    try {
      writeInput(program, places);
      return await oracleOf(this.#observer, program, places);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  }
}

function once<T>(made: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  let value = made.get(key);
  if (value === undefined) made.set(key, (value = make()));
  return value;
}
