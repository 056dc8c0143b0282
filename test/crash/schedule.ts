/**
 * What goes wrong in one trial: where the power goes in one life of the engine after the other, or what fails in the first. One seed is one
 * schedule, and so is one line of text: `etl-parquet/17-,4+/99` is a power loss before effect 17, one after effect 4 of the next life, and 99 the
 * seed of what the losses leave.
 */
import { seededRandom } from "../../src/runtime/simulated.ts";

/**
 * "-" and "+": the power goes before or after the effect. "x": the process is killed before it, and the machine goes on: what was not synced stays
 * so, and the power goes when all is done. "stale": the listing of an input does not show its newest files yet. "unread": what is
 * read there cannot be.
 */
export type How = "-" | "+" | "x" | "ENOSPC" | "EIO" | "stale" | "unread";

export interface Blow {
  /** The number of the effect in its life; of the listing, for a stale one; of the read, for one that fails. */
  readonly at: number;
  readonly how: How;
}

export interface Schedule {
  readonly program: string;
  /** One per life; the life after the last one is left in peace. */
  readonly blows: readonly Blow[];
  readonly seed: number;
}

/** How many effects and how many reads a life has in which nothing goes wrong. */
export interface Length {
  readonly effects: number;
  readonly reads: number;
}

export const isPowerLoss = ({ how }: Blow): boolean => how === "-" || how === "+";
export const isKill = ({ how }: Blow): boolean => how === "x";

export const scheduleText = ({ program, blows, seed }: Schedule): string =>
  `${program}/${blows.map(({ at, how }) => `${at}${how}`).join(",")}/${seed}`;

export function parseSchedule(text: string): Schedule {
  const match = /^([\w-]+)\/([^/]*)\/(\d+)$/.exec(text);
  if (match === null) throw new Error(`'${text}' is no schedule: program/17-,4+/99`);
  const blows = match[2]!.split(",").filter((blow) => blow !== "");
  return {
    program: match[1]!,
    blows: blows.map((blow) => {
      const parts = /^(\d+)([-+x]|ENOSPC|EIO|stale|unread)$/.exec(blow);
      if (parts === null)
        throw new Error(`'${blow}' says neither where nor what: 17-, 17+, 17x, 17ENOSPC, 17EIO, 3stale, 9unread`);
      return { at: Number(parts[1]), how: parts[2] as How };
    }),
    seed: Number(match[3]),
  };
}

/** Of six rounds over the programs three are single power losses, one is a pair, one is a fault and one a kill. */
const ROUNDS = 6;
/** Coprime to the number of effects of any program: consecutive singles lie far apart and leave none out. */
const STRIDE = 10_007;
/** Programs that are struck in one round are struck at different places. */
const SHIFT = 101;
/** Most second losses hit the recovery. */
const RECOVERY = 40;

/** Seeds that follow one another go through the programs; over a program's seeds, the singles go through its effects without repeating one. */
export async function scheduleOf(
  seed: number,
  programs: readonly string[],
  lengthOf: (program: string) => Promise<Length>,
): Promise<Schedule> {
  const index = seed % programs.length;
  const program = programs[index]!;
  const visit = Math.floor(seed / programs.length);
  const { effects, reads } = await lengthOf(program);
  const { next } = seededRandom(seed);
  const upTo = (most: number): number => 1 + Math.floor(next() * most);
  const oneOf = <T>(...choices: readonly T[]): T => choices[Math.floor(next() * choices.length)]!;
  const side = (): How => (next() < 0.5 ? "-" : "+");
  const [round, slot] = [Math.floor(visit / ROUNDS), visit % ROUNDS];
  if (slot === 3)
    return {
      program,
      blows: [
        { at: upTo(effects), how: side() },
        { at: upTo(next() < 0.7 ? Math.min(RECOVERY, effects) : effects), how: side() },
      ],
      seed,
    };
  if (slot === 4) {
    const how = oneOf("stale" as const, "ENOSPC" as const, "ENOSPC" as const, "EIO" as const, "unread" as const);
    const fault: Blow = { at: upTo(how === "stale" ? 4 : how === "unread" ? reads : effects), how };
    const then: readonly Blow[] = how !== "stale" && next() < 0.3 ? [{ at: upTo(RECOVERY), how: side() }] : [];
    return { program, blows: [fault, ...then], seed };
  }
  if (slot === 5) {
    const kill: Blow = { at: upTo(effects), how: "x" };
    const then: readonly Blow[] = next() < 0.4 ? [{ at: upTo(RECOVERY), how: oneOf("x" as const, side()) }] : [];
    return { program, blows: [kill, ...then], seed };
  }
  const single = round * 3 + slot;
  const at = 1 + ((single * STRIDE + index * SHIFT) % effects);
  return { program, blows: [{ at, how: Math.floor(single / effects) % 2 === 0 ? "-" : "+" }], seed };
}
