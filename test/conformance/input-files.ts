import { mkdir, rename, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Addition, FileContent, Input, Line, StaticInput } from "./scenario.ts";

/** Seconds; every file written is one second younger than the last. */
const FIRST_MODIFICATION_TIME = 1_700_000_000;

/** The files a scenario's inputs read. Each appears whole, by a rename, under a name that counts over the scenario. */
export class InputFiles {
  readonly #root: string;
  #written = 0;

  constructor(root: string) {
    this.#root = root;
  }

  /** The directory a stream input reads, made if need be. */
  async directory(input: string): Promise<string> {
    return makeDirectory(join(this.#root, input));
  }

  /** The directory of a static input, holding its rows as JSON lines. */
  async writeStatic(input: string, { rows }: StaticInput): Promise<string> {
    const directory = await makeDirectory(join(this.#root, `static-${input}`));
    await writeFile(join(directory, "0.json"), linesText(rows));
    return directory;
  }

  async add(addition: Addition, inputs: Readonly<Record<string, Input>>): Promise<void> {
    for (const [name, content] of Object.entries(addition)) await this.#write(name, content, formatOf(inputs[name]));
  }

  async #write(input: string, content: FileContent, format: string): Promise<void> {
    const below = "dir" in content && content.dir !== undefined ? content.dir : ".";
    const directory = await makeDirectory(join(this.#root, input, below));
    const aside = join(this.#root, ".writing");
    await writeFile(aside, bytesOf(content));
    const time = FIRST_MODIFICATION_TIME + this.#written;
    await utimes(aside, time, time);
    await rename(aside, join(directory, `${String(this.#written).padStart(6, "0")}.${format}`));
    this.#written += 1;
  }
}

async function makeDirectory(path: string): Promise<string> {
  await mkdir(path, { recursive: true });
  return path;
}

function formatOf(input: Input | undefined): string {
  return (input?.static !== true && input?.format) || "json";
}

function bytesOf(content: FileContent): Buffer {
  if (Array.isArray(content)) return Buffer.from(linesText(content));
  if ("base64" in content) return Buffer.from(content.base64, "base64");
  return Buffer.from("text" in content ? content.text : linesText(content.lines));
}

function linesText(lines: readonly Line[]): string {
  return lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join("");
}
