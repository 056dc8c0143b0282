/** What Spark 4.3.0 makes of the same lines. */
import { expect, test } from "vitest";
import { parseSchema } from "../../../src/types/ddl-parser.ts";
import { convertRow, type ConvertRules } from "../../../src/types/json/convert.ts";
import { parseJson, type JsonGrammar } from "../../../src/types/json/parser.ts";

const GRAMMAR: JsonGrammar = {
  allowSingleQuotes: true,
  allowNonNumericNumbers: true,
  allowUnquotedFieldNames: false,
  allowNumericLeadingZeros: false,
  allowUnquotedControlChars: false,
  allowBackslashEscapingAnyCharacter: false,
  allowComments: false,
};

function converted(
  ddl: string,
  line: string,
  rules: Partial<ConvertRules> = {},
): { values: unknown; bad: boolean; reason: unknown } {
  const node = parseJson(line, GRAMMAR);
  if (node?.t !== "object") return expect.fail("no object");
  const { values, bad, reason } = convertRow(node, parseSchema(ddl), { zone: "UTC", now: 0n, ...rules });
  return { values, bad, reason: (reason as { condition?: string } | undefined)?.condition };
}

test("a field that does not fit costs itself; its struct lives on, an array or map of plain values does not", () => {
  expect(converted("s STRUCT<x: INT, y: INT>", '{"s":{"x":"bad","y":2}}')).toMatchObject({
    values: [[null, 2]],
    bad: true,
  });
  expect(converted("l ARRAY<STRUCT<p: INT>>", '{"l":[{"p":1},{"p":"bad"}]}')).toMatchObject({
    values: [[[1], [null]]],
    bad: true,
  });
  expect(converted("l ARRAY<INT>", '{"l":[1,"bad"]}')).toMatchObject({ values: [null], bad: true });
  expect(converted("m MAP<STRING, INT>", '{"m":{"k":1,"l":"bad"}}')).toMatchObject({ values: [null], bad: true });
});

test("of a name that is there twice the last value that fits counts", () => {
  expect(converted("a INT", '{"a":1,"a":2}')).toMatchObject({ values: [2], bad: false });
  expect(converted("a INT", '{"a":1,"a":"bad"}')).toMatchObject({ values: [1], bad: true });
  expect(converted("a INT", '{"a":1,"a":null}')).toMatchObject({ values: [null], bad: false });
});

test("numbers by name are those that Jackson takes", () => {
  expect(converted("d DOUBLE", '{"d":"-INF"}')).toMatchObject({ values: [Number.NEGATIVE_INFINITY], bad: false });
  expect(converted("d DOUBLE", '{"d":"INF"}')).toMatchObject({ values: [null], bad: true });
  expect(converted("d DOUBLE", '{"d":"NaN"}', { allowNonNumericNumbers: false })).toMatchObject({ bad: true });
});

test("decimals are rounded, may have groups of digits, and must fit", () => {
  expect(converted("n DECIMAL(8,3)", '{"n":"1,234.5678"}').values).toEqual(["1234.568"]);
  expect(converted("n DECIMAL(8,3)", '{"n":1e3}').values).toEqual(["1000.000"]);
  expect(converted("n DECIMAL(8,3)", '{"n":1e300000}')).toMatchObject({ values: [null], bad: true });
});

test("digits alone are days since 1970 where they are no year", () => {
  expect(converted("d DATE", '{"d":"20160803"}').values).toEqual([20_160_803]);
});

test("half a surrogate pair is a question mark", () => {
  expect(converted("s STRING", String.raw`{"s":"\ud83d"}`).values).toEqual(["?"]);
});

test("the first misfit says what it was", () => {
  expect(converted("a INT", '{"a":"x"}').reason).toBe("CANNOT_PARSE_JSON_FIELD");
  expect(converted("a INT", '{"a":""}').reason).toBe("EMPTY_JSON_FIELD_VALUE");
  expect(converted("a DATE", '{"a":"q"}').reason).toBe("CAST_INVALID_INPUT");
});

test("seconds beyond what a timestamp holds do not fit", () => {
  expect(converted("t TIMESTAMP", '{"t":9223372036854775807}')).toMatchObject({ values: [null], bad: true });
});
