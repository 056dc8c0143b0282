import { isDeepStrictEqual } from "node:util";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { session } from "../../scratch.ts";
import { readBoth, SCHEMA } from "./lines.ts";

const NAMES = ["i", "l", "d", "b", "s", "t", "e", "y", "h"];
const two = (n: number): string => String(n).padStart(2, "0");

const day = fc
  .tuple(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }))
  .map(([y, m, d]) => `${String(y).padStart(4, "0")}-${two(m)}-${two(d)}`);
const time = fc
  .tuple(
    fc.integer({ min: 0, max: 24 }),
    fc.integer({ min: 0, max: 60 }),
    fc.integer({ min: 0, max: 60 }),
    fc.constantFrom("", ".9", ".123", ".123456", ".1234567"),
  )
  .map(([h, m, s, f]) => `${two(h)}:${two(m)}:${two(s)}${f}`);
const instant = fc
  .tuple(day, fc.constantFrom(" ", "T"), time, fc.constantFrom("", "", "", "Z", "+02:00", " UTC"))
  .map((parts) => parts.join(""));

/** Values that a clean file holds, as JSON text. */
const clean = {
  i: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }).map(String),
  l: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
  d: fc.double({ noNaN: true, noDefaultInfinity: true }).map((v) => (Object.is(v, -0) ? "-0.0" : String(v))),
  b: fc.boolean().map(String),
  s: fc.string({ unit: "grapheme", maxLength: 8 }).map((v) => JSON.stringify(v)),
  t: instant.map((v) => JSON.stringify(v)),
  e: day.map((v) => JSON.stringify(v)),
  y: fc.integer({ min: -128, max: 127 }).map(String),
  h: fc.integer({ min: -32768, max: 32767 }).map(String),
};

/** What no generator would think of: numbers of every form, texts that look like something else, nested values. */
const ODD: readonly string[] = [
  "null",
  "NaN",
  "Infinity",
  "-Infinity",
  "INF",
  "-INF",
  "inf",
  "-inf",
  "nan",
  "+1",
  "01",
  "-0",
  "0",
  "1.",
  ".5",
  "1e5",
  "1E400",
  "-1E-400",
  "1e",
  "0x10",
  "128",
  "-129",
  "32768",
  "2147483648",
  "9223372036854775808",
  "1.0",
  "1.50",
  "-1.5e3",
  "12345678901234567890123.5",
  '""',
  '" "',
  '"5"',
  '"-5"',
  '"1.5"',
  '"1e5"',
  '"true"',
  '"null"',
  '"NaN"',
  '"Infinity"',
  '"{"',
  '"[1]"',
  '"a.b"',
  '"1.e"',
  '"\\u0041"',
  '"\\u0000"',
  '"\\ud83d\\ude00"',
  '"\\ud83d"',
  '"\\x"',
  '"tab\t"',
  "'single'",
  '"\\""',
  '"é"',
  '"2016"',
  '"2016-8-3"',
  '"2016-08-03"',
  '"2016-08-03 "',
  '"12:00:00"',
  '"epoch"',
  '"today"',
  "{}",
  "[]",
  '{"a":1}',
  '[1,"x"]',
  "[[1],{}]",
  '{"i":1}',
  '{"a":1.50,"b":[true,null]}',
];

/** Values of any sort, right and wrong ones. */
const dirty = fc.oneof(...Object.values(clean), { weight: 6, arbitrary: fc.constantFrom(...ODD) });

const blank = fc.constantFrom("", "", "", " ", "\t");
const pair = (name: fc.Arbitrary<string>, value: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(blank, name, blank, value, blank).map(([a, n, b, v, c]) => `${a}${n}${b}:${v}${c}`);
const quoted = (name: string): string => JSON.stringify(name);

const cleanLine = fc
  .tuple(...NAMES.map((name) => fc.option(clean[name as keyof typeof clean], { nil: undefined, freq: 4 })))
  .map((values) => `{${values.flatMap((v, i) => (v === undefined ? [] : [`${quoted(NAMES[i]!)}:${v}`])).join(",")}}`);

const key = fc.constantFrom(...NAMES.map(quoted), ...NAMES.map(quoted), '"I"', '"x"', '"\\u0069"', "'i'", "i", '""');
const dirtyObject = fc.array(pair(key, dirty), { maxLength: 6 }).map((pairs) => `{${pairs.join(",")}}`);
const dirtyLine = fc.oneof(
  { weight: 8, arbitrary: dirtyObject },
  { weight: 2, arbitrary: cleanLine },
  {
    weight: 1,
    arbitrary: fc
      .tuple(dirtyObject, fc.constantFrom(" ", ",", "}", "{", "x", "//c", "/*c*/", "null", '{"i":9}', "\u0000", "\r"))
      .map(([o, rest]) => o + rest),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(" ", ",", "\ufeff", "[", "\u00a0"), dirtyObject)
      .map(([before, o]) => before + o),
  },
  { weight: 1, arbitrary: fc.array(dirtyObject, { maxLength: 3 }).map((objects) => `[${objects.join(",")}]`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "",
      " ",
      "null",
      "42",
      '"x"',
      "true",
      "garbage",
      "[]",
      "[1]",
      "{",
      "}",
      "{]",
      '{"i"}',
      '{"i":}',
      '{"i":1,}',
      '{"i":1,"i":2}',
      "{,}",
    ),
  },
  { weight: 1, arbitrary: fc.tuple(dirtyObject, fc.nat()).map(([o, n]) => o.slice(0, n % (o.length + 1))) },
);
const end = fc.constantFrom("\n", "\n", "\n", "\r\n", "\r", "\n\n");

/** Lines with line ends between them, and sometimes one after the last. */
const fileOf = (line: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(fc.array(fc.tuple(line, end), { minLength: 1, maxLength: 4 }), fc.boolean())
    .map(([lines, closed]) => lines.map(([text, e], i) => (i < lines.length - 1 || closed ? text + e : text)).join(""));

async function agree(file: fc.Arbitrary<string>, zone: string, runs: number): Promise<void> {
  const spark = await session({ conf: { "spark.sql.session.timeZone": zone } });
  await fc.assert(
    fc.asyncProperty(file, async (content) => {
      const { fast, exact } = await readBoth(spark, content, SCHEMA);
      expect(fast).toEqual(exact);
    }),
    { numRuns: runs },
  );
}

describe("both paths read the same rows out of the same file", () => {
  test("clean lines", () => agree(fileOf(cleanLine), "UTC", 200), 120_000);
  test("dirty lines", () => agree(fileOf(dirtyLine), "UTC", 500), 120_000);
  test("clean lines in a zone with daylight saving", () => agree(fileOf(cleanLine), "America/New_York", 150), 120_000);
});

describe("one odd value in a column of each type:", () => {
  test.each(NAMES)(
    "%s",
    async (name) => {
      const spark = await session();
      const differing: string[] = [];
      for (const value of ODD) {
        const line = `{"${name}":${value},"${name === "s" ? "i" : "s"}":${name === "s" ? "1" : '"x"'}}`;
        const { fast, exact } = await readBoth(spark, line, SCHEMA);
        if (!isDeepStrictEqual(fast, exact)) differing.push(value);
      }
      expect(differing).toEqual([]);
    },
    120_000,
  );
});

describe("bytes that are no text, or more than text", () => {
  test.each<[string, Uint8Array]>([
    ["a byte order mark", Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('{"s":"x"}\n{"s":"y"}')])],
    [
      "a byte that UTF-8 does not have",
      Buffer.concat([Buffer.from('{"s":"'), Buffer.from([0xff]), Buffer.from('"}\n{"s":"y"}')]),
    ],
    ["half a character", Buffer.concat([Buffer.from('{"s":"'), Buffer.from([0xc3]), Buffer.from('"}\n{"s":"y"}')])],
    ["a NUL between the lines", Buffer.from('{"s":"x"}\n\u0000\n{"s":"y"}')],
    ["nothing", Buffer.from("")],
    ["only line ends", Buffer.from("\n\r\n\n")],
    ["a line of a megabyte", Buffer.from(`{"s":"${"x".repeat(2 ** 20)}"}\n{"s":"y"}`)],
    ["a line past the kernel's default limit", Buffer.from(`{"s":"${"x".repeat(2 ** 24 + 10)}"}\n{"s":"y"}`)],
    ["gzip", gzipSync('{"s":"x"}\n{"s":"y"}')],
  ])(
    "%s",
    async (_, bytes) => {
      const { fast, exact } = await readBoth(await session(), bytes, SCHEMA);
      expect(fast).toEqual(exact);
    },
    30_000,
  );
});

test.each(["inf", "-INF", "nan", "NAN", "Infinity", "-infinity", "+nan"])(
  "%s as a value of a field that is not read",
  async (name) => {
    const spark = await session();
    for (const content of [`{"x":${name},"i":1}`, `{"x":[1, ${name}],"i":1}`, `{"x":"a ${name} b","i":1}`]) {
      const { fast, exact } = await readBoth(spark, content, SCHEMA);
      expect(fast, content).toEqual(exact);
    }
  },
  30_000,
);

test("many lines, more than one chunk of the kernel's", async () => {
  const content = Array.from(
    { length: 20_000 },
    (_, i) => `{"i":${i},"s":"row ${i}","d":${i / 7},"t":"2024-01-01 00:00:${two(i % 60)}.${i % 10}"}`,
  ).join("\n");
  const { fast, exact } = await readBoth(await session(), content, SCHEMA);
  expect((exact as unknown[]).length).toBe(20_000);
  expect(fast).toEqual(exact);
}, 60_000);
