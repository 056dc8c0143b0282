import { describe, expect, test } from "vitest";
import { Timestamp, type Row, type Value } from "../../../src/index.ts";
import { session } from "../../scratch.ts";
import { readBoth } from "./lines.ts";

/** A row after all-null defaults, for the schema `l BIGINT, d DOUBLE, s STRING, t TIMESTAMP`. */
const row = (fields: { l?: Value; d?: Value; s?: Value; t?: Value }): Row => ({
  l: null,
  d: null,
  s: null,
  t: null,
  ...fields,
});
const at = (text: string): Timestamp => new Timestamp(BigInt(Date.parse(text)) * 1000n);

interface Case {
  readonly what: string;
  readonly line: string;
  readonly rows: readonly Row[];
  /** Whether `_corrupt_record` holds the line. */
  readonly corrupt?: boolean;
}

/** The lines of facts/libraries.md C6, with the answers of the recorded traces where there is one. */
const CASES: readonly Case[] = [
  {
    what: "all is well",
    line: '{"l":1,"d":2.5,"s":"x","t":"2016-08-03 01:32:20.9"}',
    rows: [row({ l: 1n, d: 2.5, s: "x", t: at("2016-08-03T01:32:20.9Z") })],
  },
  { what: "a text in a BIGINT", line: '{"l":"2","s":"x"}', rows: [row({ s: "x" })], corrupt: true },
  { what: "a fraction in a BIGINT", line: '{"l":6.7,"s":"x"}', rows: [row({ s: "x" })], corrupt: true },
  { what: "a fraction of zero in a BIGINT", line: '{"l":1.0,"s":"x"}', rows: [row({ s: "x" })], corrupt: true },
  { what: "a boolean in a DOUBLE", line: '{"d":true,"s":"x"}', rows: [row({ s: "x" })], corrupt: true },
  { what: "words in a BIGINT", line: '{"l":"abc","s":"x"}', rows: [row({ s: "x" })], corrupt: true },
  { what: "an object in a BIGINT", line: '{"l":{"x":1},"s":"x"}', rows: [row({ s: "x" })], corrupt: true },
  {
    what: "too great for a BIGINT",
    line: '{"l":99999999999999999999,"s":"x"}',
    rows: [row({ s: "x" })],
    corrupt: true,
  },
  { what: "a malformed line", line: '{"l":1,"s":', rows: [row({})], corrupt: true },
  { what: "a number alone", line: "42", rows: [row({})], corrupt: true },
  { what: "a text alone", line: '"str"', rows: [row({})], corrupt: true },
  { what: "null alone", line: "null", rows: [row({})], corrupt: true },
  { what: "no JSON at all", line: "garbage", rows: [row({})], corrupt: true },
  { what: "text after the object", line: '{"l":1} trailing', rows: [row({ l: 1n })] },
  { what: "an object after the object", line: '{"l":1}{"l":2}', rows: [row({ l: 1n })] },
  { what: "objects in a list", line: '[{"l":1},{"l":2}]', rows: [row({ l: 1n }), row({ l: 2n })] },
  { what: "an empty list", line: "[]", rows: [] },
  { what: "a blank line", line: "", rows: [] },
  { what: "blanks only", line: "   ", rows: [] },
  { what: "a key twice: the last counts", line: '{"l":1,"l":2}', rows: [row({ l: 2n })] },
  { what: "no field", line: "{}", rows: [row({})] },
  { what: "another field", line: '{"l":1,"other":[1,{"a":2}]}', rows: [row({ l: 1n })] },
  { what: "another letter case", line: '{"L":1,"s":"x"}', rows: [row({ s: "x" })] },
  { what: "NaN, bare", line: '{"d":NaN}', rows: [row({ d: Number.NaN })] },
  { what: "NaN, as text", line: '{"d":"NaN"}', rows: [row({ d: Number.NaN })] },
  { what: "Infinity, bare and negative", line: '{"d":-Infinity}', rows: [row({ d: Number.NEGATIVE_INFINITY })] },
  { what: "Infinity, as text", line: '{"d":"Infinity"}', rows: [row({ d: Number.POSITIVE_INFINITY })] },
  { what: "a number as text in a DOUBLE", line: '{"d":"1.5","s":"x"}', rows: [row({ s: "x" })], corrupt: true },
  { what: "an integer in a DOUBLE", line: '{"d":3}', rows: [row({ d: 3 })] },
  {
    what: "a number in a TIMESTAMP: seconds",
    line: '{"t":1470187940}',
    rows: [row({ t: at("2016-08-03T01:32:20Z") })],
  },
  { what: "a fraction in a TIMESTAMP", line: '{"t":1470187940.5,"s":"x"}', rows: [row({ s: "x" })], corrupt: true },
  { what: "a number in a STRING", line: '{"s":12}', rows: [row({ s: "12" })] },
  { what: "a fraction in a STRING", line: '{"s":1.50}', rows: [row({ s: "1.50" })] },
  { what: "a boolean in a STRING", line: '{"s":true}', rows: [row({ s: "true" })] },
  { what: "an object in a STRING", line: '{"s":{"a": 1}}', rows: [row({ s: '{"a": 1}' })] },
  { what: "a list in a STRING", line: '{"s":[1, "x"]}', rows: [row({ s: '[1, "x"]' })] },
  { what: "single quotes", line: "{'l':1,'s':'x'}", rows: [row({ l: 1n, s: "x" })] },
  { what: "escapes", line: '{"s":"\\u00e9\\n\\"\\\\\\/","\\u006c":5}', rows: [row({ l: 5n, s: 'é\n"\\/' })] },
  { what: "blanks around everything", line: ' \t{ "l" : 1 , "s" : "x" } ', rows: [row({ l: 1n, s: "x" })] },
  {
    what: "an offset in a TIMESTAMP",
    line: '{"t":"2016-08-03T03:32:20+02:00"}',
    rows: [row({ t: at("2016-08-03T01:32:20Z") })],
  },
  { what: "24 o'clock", line: '{"t":"2016-08-03 24:00:00","s":"x"}', rows: [row({ s: "x" })], corrupt: true },
  { what: "a day that is none", line: '{"t":"2016-02-30 00:00:00","s":"x"}', rows: [row({ s: "x" })], corrupt: true },
  { what: "a partial date in a TIMESTAMP", line: '{"t":"2016-08"}', rows: [row({ t: at("2016-08-01T00:00:00Z") })] },
  {
    what: "digits past microseconds",
    line: '{"t":"2016-08-03 01:32:20.1234569"}',
    rows: [row({ t: new Timestamp(BigInt(Date.parse("2016-08-03T01:32:20Z")) * 1000n + 123_456n) })],
  },
  { what: "an explicit null", line: '{"l":null,"s":"x"}', rows: [row({ s: "x" })] },
  { what: "a control character within a text", line: '{"s":"a\u0001b"}', rows: [row({})], corrupt: true },
  { what: "a leading zero", line: '{"l":01}', rows: [row({})], corrupt: true },
  { what: "a plus sign", line: '{"l":+1}', rows: [row({})], corrupt: true },
  { what: "a comma too many", line: '{"l":1,}', rows: [row({})], corrupt: true },
];

const SCHEMA = "l BIGINT, d DOUBLE, s STRING, t TIMESTAMP";
const CLEAN = '{"l":7,"d":7.5,"s":"clean","t":"2016-08-03 00:00:00"}';
const CLEAN_ROW = row({ l: 7n, d: 7.5, s: "clean", t: at("2016-08-03T00:00:00Z") });

describe("each line, read by itself, among clean ones, and with the corrupt record kept:", () => {
  test.each(CASES.map((c) => [c.what, c] as const))("%s", async (_, { line, rows, corrupt }) => {
    const spark = await session();
    const alone = await readBoth(spark, line, SCHEMA);
    expect(alone.exact, "exact path").toEqual(rows);
    expect(alone.fast, "fast path").toEqual(rows);

    const among = await readBoth(spark, `${CLEAN}\n${line}\n${CLEAN}\n`, SCHEMA);
    expect(among.exact, "exact path, among others").toEqual([CLEAN_ROW, ...rows, CLEAN_ROW]);
    expect(among.fast, "fast path, among others").toEqual([CLEAN_ROW, ...rows, CLEAN_ROW]);

    const kept = await readBoth(spark, line, `${SCHEMA}, _corrupt_record STRING`);
    expect(kept.fast).toEqual(rows.map((r) => ({ ...r, _corrupt_record: corrupt === true ? line : null })));

    const dropped = await readBoth(spark, `${CLEAN}\n${line}`, SCHEMA, "DROPMALFORMED");
    expect(dropped.fast).toEqual([CLEAN_ROW, ...(corrupt === true ? [] : rows)]);
    const failing = await readBoth(spark, `${CLEAN}\n${line}`, SCHEMA, "FAILFAST");
    expect(
      typeof failing.fast,
      JSON.stringify(failing.fast, (_k, v: unknown) => String(v)),
    ).toBe(corrupt === true ? "string" : "object");
  });
});
