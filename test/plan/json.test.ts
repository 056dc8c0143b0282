import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { call, literal, type Expression } from "../../src/plan/expression.ts";
import { planFromJson, planToJson, type Plan } from "../../src/plan/json.ts";
import { Filter, Project, Range, type Relation } from "../../src/plan/relation.ts";
import { array, BINARY, CALENDAR_INTERVAL, decimal, DOUBLE, INT, LONG, STRING } from "../../src/types/data-type.ts";
import { conditionOf } from "../scratch.ts";
import { SAMPLES } from "./samples.ts";

const roundTrip = (plan: Plan): Plan => planFromJson(planToJson(plan));

test("a plan with a function of the program stays in the process", () => {
  const userCall = SAMPLES.find((sample) => sample.kind === "commonInlineUserDefinedFunction")!;
  expect(() => planToJson(userCall)).toThrow("[INVALID_PLAN]");
});

describe("a plan survives its JSON:", () => {
  const portable = SAMPLES.filter((sample) => sample.kind !== "commonInlineUserDefinedFunction");
  test.each(portable.map((sample) => [sample.kind, sample] as const))("%s", (_, sample) => {
    const back = roundTrip(sample);
    expect(back).toEqual(sample);
    expect(planToJson(back)).toBe(planToJson(sample));
    expect(Object.isFrozen(back)).toBe(true);
  });

  test.each([
    ["a long beyond JavaScript's integers", literal(LONG, -(2n ** 63n))],
    ["NaN", literal(DOUBLE, Number.NaN)],
    ["Infinity", literal(DOUBLE, Number.POSITIVE_INFINITY)],
    ["-Infinity", literal(DOUBLE, Number.NEGATIVE_INFINITY)],
    ["negative zero", literal(DOUBLE, -0)],
    ["bytes", literal(BINARY, new Uint8Array([0, 255, 10]))],
    ["no bytes", literal(BINARY, new Uint8Array())],
    ["a decimal's text", literal(decimal(38, 10), "1234567890123456789012345678.0123456789")],
    ["an interval's parts", literal(CALENDAR_INTERVAL, { months: -1, days: 2, microseconds: 2n ** 62n })],
    ["text with everything in it", literal(STRING, '"\\\n\u0000\u2028é😀\ud800')],
    ["nested literals", literal(array(INT), [literal(INT, 1), literal(INT, null)])],
  ])("%s", (_, value) => {
    const back = roundTrip(value) as typeof value;
    expect(back).toEqual(value);
    expect(Object.is((back as { value: unknown }).value, -0)).toBe(Object.is(value.value, -0));
  });
});

test("any expression over any values survives", () => {
  const value = fc.oneof(
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((v) => literal(LONG, v)),
    fc.double().map((v) => literal(DOUBLE, v)),
    fc.string({ unit: "binary" }).map((v) => literal(STRING, v)),
    fc.uint8Array({ maxLength: 5 }).map((v) => literal(BINARY, new Uint8Array(v))),
  );
  const { tree } = fc.letrec<{ tree: Expression }>((tie) => ({
    tree: fc.oneof(
      { depthSize: "small" },
      value,
      fc.tuple(fc.string(), fc.array(tie("tree"), { maxLength: 3 })).map(([name, args]) => call(name, args)),
    ),
  }));
  fc.assert(
    fc.property(tree, (plan) => {
      expect(roundTrip(plan)).toEqual(plan);
    }),
  );
});

test("user data that looks like one of the tags is not taken for it", () => {
  const read: Relation = Project.create({
    input: {
      kind: "read",
      isStreaming: false,
      dataSource: { format: "json", options: { $long: "5", $double: "NaN", $bytes: "AAAA" }, paths: [] },
    },
    expressions: [],
  });
  expect(roundTrip(read)).toEqual(read);
});

test("a field name that JavaScript treats specially survives", () => {
  const options = JSON.parse('{"__proto__":"x","constructor":"y"}') as Record<string, string>;
  const read: Relation = { kind: "read", isStreaming: false, dataSource: { options, paths: [] } };
  expect(planToJson(roundTrip(read))).toBe(planToJson(read));
});

test("deep plans survive", () => {
  let plan: Relation = Range.create({ end: 1n, step: 1n });
  for (let i = 0; i < 500; i++) plan = Filter.create({ input: plan, condition: literal(INT, i) });
  expect(planToJson(roundTrip(plan))).toBe(planToJson(plan));
});

describe("what is no plan is refused with INVALID_PLAN:", () => {
  test.each([
    ["no JSON", "{"],
    ["nothing", "null"],
    ["a number", "1"],
    ["a list", "[]"],
    ["no kind", "{}"],
    ["an unknown kind", '{"kind":"teleport"}'],
    ["an unknown kind within", '{"kind":"filter","input":{"kind":"teleport"},"condition":{"kind":"literal"}}'],
    ["a kind that every object has", '{"kind":"toString"}'],
    ["a tag without a number", '{"kind":"range","end":{"$long":"many"},"step":{"$long":"1"}}'],
  ])("%s", async (_, text) => {
    expect(await conditionOf(() => planFromJson(text))).toBe("INVALID_PLAN");
  });
});
