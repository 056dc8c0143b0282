/** The rows every output holds: what goes into the stream as JSON, and which cells must come out at every reader. */
import {
  binary,
  boolean,
  date,
  decimal,
  double,
  instant,
  integer,
  local,
  mapping,
  string,
  type Cell,
} from "./cells.ts";

interface ColumnValue {
  /** The JSON text that goes into the stream. */
  readonly json: string;
  readonly cell: Cell;
}

export interface Column {
  readonly type: string;
  /** Nested values and bytes have no form in CSV. */
  readonly isFlat: boolean;
  /** By row, NULL where the list has ended. */
  readonly values: readonly ColumnValue[];
}

const DAY_MS = 86_400_000;
const MICROS = /^(.*?)(?:\.(\d+))?Z?$/;

/** Microseconds since 1970 of an ISO text that is UTC. */
function microsOf(text: string): bigint {
  const [, whole = "", fraction = ""] = MICROS.exec(text)!;
  return BigInt(Date.parse(`${whole}Z`)) * 1000n + BigInt(fraction.padEnd(6, "0"));
}

const daysOf = (text: string): number => Date.parse(`${text}T00:00:00Z`) / DAY_MS;
const at = (text: string): string => instant(microsOf(text));

function column<T>(type: string, inputs: readonly T[], cell: (input: T) => Cell, isFlat = true): Column {
  return { type, isFlat, values: inputs.map((input) => ({ json: JSON.stringify(input), cell: cell(input) })) };
}

/** Of numbers in their own text, which JavaScript's numbers would not keep. */
function numbers(type: string, texts: readonly string[], cell: (text: string) => Cell): Column {
  return { type, isFlat: true, values: texts.map((json) => ({ json, cell: cell(json) })) };
}

/** Before and after 1970, the calendar's change of 1582, and the ends of what every reader can tell: Python needs a day before each. */
const TIMES = [
  "1969-12-31T23:59:59.999999Z",
  "0001-01-02T00:00:00Z",
  "1582-10-14T12:00:00.5Z",
  "1899-12-31T23:59:59.999999Z",
  "9999-12-31T23:59:59.999999Z",
  "2024-02-29T12:34:56.123456Z",
  "1970-01-01T00:00:00Z",
];
const DAYS = ["1969-12-31", "0001-01-01", "1582-10-14", "1899-12-31", "9999-12-31", "2024-02-29", "1970-01-01"];

interface Point {
  readonly x: number | null;
  readonly at: string | null;
  readonly inner: { readonly n: number | null; readonly name: string } | null;
}
const point = ({ x, at: time, inner }: Point): Cell => ({
  x: x === null ? null : double(x),
  at: time === null ? null : at(time),
  inner: inner === null ? null : { n: inner.n === null ? null : integer(inner.n), name: string(inner.name) },
});

interface Event {
  readonly name: string;
  readonly days: readonly (string | null)[] | null;
}
const event = ({ name, days }: Event): Cell => ({
  name: string(name),
  days: days === null ? null : days.map((day) => (day === null ? null : date(daysOf(day)))),
});

export const columns: Readonly<Record<string, Column>> = {
  flag: column("BOOLEAN", [true, false], boolean),
  tiny: column("TINYINT", [-128, 127, 0], integer),
  small: column("SMALLINT", [-32_768, 32_767, 0], integer),
  whole: column("INT", [-2_147_483_648, 2_147_483_647, 0], integer),
  long: numbers("BIGINT", ["-9223372036854775808", "9223372036854775807", "0", "9007199254740993"], integer),
  single: column("FLOAT", [0.1, 3.402_823_466_385_288_6e38, 1.401_298_464_324_817e-45], (x) => double(Math.fround(x))),
  real: {
    type: "DOUBLE",
    isFlat: true,
    values: [
      ...[0.1, Number.MAX_VALUE, 5e-324, 1e16, 123_456.789].map((x) => ({ json: String(x), cell: double(x) })),
      { json: "-0.0", cell: double(-0) },
      { json: '"NaN"', cell: double(Number.NaN) },
      { json: '"-Infinity"', cell: double(Number.NEGATIVE_INFINITY) },
    ],
  },
  price: numbers("DECIMAL(7,2)", ["99999.99", "-0.01", "0.00", "12.30"], decimal),
  exact: numbers(
    "DECIMAL(38,10)",
    ["9999999999999999999999999999.9999999999", "-0.0000000001", "1.5000000000"],
    decimal,
  ),
  text: column(
    "STRING",
    ["", "NULL", `quoted "twice", with a comma`, "two\nlines", "Grüße, 世界 😀", "back\\slash", "007", "a\ttab", "'"],
    string,
  ),
  day: column("DATE", DAYS, (text) => date(daysOf(text))),
  at: column("TIMESTAMP", TIMES, at),
  clock: column(
    "TIMESTAMP_NTZ",
    TIMES.map((text) => text.replace("Z", "")),
    (text) => local(microsOf(text)),
  ),
  bytes: column("BINARY", ["", "AP+A", "4pi6"], (base64) => binary(Buffer.from(base64, "base64")), false),
  words: column(
    "ARRAY<STRING>",
    [["a", null, ""], [], ["é"]],
    (list) => list.map((x) => (x === null ? null : string(x))),
    false,
  ),
  point: column<Point>(
    "STRUCT<x: DOUBLE, at: TIMESTAMP, inner: STRUCT<n: INT, name: STRING>>",
    [
      { x: 1.5, at: TIMES[0]!, inner: { n: 1, name: "in" } },
      { x: null, at: null, inner: null },
      { x: -2, at: TIMES[1]!, inner: { n: null, name: "" } },
    ],
    point,
    false,
  ),
  counts: column<Readonly<Record<string, number | null>>>(
    "MAP<STRING, BIGINT>",
    [{ a: 1, "b c": 2 }, {}, { "=/%": null }],
    (map) => mapping(Object.entries(map).map(([key, n]) => [string(key), n === null ? null : integer(n)])),
    false,
  ),
  events: column<readonly Event[]>(
    "ARRAY<STRUCT<name: STRING, days: ARRAY<DATE>>>",
    [
      [
        { name: "first", days: ["1969-12-31", null] },
        { name: "second", days: null },
      ],
      [],
      [{ name: "", days: [] }],
    ],
    (events) => events.map(event),
    false,
  ),
  moments: column<Readonly<Record<string, readonly string[]>>>(
    "MAP<STRING, ARRAY<TIMESTAMP>>",
    [{ past: [TIMES[0]!, TIMES[3]!], none: [] }, { one: [TIMES[5]!] }],
    (map) => mapping(Object.entries(map).map(([key, times]) => [string(key), times.map(at)])),
    false,
  ),
};

/** Values that a path cannot hold as they are, and such as look like another type's. */
export const keys: Readonly<Record<string, Column>> = {
  word: column(
    "STRING",
    [
      "a/b",
      "x=y",
      null,
      "",
      "50% off",
      "007",
      "1.0",
      "true",
      "2024-01-01",
      "a b",
      "Grüße 😀",
      "..",
      `":*?[]{}#^'\\`,
      "%2F",
    ],
    // The empty text has no directory of its own: it comes back as NULL, from Spark's files too.
    (text) => (text === null || text === "" ? null : string(text)),
  ),
  amount: numbers("DECIMAL(7,2)", ["12.30", "-0.50", "99999.99"], decimal),
  day: column("DATE", DAYS, (text) => date(daysOf(text))),
  at: column("TIMESTAMP", ["1969-12-31T23:59:59.5Z", "2024-02-29T12:34:56.123456Z", "1900-01-01T00:00:00Z"], at),
};

/** As many as each value of each column needs to occur. */
export const ROW_COUNT: number = Math.max(...Object.values({ ...columns, ...keys }).map(({ values }) => values.length));
