/** One case from its files to what is wrong with it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Session } from "../../../src/index.ts";
import { type SeededFinding } from "../../seeded-run.ts";
import { diceOf } from "../../sql/fuzz-dice.ts";
import type { FuzzCase, FuzzFile } from "./cases.ts";
import { checkCase } from "./checks.ts";
import { isKnown } from "./known.ts";
import { Fault, strange } from "./outcome.ts";

/** `directory` keeps the case's files. */
export interface Finding extends SeededFinding {
  readonly directory: string;
}

/** Of the processor, since a busy machine is no fault of the file. */
const SLOW_MS = 15_000;

/** Checks the case of a seed; what is found keeps its files, cut down to the lines it needs. */
export async function findingOf(session: Session, seed: number, fuzzCase: FuzzCase): Promise<Finding | undefined> {
  const fault = await faultOf(session, seed, fuzzCase);
  if (fault === undefined) return undefined;
  const least = await smaller(fuzzCase, async (part) => (await faultOf(session, seed, part))?.cause === fault.cause);
  const directory = directoryOf(seed);
  const again = await faultOf(session, seed, least, directory);
  return { seed, cause: fault.cause, detail: describe(least, (again ?? fault).message), directory };
}

const directoryOf = (seed: number): string => mkdtempSync(join(tmpdir(), `millrace-files-${seed}-`));

async function faultOf(session: Session, seed: number, fuzzCase: FuzzCase, kept?: string): Promise<Fault | undefined> {
  const directory = kept ?? directoryOf(seed);
  const place = { session, input: join(directory, "input"), scratch: join(directory, "scratch") };
  const start = process.cpuUsage();
  try {
    await checkCase(fuzzCase, place, diceOf(seed));
    const { user, system } = process.cpuUsage(start);
    const ms = (user + system) / 1000;
    return ms > SLOW_MS ? new Fault("slow", `all ways to read it took ${Math.round(ms)} ms`) : undefined;
  } catch (error) {
    const fault = error instanceof Fault ? error : strange(error);
    return isKnown(fault.cause, fuzzCase) ? undefined : fault;
  } finally {
    rmSync(kept === undefined ? directory : place.scratch, { recursive: true, force: true });
  }
}

/** The case with as few lines as still fail, found within some tries; packed files stay as they are. */
async function smaller(fuzzCase: FuzzCase, fails: (part: FuzzCase) => Promise<boolean>): Promise<FuzzCase> {
  let [best, tries] = [fuzzCase, 80];
  const attempt = async (files: readonly FuzzFile[]): Promise<boolean> => {
    if (tries-- <= 0 || !(await fails({ ...fuzzCase, files }))) return false;
    best = { ...fuzzCase, files };
    return true;
  };
  for (const file of fuzzCase.files) if (best.files.length > 1) await attempt(best.files.filter((f) => f !== file));
  for (const { name } of best.files) {
    for (let size = 32; size >= 1; size = Math.floor(size / 2)) {
      for (let at = 0; at < linesOf(best, name).length;) {
        const lines = linesOf(best, name).toSpliced(at, size);
        const bytes = Buffer.concat(lines);
        const isLess = await attempt(best.files.map((f) => (f.name === name ? { name, bytes, plain: bytes } : f)));
        if (!isLess) at += size;
      }
    }
  }
  return best;
}

/** The lines of a file with their ends; none of a packed one. */
function linesOf({ files }: FuzzCase, name: string): Buffer[] {
  const file = files.find((f) => f.name === name)!;
  if (file.bytes !== file.plain) return [];
  return (file.bytes.toString("latin1").match(/[^\n]*\n|[^\n]+$/g) ?? []).map((line) => Buffer.from(line, "latin1"));
}

function describe({ kind, schema, options, files }: FuzzCase, message: string): string {
  const texts = files.map(({ name, bytes }) => `${name} ${JSON.stringify(cut(bytes.toString("latin1")))}`);
  return `${message}\n${kind} ${schema} ${JSON.stringify(options)}\n${texts.join("\n")}`;
}

const cut = (text: string): string =>
  text.length > 1000 ? `${text.slice(0, 500)}...(${text.length})...${text.slice(-300)}` : text;
