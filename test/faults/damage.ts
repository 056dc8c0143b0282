/**
 * Every kind of file a query keeps, times everything that can happen to a file. The program is started again over it, with more input: it ends
 * with an error that names condition and path and has changed nothing, so that once the file is back it goes on to the right answer; or it gives
 * the right answer at once.
 */
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { examineCheckpoint } from "../../src/embedded/examine-checkpoint.ts";
import { realRuntime } from "../../src/runtime/real.ts";
import { seededRandom } from "../../src/runtime/simulated.ts";
import { ALL_FILES, FILES_PER_BATCH, makeBase, putBack, type Base } from "./bases.ts";
import { damages, read, type Damage } from "./damages.ts";
import { newestMs } from "./input.ts";
import { jobNames } from "./jobs.ts";
import { fileOf, filesBelow, kindsOf, type Kind } from "./kinds.ts";
import { checked, type Outcome, type Part, type Terms } from "./outcome.ts";
import type { Answer, Task } from "./worker.ts";
import { Worker } from "./workers.ts";
import { unnoticeable } from "./unnoticeable.ts";

export const damage: Part = async function* (terms) {
  const worker = new Worker();
  try {
    for (const job of jobNames)
      for (const isKilled of [false, true]) yield* damagesOf(await makeBase(terms.root, job, isKilled), worker, terms);
  } finally {
    worker.stop();
  }
};

/** So many cases would take minutes: without --every, one of as many. */
const SHARE = 8;

async function* damagesOf(base: Base, worker: Worker, { seed, isEvery, matching }: Terms): AsyncIterable<Outcome> {
  let turn = seed;
  const pristine = `${base.places.root}-pristine`;
  for (const part of ["checkpoint", "output"] as const)
    cpSync(base.places[part], join(pristine, part), { recursive: true, preserveTimestamps: true });
  for (const [i, kind] of kindsOf(base).entries())
    for (const [j, each] of damages(isEvery ? 12 : 3).entries()) {
      const place = base.places[kind.in];
      const { file, before } = fileOf(kind, base.places);
      const name = `${base.name}: ${kind.name} (${file}) ${each.name}`;
      if ((!isEvery && matching === "" && turn++ % SHARE !== 0) || !name.includes(matching)) continue;
      const older = before === undefined ? read(join(base.older[kind.in], file)) : read(join(place, before));
      const random = seededRandom(seed * 1_000_003 + i * 1009 + j);
      const path = join(place, file);
      const original = readFileSync(path);
      const isDone = each.do({ path, original, older, random });
      if (isDone) yield await checked(name, () => faultsOf(base, worker, { path, original, kind, each }));
      if (isDone) putBack(base, pristine);
    }
}

interface Case {
  readonly path: string;
  readonly original: Buffer;
  readonly kind: Kind;
  readonly each: Damage;
}

async function faultsOf(base: Base, worker: Worker, { path, original, kind, each }: Case): Promise<readonly string[]> {
  const { job, places } = base;
  const task: Task = { job, places, filesPerBatch: FILES_PER_BATCH, newestMs: newestMs(ALL_FILES) };
  const damaged = read(path);
  const before = looks(base);
  const isSeen = kind.in === "output" || (await examineCheckpoint(realRuntime, places.checkpoint)).length > 0;
  const first = await worker.live(task);
  if ("died" in first) return [first.died];
  if (first.end === "done") {
    const faults = answerFaults(first, base);
    return faults.length > 0 && unnoticeable({ kind: kind.name, damage: each.name, original, damaged }) ? [] : faults;
  }
  const { condition, message } = first.end;
  if (condition === "") return [`it has no condition: ${message}`];
  if (!message.includes(dirname(places.root))) return [`no path in: ${message}`];
  if (!isSeen) return [`[${condition}], which an examination of the checkpoint has not found`];
  const changed = changes(base, before, looks(base));
  if (changed.length > 0) return [`[${condition}], but it has changed ${changed.join(", ")}`];
  // Once the file is back, nothing is lost.
  rmSync(path, { recursive: true, force: true });
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, original);
  const second = await worker.live(task);
  if ("died" in second) return [`when it was mended, ${second.died}`];
  if (second.end !== "done") return [`when it was mended: ${second.end.message}`];
  return answerFaults(second, base).map((fault) => `when it was mended: ${fault}`);
}

/** The log of an output is read when it is compacted, and by readers: what is wrong in it, they say. */
function answerFaults({ faults, readerEnd }: Answer, { places }: Base): readonly string[] {
  if (readerEnd === "done") return faults;
  if (readerEnd.condition === "") return [`a reader's error has no condition: ${readerEnd.message}`];
  return readerEnd.message.includes(dirname(places.root)) ? [] : [`a reader: ${readerEnd.message}`];
}

type Looks = ReadonlyMap<string, string>;

function looks({ places }: Base): Looks {
  const found = new Map<string, string>();
  for (const place of [places.checkpoint, places.output])
    for (const file of filesBelow(place))
      found.set(
        join(place, file),
        createHash("sha1")
          .update(readFileSync(join(place, file)))
          .digest("hex"),
      );
  return found;
}

/** What is gone or different. What a kill has left half done may be cleared away; what a batch that failed has added is for the next start. */
function changes({ places, isKilled }: Base, before: Looks, after: Looks): readonly string[] {
  const isLeftover = (path: string): boolean =>
    isKilled && /\/millrace\/intents\/|\/\.millrace\/|\/part-[^/]*0[df][-.]|\/state\/0\/\d+\.delta/.test(path);
  return [...before]
    .filter(([path, look]) => after.get(path) !== look && !path.startsWith(`${places.checkpoint}/millrace/lock`))
    .filter(([path]) => !isLeftover(path))
    .map(([path]) => path);
}
