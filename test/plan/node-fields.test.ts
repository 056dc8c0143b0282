import { describe, expect, test } from "vitest";
import { planFromJson, planToJson } from "../../src/plan/json.ts";
import { errorOf } from "../scratch.ts";
import { SAMPLES } from "./samples.ts";

const a = '{"kind":"unresolvedAttribute","unparsedIdentifier":"a"}';
const one = '{"kind":"range","end":{"$long":"1"},"step":{"$long":"1"}}';
const int = '{"kind":"integer"}';

async function reasonFor(text: string): Promise<string> {
  const error = await errorOf(() => planFromJson(text));
  expect(error.condition).toBe("INVALID_PLAN");
  return error.parameters["reason"]!;
}

describe("what is wrong is said with its path:", () => {
  test.each([
    ["a field that is missing", `{"kind":"filter","input":${one}}`, "at condition, it is missing"],
    [
      "a field that is not there",
      `{"kind":"distinct","input":${one},"x":1}`,
      "at x, there is no such field; there are",
    ],
    [
      "a relation for an expression",
      `{"kind":"filter","input":${one},"condition":${one}}`,
      "at condition, an expression is expected, not the kind range",
    ],
    [
      "deep inside",
      `{"kind":"project","input":{"kind":"limit","input":${one},"limit":"1"},"expressions":[${a}]}`,
      'at input.limit, a whole number of 32 bits is expected, not "1"',
    ],
    [
      "in a list",
      `{"kind":"sort","input":${one},"isGlobal":true,"order":[${a}]}`,
      "at order[0], an expression of the kind sortOrder is expected, not the kind unresolvedAttribute",
    ],
    ["null", `{"kind":"distinct","input":null}`, "at input, a relation is expected, not null"],
    [
      "a word that is none of them",
      `{"kind":"naturalJoin","left":${one},"right":${one},"joinType":"left"}`,
      "at joinType,",
    ],
    [
      "a name that every object has",
      `{"kind":"distinct","input":${one},"__proto__":{}}`,
      "at __proto__, there is no such",
    ],
    ["a fraction", `{"kind":"limit","input":${one},"limit":1.5}`, "at limit,"],
    ["no number", `{"kind":"limit","input":${one},"limit":{"$double":"NaN"}}`, "at limit,"],
    [
      "a number for a long",
      `{"kind":"range","end":1,"step":{"$long":"1"}}`,
      'at end, a long, as {"$long":"1"} is expected',
    ],
    ["no rows", `{"kind":"inlineTable","rows":[]}`, "at rows, the list is empty"],
    ["a tag with more", `{"kind":"range","end":{"$long":"1","x":2},"step":{"$long":"1"}}`, '{"$long":"1"} is none of'],
    [
      "an option that is no text",
      `{"kind":"read","isStreaming":false,"dataSource":{"options":{"x":1},"paths":[]}}`,
      "at dataSource.options.x,",
    ],
    [
      "a function of a program",
      `{"kind":"commonInlineUserDefinedFunction","functionName":"f","deterministic":true,"arguments":[],"userFunction":{}}`,
      "at userFunction, a function of a program",
    ],
  ])("%s", async (_, text, reason) => {
    expect(await reasonFor(text)).toContain(reason);
  });
});

/** The kernel gets a literal's number as it stands: what is no number must not come so far. */
describe("a literal's value is one of its type:", () => {
  test.each([
    ["text for a date", '{"kind":"date"}', '"0 AS INTEGER)), (SELECT 1"'],
    ["a long for an int", int, '{"$long":"1"}'],
    ["too large an int", int, "2147483648"],
    ["too large a byte", '{"kind":"byte"}', "128"],
    ["a long beyond 64 bits", '{"kind":"long"}', '{"$long":"9223372036854775808"}'],
    ["a decimal that is no number", '{"kind":"decimal","precision":5,"scale":0}', '"x"'],
    ["half an interval", '{"kind":"calendar_interval"}', '{"months":"1","days":1,"microseconds":{"$long":"1"}}'],
    ["a bare item", `{"kind":"array","elementType":${int},"containsNull":true}`, "[1]"],
    [
      "an item of another type",
      `{"kind":"array","elementType":${int},"containsNull":true}`,
      `[{"kind":"literal","dataType":{"kind":"string"},"value":"x"}]`,
    ],
    [
      "a key without a value",
      `{"kind":"map","keyType":${int},"valueType":${int},"valueContainsNull":true}`,
      `[{"kind":"literal","dataType":${int},"value":1}]`,
    ],
    ["too few fields", `{"kind":"struct","fields":[{"name":"x","dataType":${int},"nullable":true}]}`, "[]"],
    ["something for nothing", '{"kind":"null"}', "1"],
  ])("%s", async (_, type, value) => {
    expect(await reasonFor(`{"kind":"literal","dataType":${type},"value":${value}}`)).toContain("at value");
  });

  test.each([
    ["a scale beyond the precision", '{"kind":"decimal","precision":5,"scale":6}', "at dataType.scale"],
    ["text for a precision", '{"kind":"decimal","precision":"5","scale":0}', "at dataType.precision"],
    ["an interval that ends before it starts", '{"kind":"day_time_interval","start":2,"end":1}', "at dataType.end"],
    ["an unknown type", '{"kind":"varbinary"}', "at dataType, a data type is expected, not the kind varbinary"],
  ])("and its type a type: %s", async (_, type, reason) => {
    expect(await reasonFor(`{"kind":"literal","dataType":${type},"value":null}`)).toContain(reason);
  });
});

test("no field of any node can be left out or be null, but those the compiler knows as optional", async () => {
  const optional = new Set(
    "planId origin ignoreNulls withinGroup pivot values isInternal unparsedTarget metadata type typeStr evalMode frameSpec valueExpression joinCondition namedTable dataSource start numPartitions input groupingSets seed having source path processingTimeInterval availableNow once continuousCheckpointInterval realTimeBatchDuration tableName value".split(
      " ",
    ),
  );
  for (const sample of SAMPLES) {
    if (sample.kind === "commonInlineUserDefinedFunction") continue;
    const node = JSON.parse(planToJson(sample)) as Record<string, unknown>;
    for (const name of Object.keys(node)) {
      if (optional.has(name) || name === "kind") continue;
      const { [name]: _, ...less } = node;
      expect(await reasonFor(JSON.stringify(less))).toBe(`at ${name}, it is missing`);
      expect(await reasonFor(JSON.stringify({ ...node, [name]: null }))).toContain(`at ${name}, `);
    }
  }
});

test("a plan too deep for the stack is refused with a condition", async () => {
  const deep = `${'{"kind":"distinct","input":'.repeat(100_000)}${one}${"}".repeat(100_000)}`;
  expect((await errorOf(() => planFromJson(deep))).condition).toBe("FAILED_TO_PARSE_TOO_COMPLEX");
});
