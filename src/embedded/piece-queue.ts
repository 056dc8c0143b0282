import type { Collected } from "../api/executor.ts";

/** Pieces handed from one side to the other, one at a time. */
export class PieceQueue {
  #piece: Collected | undefined;
  #error: unknown;
  #state: "open" | "ended" | "failed" | "cancelled" = "open";
  #wakeTaker = (): void => undefined;
  #wakePutter = (): void => undefined;

  /** False when nobody wants more. */
  async put(piece: Collected): Promise<boolean> {
    this.#piece = piece;
    this.#wakeTaker();
    while (this.#piece !== undefined && this.#state === "open")
      await new Promise<void>((resolve) => {
        this.#wakePutter = resolve;
      });
    return this.#state === "open";
  }

  end(): void {
    this.#state = "ended";
    this.#wakeTaker();
  }
  fail(error: unknown): void {
    this.#error = error;
    this.#state = "failed";
    this.#wakeTaker();
  }
  cancel(): void {
    if (this.#state === "open") this.#state = "cancelled";
    this.#wakePutter();
  }

  async *take(): AsyncGenerator<Collected> {
    for (;;) {
      if (this.#piece !== undefined) {
        const piece = this.#piece;
        this.#piece = undefined;
        this.#wakePutter();
        yield piece;
      } else if (this.#state === "failed") throw this.#error;
      else if (this.#state !== "open") return;
      else
        await new Promise<void>((resolve) => {
          this.#wakeTaker = resolve;
        });
    }
  }
}
