import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { askAll, type Answer } from "./worker-pool.ts";

const oddWorker = new URL("./test-workers/odd.ts", import.meta.url);

const ask = (names: readonly string[], module = oddWorker, workers = 1): Promise<Answer[]> =>
  askAll(
    names.map((name) => ({ path: name, category: "c", name: `c/${name}` })),
    { workers, limit: 1500, module, sql: false, restarts: false },
  );

test("each scenario has its own directory, gone afterwards", async () => {
  const answers = await ask(["answers", "answers", "answers"], oddWorker, 2);
  const directories = answers.map((answer) => ("trace" in answer ? answer.trace.name : ""));
  expect(new Set(directories).size).toBe(3);
  for (const directory of directories) {
    expect(directory).toMatch(/s000\d$/);
    expect(existsSync(directory)).toBe(false);
  }
});

test("whatever the engine does, the next scenario is asked", async () => {
  const answers = await ask(["fails", "answers", "exits", "answers", "hangs", "answers", "spins", "answers"]);
  expect(answers.filter((_, i) => i % 2 === 0)).toEqual([
    expect.objectContaining({ failure: "TypeError: x" }),
    { failure: "the process ended with code 3: RangeError: out of memory" },
    { failure: "no answer within 1.5 s" },
    { failure: "no answer within 1.5 s" },
  ]);
  for (const i of [1, 3, 5, 7]) expect(answers[i]).toHaveProperty("trace");
});

test("an engine that does not load fails every scenario", async () => {
  const answers = await ask(["answers", "answers"], new URL("./no-such-worker.ts", import.meta.url));
  for (const answer of answers)
    expect(answer).toEqual({ failure: expect.stringMatching(/^the engine did not load: the process ended/) });
});
