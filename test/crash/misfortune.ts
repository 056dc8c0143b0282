/** What befalls one life of an engine: the world asks at every effect, listing and read, and is told what goes wrong there. */
import type { Effect, Strike, Stroke } from "../../src/runtime/simulated-disk.ts";
import { roleOf } from "./roles.ts";
import type { Blow } from "./schedule.ts";

/** What a full disk refuses; anything else can only break. */
const NEED_SPACE: ReadonlySet<Stroke> = new Set([
  "make directory",
  "write",
  "link",
  "copy",
  "write natively",
  "sync file",
]);

export class Misfortune {
  /** What was hit: stroke and role of the file. */
  hit: string | undefined;
  reads = 0;
  readonly #blow: Blow | undefined;
  readonly #root: string;
  readonly #streamed: readonly string[];
  readonly #seed: number;
  #listings = 0;
  #broken: Effect | undefined;
  #isFull = false;
  #unreadable: string | undefined;

  /** `streamed`: the inputs that may be listed late. A table is read as it is then; it has no later batch. */
  constructor(blow: Blow | undefined, root: string, streamed: readonly string[], seed: number) {
    this.#blow = blow;
    this.#root = root;
    this.#streamed = streamed;
    this.#seed = seed;
  }

  /** A disk that is full stays full, and what is broken stays broken, for this life. */
  readonly strike = (effect: Effect): Strike | undefined => {
    const { how, at } = this.#blow ?? { how: "stale", at: 0 };
    if (how === "stale" || how === "unread") return undefined;
    const { number, stroke, path } = effect;
    if (number === at) {
      this.hit = `${stroke} ${roleOf(path)}`;
      if (how === "-" || how === "x") return "before";
      if (how === "+") return "after";
      this.#isFull = how === "ENOSPC" && NEED_SPACE.has(stroke);
      if (!this.#isFull) this.#broken = effect;
    }
    if (this.#isFull && NEED_SPACE.has(stroke)) return "ENOSPC";
    return stroke === this.#broken?.stroke && path === this.#broken.path ? "EIO" : undefined;
  };

  readonly hidden = (directory: string): number => {
    const { how, at } = this.#blow ?? {};
    if (how !== "stale" || !this.#streamed.includes(directory) || ++this.#listings < at!) return 0;
    if (this.#listings === at) this.hit = "stale listing input";
    return 1 + (this.#seed % 2);
  };

  /** What cannot be read once cannot be read for this life. */
  readonly isUnreadable = (path: string): boolean => {
    if (!path.startsWith(`${this.#root}/`)) return false;
    if (++this.reads === this.#blow?.at && this.#blow.how === "unread") {
      this.#unreadable = path;
      this.hit = `read ${roleOf(path.slice(this.#root.length + 1))}`;
    }
    return path === this.#unreadable;
  };
}
