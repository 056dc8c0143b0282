/** JSON lines that the fast path takes must give exactly the rows that the exact path gives. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { KernelConnection } from "../../../src/duckdb/connection.ts";
import { Kernel } from "../../../src/duckdb/kernel.ts";
import type { ReadJob } from "../../../src/formats/format.ts";
import { readExactly } from "../../../src/formats/json/exact-read.ts";
import { fastReadSql, isAboutText } from "../../../src/formats/json/fast-read.ts";
import { exactOptions } from "../../../src/formats/json/options.ts";
import { needsExactText } from "../../../src/formats/json/text-check.ts";
import { realRuntime } from "../../../src/runtime/real.ts";
import type { StructType } from "../../../src/types/data-type.ts";
import { parseSchema } from "../../../src/types/ddl-parser.ts";
import type { RawColumns } from "../../../src/types/raw-value.ts";
import type { FuzzCase } from "./cases.ts";
import { isKnown, PATHS_DIFFER } from "./known.ts";
import { lineOf, PATHS_SHAPE } from "./json-lines.ts";

export interface Comparison {
  /** How many lines the fast path took; of those that it refuses there is nothing to compare. */
  readonly accepted: number;
  readonly differing: readonly DifferingLine[];
}

export interface DifferingLine {
  readonly seed: number;
  readonly line: string;
  readonly detail: string;
}

/** So many lines are one file: one that is refused sends its neighbours along, so the file is halved then. */
const LINES_PER_FILE = 16;
const ZONES = ["UTC", "Europe/Berlin", "America/New_York", "+05:30"];

export async function comparePaths(first: number, lines: number): Promise<Comparison> {
  const kernel = await Kernel.open(realRuntime);
  const directory = mkdtempSync(join(tmpdir(), "millrace-paths-"));
  const found = { accepted: 0, differing: [] as DifferingLine[] };
  try {
    await kernel.using(async (connection) => {
      for (let seed = first, count = 0; seed < first + lines; seed += count) {
        // Files begin at the same seeds wherever a run does, so that a line is replayed in its zone.
        count = Math.min(LINES_PER_FILE - (seed % LINES_PER_FILE), first + lines - seed);
        const zone = ZONES[Math.floor(seed / LINES_PER_FILE) % ZONES.length]!;
        await compare(new Paths(connection, join(directory, "lines.json"), zone), seed, count, found);
      }
    });
  } finally {
    rmSync(directory, { recursive: true });
    await kernel.close();
  }
  return found;
}

async function compare(
  paths: Paths,
  first: number,
  count: number,
  found: { accepted: number; differing: DifferingLine[] },
): Promise<void> {
  const content = Array.from({ length: count }, (_, i) => lineOf(first + i)).join("\n");
  const fast = await paths.fast(content);
  const exact = fast && paths.exact(content);
  if (fast !== undefined && isDeepStrictEqual(fast, exact)) {
    found.accepted += count;
  } else if (count > 1) {
    const half = Math.floor(count / 2);
    await compare(paths, first, half, found);
    await compare(paths, first + half, count - half, found);
  } else if (fast !== undefined && !isKnown(PATHS_DIFFER, fileOf(content))) {
    found.accepted++;
    found.differing.push({ seed: first, line: content, detail: `fast ${shown(fast)}, exact ${shown(exact!)}` });
  }
}

function fileOf(content: string): Pick<FuzzCase, "kind" | "files"> {
  const bytes = Buffer.from(content);
  return { kind: "json", files: [{ name: "lines.json", bytes, plain: bytes }] };
}

const shown = ({ columns }: RawColumns): string =>
  JSON.stringify(columns, (_, value: unknown) =>
    typeof value === "bigint" ? `${value}n` : Object.is(value, -0) ? "-0" : value,
  );

/** Both paths over one file. */
class Paths {
  readonly #connection: KernelConnection;
  readonly #file: string;
  readonly #job: ReadJob;
  readonly #schema: StructType = parseSchema(PATHS_SHAPE.schema);

  constructor(connection: KernelConnection, file: string, zone: string) {
    this.#connection = connection;
    this.#file = file;
    this.#job = {
      files: [file],
      schema: this.#schema,
      whole: this.#schema,
      columns: this.#schema.fields.map((_, i) => `c${i}`),
      options: {},
      zone,
      now: 0n,
      settings: {
        caseSensitive: false,
        csvColumnPruning: true,
        ignoreCorruptFiles: false,
        ignoreMissingFiles: false,
        corruptColumn: "_corrupt_record",
      },
    };
  }

  /** The rows; undefined where the path refuses the text. */
  async fast(content: string): Promise<RawColumns | undefined> {
    writeFileSync(this.#file, content);
    if (await needsExactText(realRuntime, this.#file)) return undefined;
    const types = this.#schema.fields.map(({ dataType }) => dataType);
    try {
      return await this.#connection.columns(fastReadSql(this.#job, [this.#file])!, types);
    } catch (error) {
      if (isAboutText(error)) return undefined;
      throw error;
    }
  }

  exact(content: string): RawColumns {
    const { rowCount, columns } = readExactly(content.split(/\r\n|\n|\r/), this.#schema, exactOptions(this.#job));
    return { rowCount, columns };
  }
}
