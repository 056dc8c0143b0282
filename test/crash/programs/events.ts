/** The rows the programs read: events that are never late by more than 15 seconds, and one far ahead that closes all before it. */
const START = Date.UTC(2024, 0, 1, 12, 0, 0);
export const EVENT_SCHEMA = "t TIMESTAMP, k STRING, n INT, id INT";

interface EventOptions {
  /** Per file. */
  readonly rows?: number;
  readonly first?: number;
  /** Seconds between the beginnings of two files; by less than 30 their times overlap. */
  readonly apart?: number;
}

/** A time, in seconds after noon. */
const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString();

/** `first` moves the times and the ids. */
export function events(files: number, { rows = 5, first = 0, apart = 60 }: EventOptions = {}): string[][] {
  return Array.from({ length: files }, (_, i) =>
    Array.from({ length: rows }, (__, j) =>
      event(apart * i + 7 * j + first, "abc"[(i + j) % 3]!, 10 * i + j, first * 1000 + rows * i + j),
    ),
  );
}

export const event = (seconds: number, k: string, n: number, id: number): string =>
  JSON.stringify({ t: at(seconds), k, n, id });

/** As `events`, the last file ending with a row an hour ahead; its key says so. */
export function closedEvents(files: number, options: EventOptions = {}): string[][] {
  const all = events(files, options);
  all.at(-1)!.push(event(3600, `end${options.first ?? 0}`, 0, -1));
  return all;
}

export const isNotEnd = (row: Readonly<Record<string, unknown>>): boolean => !String(row["k"]).startsWith("end");
