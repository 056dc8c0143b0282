import type { Observer } from "./observers.ts";
import type { Sight } from "./witness.ts";

/** What the runs have met: looks say little where nothing was under way. */
export class Tally {
  kills = 0;
  #unfinished = 0;
  #shown = 0;
  readonly #looks: Map<string, number>;

  constructor(observers: readonly Observer[]) {
    this.#looks = new Map(observers.map(({ name }) => [name, 0]));
  }

  add(observers: readonly Observer[], { isUnfinished, showsUnfinished }: Sight): void {
    for (const { name } of observers) this.#looks.set(name, this.#looks.get(name)! + 1);
    if (isUnfinished) this.#unfinished++;
    if (showsUnfinished) this.#shown++;
  }

  summary(): string {
    const looks = [...this.#looks].map(([name, count]) => `${name} ${count}`).join(", ");
    return [
      `${this.kills} kills; a batch awaited recovery at ${this.#unfinished} looks, and at ${this.#shown} some of its rows were to be seen`,
      `looks: ${looks}`,
    ].join("\n");
  }
}
