import { expect, test } from "vitest";
import { compare, compareCounters } from "./compare.ts";
import { findScenarios, readScenario, readTrace } from "./corpus.ts";

const directory = import.meta.dirname;
const recorded = findScenarios(`${directory}/scenarios`).map((file) => ({
  scenario: readScenario(file),
  expected: readTrace(`${directory}/expected`, file),
}));

test("every scenario has a trace of its name, and agrees with itself", () => {
  expect(recorded.length).toBeGreaterThan(250);
  for (const { scenario, expected } of recorded) {
    expect(expected?.name).toBe(scenario.name);
    expect(compare(expected!, structuredClone(expected!), scenario)).toBeUndefined();
    expect(compareCounters(expected!, structuredClone(expected!), scenario)).toBeUndefined();
  }
});

test("no scenario passes without its last run, its last batch, its error, or with one row changed", () => {
  for (const { scenario, expected } of recorded) {
    const changes = [
      structuredClone(expected!),
      structuredClone(expected!),
      structuredClone(expected!),
      structuredClone(expected!),
    ] as const;
    changes[0].runs.pop();
    const batchGone = changes[1].runs.findLast((run) => run.batches.length > 0)?.batches.pop();
    delete changes[2].error;
    const rows = changes[3].runs.flatMap((run) =>
      run.batches.flatMap((batch) => (batch.rows?.length ? [batch.rows] : [])),
    );
    if (rows.length > 0) rows[0]![0] = `${rows[0]![0]} `;
    const made = [true, batchGone !== undefined, expected!.error !== undefined, rows.length > 0];
    for (const [i, change] of changes.entries()) {
      if (made[i]) expect(compare(expected!, change, scenario), `${scenario.name}, change ${i}`).toBeDefined();
    }
  }
});
