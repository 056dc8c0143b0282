import { isMillraceError, millraceError } from "../errors.ts";
import type { Files } from "./runtime.ts";

const COMPACT = ".compact";

/** The number of an entry, compacted or not, by its file's name. A number that would be written otherwise is none: no entry has such a name. */
export function entryOf(name: string): number | undefined {
  const match = /^(0|[1-9]\d{0,14})(\.compact)?$/.exec(name);
  return match === null ? undefined : Number(match[1]);
}

/** The newest compacted entry, or -1. */
export const lastCompacted = (names: readonly string[]): number =>
  names.reduce((last, name) => (name.endsWith(COMPACT) ? Math.max(last, entryOf(name) ?? -1) : last), -1);

/**
 * A log of numbered files as Spark keeps them: the first line says the version, no newline ends the last. An entry appears whole and
 * durable under its name, or not at all; who comes second for a number loses.
 */
export class NumberedLog {
  readonly directory: string;
  readonly #files: Files;

  constructor(files: Files, directory: string) {
    this.#files = files;
    this.directory = directory;
  }

  async add(id: number | string, lines: readonly string[]): Promise<void> {
    if (!(await this.#files.createExclusive(this.path(id), `v1\n${lines.join("\n")}`))) {
      throw millraceError("CONCURRENT_STREAM_LOG_UPDATE", { batchId: String(id) });
    }
  }

  async replace(name: string | number, lines: readonly string[]): Promise<void> {
    await this.#files.replace(this.path(name), `v1\n${lines.join("\n")}`);
  }

  /** The lines after the version; undefined when there is no such entry. */
  async get(id: number | string): Promise<readonly string[] | undefined> {
    const text = await this.#files.readText(this.path(id));
    if (text === undefined) return undefined;
    const [version, ...lines] = text.split("\n");
    if (version !== "v1" && version !== "v2")
      throw corrupt(this.path(id), `it begins with '${(version ?? "").slice(0, 20)}' and not with a version`);
    return lines;
  }

  /** The numbers of all entries, ascending; other files are passed over. */
  async ids(): Promise<readonly number[]> {
    const names = (await this.#files.names(this.directory)) ?? [];
    return names
      .filter((name) => !name.endsWith(COMPACT))
      .flatMap((name) => entryOf(name) ?? [])
      .toSorted((a, b) => a - b);
  }

  async names(): Promise<readonly string[]> {
    return (await this.#files.names(this.directory)) ?? [];
  }

  async latest(): Promise<number | undefined> {
    return (await this.ids()).at(-1);
  }

  async remove(id: number | string): Promise<void> {
    await this.#files.removeTree(this.path(id));
  }

  /**
   * Removes entries up to `id`, which a later compacted one holds too. Readers that began before it may still want the last ones, so the
   * caller leaves some.
   */
  async dropBefore(id: number): Promise<void> {
    for (const name of await this.names())
      if ((entryOf(name) ?? id) < id) await this.#files.removeTree(this.path(name));
  }

  path(id: number | string): string {
    return `${this.directory}/${id}`;
  }
}

export function corrupt(file: string, reason: string): Error {
  return millraceError("CHECKPOINT_FILE_CORRUPT", { file, reason });
}

/** JSON of a checkpoint file, or the error that names the file. */
export function parseEntry<T>(file: string, text: string | undefined, check: (value: unknown) => value is T): T {
  try {
    const value: unknown = JSON.parse(text ?? "");
    if (check(value)) return value;
  } catch (error) {
    if (isMillraceError(error)) throw error;
  }
  throw corrupt(file, `'${(text ?? "").slice(0, 60)}' is not what belongs there`);
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const isListOf = (value: unknown, fits: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(fits);
