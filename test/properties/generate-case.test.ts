import { expect, test } from "vitest";
import { arriving } from "./case.ts";
import { caseOf, streamsOf } from "./generate-case.ts";
import { isDetermined } from "./generate-step.ts";
import { everyNode, type Input } from "./plan.ts";

const cases = Array.from({ length: 300 }, (_, seed) => caseOf(seed));

test("a seed gives the same case again", () => {
  for (const seed of [1, 7, 90]) expect(caseOf(seed)).toEqual(caseOf(seed));
});

test("every row arrives once", () => {
  for (const of of cases)
    for (const stream of streamsOf(of.plan)) {
      const arrived = arriving(of, stream);
      expect(arrived).toHaveLength(of.rows[stream].length);
      expect(new Set(arrived)).toEqual(new Set(of.rows[stream]));
    }
});

test("every plan has but one right answer", () => {
  for (const { plan } of cases) expect(isDetermined(plan)).toBe(true);
});

test("no row is late by what came before it, where none must be", () => {
  for (const of of cases.filter((each) => !each.isLate))
    for (const { stream, delayMs } of everyNode(of.plan).filter((node): node is Input => node.kind === "input")) {
      let latest = Number.NEGATIVE_INFINITY;
      for (const row of arriving(of, stream)) {
        const time = row["t"] as number | null;
        if (time === null || delayMs === undefined) continue;
        expect(time).toBeGreaterThan(latest - delayMs);
        latest = Math.max(latest, time);
      }
    }
});

test("some rows are late where they may be", () => {
  const isLate = cases
    .filter((each) => each.isLate)
    .some((of) => {
      const times = arriving(of, "a").map((row) => row["t"] as number);
      const { delayMs } = everyNode(of.plan).find((node): node is Input => node.kind === "input")!;
      return times.some((time, i) => time <= Math.max(...times.slice(0, i)) - delayMs!);
    });
  expect(isLate).toBe(true);
});
