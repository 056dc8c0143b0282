import { expect, test } from "vitest";
import { arriving, type Case } from "./case.ts";
import { caseOf } from "./generate-case.ts";
import { everyNode } from "./plan.ts";
import { shrunk } from "./shrink.ts";

test("a case keeps what it fails by and loses the rest", async () => {
  const large = Array.from({ length: 500 }, (_, seed) => caseOf(seed)).find(
    ({ mode, plan, arrival, rows }) =>
      mode === "append" &&
      everyNode(plan).length > 3 &&
      arrival.restarts.length > 0 &&
      arrival.rounds.length > 3 &&
      rows.a.length > 5 &&
      everyNode(plan).some((node) => node.kind === "aggregate"),
  )!;
  const culprit = large.rows.a[3]!["id"];
  const fails = (of: Case): boolean =>
    everyNode(of.plan).some((node) => node.kind === "aggregate") &&
    arriving(of, "a").some((row) => row["id"] === culprit);
  const { of } = await shrunk(
    large,
    "1 missing",
    async (smaller) => (fails(smaller) ? "1 missing" : undefined),
    () => false,
  );
  expect(arriving(of, "a").map((row) => row["id"])).toEqual([culprit]);
  expect(arriving(of, "b")).toEqual([]);
  expect(of.arrival).toMatchObject({ restarts: [], faults: [] });
  expect(of.arrival.rounds).toHaveLength(1);
  expect(everyNode(of.plan).filter((node) => node.kind === "aggregate")).toHaveLength(1);
});

test("what fails in another way is not taken for the same", async () => {
  const of = caseOf(1);
  const kept = await shrunk(
    of,
    "3 missing",
    async () => "the engine fell over",
    () => false,
  );
  expect(kept).toEqual({ of, wrong: "3 missing" });
});
