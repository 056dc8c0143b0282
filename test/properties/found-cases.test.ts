import { afterAll, expect, test } from "vitest";
import { Checker } from "./check-case.ts";
import { foundCases } from "./found-cases.ts";

const checker = new Checker();
afterAll(() => checker.stop());

for (const { what, case: found } of foundCases)
  test(`no more: ${what}`, { timeout: 60_000 }, async () => {
    expect(await checker.check(found)).toBeUndefined();
  });
