import { appendFile } from "node:fs/promises";
import type { ForeachWriter, Timestamp } from "millrace";

/** A device that sent too little in a window. */
interface LostSignal {
  readonly start: Timestamp | null;
  readonly end: Timestamp | null;
  readonly deviceId: bigint | null;
  readonly count: bigint;
}

/** So many alerts of a batch are said aloud; all of them are in the file. */
const SAID = 5;

/** Writes alerts to a file, a line of JSON each with its batch's id, and says the first of every batch. */
export class Alerts implements ForeachWriter<LostSignal> {
  readonly #file: string;
  readonly #say: (line: string) => void;
  /** Windows and devices that this run has told of. */
  readonly #told = new Set<string>();
  #batchId = -1;
  #lines: string[] = [];

  constructor(file: string, say: (line: string) => void) {
    this.#file = file;
    this.#say = say;
  }

  /** How many alerts this run has told. */
  get told(): number {
    return this.#told.size;
  }

  open(_partitionId: number, batchId: number): boolean {
    this.#batchId = batchId;
    this.#lines = [];
    return true;
  }

  process({ start, end, deviceId, count }: LostSignal): void {
    const key = `${start?.toISOString()} ${deviceId}`;
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.#lines.push(
      JSON.stringify({ batchId: this.#batchId, start, end, deviceId: Number(deviceId), count: Number(count) }),
    );
    if (this.#lines.length <= SAID)
      this.#say(
        `ALERT in batch ${this.#batchId}: device ${deviceId} sent ${count} readings from ${start?.toISOString()} to ${end?.toISOString()}`,
      );
  }

  async close(): Promise<void> {
    if (this.#lines.length > SAID) this.#say(`... and ${this.#lines.length - SAID} more in batch ${this.#batchId}`);
    if (this.#lines.length > 0) await appendFile(this.#file, `${this.#lines.join("\n")}\n`);
  }
}
