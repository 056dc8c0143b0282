/** Chooses files of a checkpoint and its output's log, and does something to them. */
import { copyFileSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Dice } from "../../sql/fuzz-dice.ts";
import { mangleParquet } from "./mangle-parquet.ts";
import { mangledText } from "./mangle-text.ts";

export interface Change {
  /** Of the checkpoint or the output, without the numbers of batches and operators: `offsets/N`. */
  readonly kind: string;
  readonly file: string;
  readonly how: string;
}

/** One change, now and then two. */
export async function mangleFiles(live: string, dice: Dice): Promise<readonly Change[]> {
  const changes = [await mangleOne(live, dice)];
  if (dice.next() < 0.15) changes.push(await mangleOne(live, dice));
  return changes;
}

async function mangleOne(live: string, dice: Dice): Promise<Change> {
  const byKind = Map.groupBy(filesOf(live), kindOf);
  const kind = dice.oneOf([...byKind.keys()].toSorted());
  const group = byKind.get(kind)!.toSorted((a, b) => numberOf(a) - numberOf(b));
  // The newest are read at a restart, most of the others are not.
  const file = dice.next() < 0.7 ? group.at(-1 - dice.below(Math.min(2, group.length)))! : dice.oneOf(group);
  const path = join(live, file);
  const change = (how: string): Change => ({ kind, file, how });
  const whole = dice.next();
  if (whole < 0.06) {
    rmSync(path);
    return change("gone");
  }
  if (whole < 0.12) {
    const name = nameFor(file, dice);
    const to = join(dirname(path), name);
    if (dice.next() < 0.5) copyFileSync(path, to);
    else renameSync(path, to);
    return change(`under another name: ${name.replaceAll(/\d+/g, "N")}`);
  }
  if (whole < 0.17) {
    const other = dice.oneOf(group);
    copyFileSync(join(live, other), path);
    return change("another of its kind");
  }
  if (file.endsWith(".parquet")) return change(await mangleParquet(path, dice));
  const others = group.flatMap((each) => readFileSync(join(live, each), "utf8").split("\n")).filter(isJson);
  const { bytes, how } = mangledText(readFileSync(path), dice, others);
  writeFileSync(path, bytes);
  return change(how);
}

function nameFor(file: string, dice: Dice): string {
  const name = file.slice(file.lastIndexOf("/") + 1);
  const number = numberOf(file);
  if (Number.isNaN(number)) return `${name}.old`;
  const other = dice.oneOf([
    number + 1,
    number + 7,
    number - 1,
    `0${number}`,
    `${number}9999999999999999`,
    `-${number}`,
    "x",
  ]);
  return dice.next() < 0.8 ? name.replace(String(number), String(other)) : `${name}.compact`;
}

function filesOf(live: string): readonly string[] {
  return ["checkpoint", join("output", "_spark_metadata")]
    .flatMap((part) => readdirSync(join(live, part), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(live, join(entry.parentPath, entry.name)))
    .toSorted();
}

const kindOf = (file: string): string => file.replaceAll(/\d+/g, "N").replace(/^checkpoint\//, "");
const numberOf = (file: string): number => Number.parseInt(file.slice(file.lastIndexOf("/") + 1), 10);

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
