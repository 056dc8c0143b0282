/** What a hand or a disk may do to JSON: values of other types, fields that go, come or change places, texts that are hardly JSON. */
import type { Dice } from "../sql/fuzz-dice.ts";

/** Stands for a text that `JSON.stringify` would not write. */
const raw = (text: string): string => `\u0001${text}\u0002`;
const nested = (depth: number, before: string, after: string): string =>
  raw(`${before.repeat(depth)}1${after.repeat(depth)}`);

const ODD_VALUES: readonly unknown[] = [
  null,
  true,
  false,
  "",
  " ",
  "x",
  "1",
  "-5",
  "NaN",
  "__proto__",
  "constructor",
  "a'b\"c`d",
  "\u0000",
  "\ud800",
  "x".repeat(70_000),
  0,
  -1,
  1,
  7,
  1.5,
  -0.1,
  1e308,
  2 ** 31,
  2 ** 53 + 2,
  -(2 ** 63),
  raw("1e999"),
  raw("-1e999"),
  raw("-0"),
  raw("0.1e1"),
  raw("99999999999999999999999999"),
  raw("1e-400"),
  raw("NaN"),
  raw("01"),
  [],
  {},
  [null],
  [[]],
  { "": 1 },
  { kind: "literal" },
  { $long: "1" },
  { $long: "99999999999999999999" },
  { $double: "NaN" },
  { $double: "x" },
  { $bytes: "AA==" },
  nested(50, "[", "]"),
  nested(20_000, "[", "]"),
  nested(20_000, '{"a":', "}"),
];

/** One of its own, since it may be changed in turn. */
const odd = (dice: Dice): unknown => structuredClone(dice.oneOf(ODD_VALUES));

interface Spot {
  readonly owner: Record<string, unknown>;
  readonly key: string;
}

/** The text with some of its values changed. A text that is no JSON stays as it is. */
export function mangledJson(text: string, dice: Dice, others: readonly string[] = []): string {
  let holder: Record<string, unknown>;
  try {
    holder = { value: JSON.parse(text) as unknown };
  } catch {
    return text;
  }
  const how = dice.next() < 0.6 ? exchange : change;
  for (let left = 1 + dice.below(3); left > 0; left--) how(holder, dice, others);
  const written = JSON.stringify(holder["value"]) ?? "";
  return written.replaceAll(
    /"\\u0001((?:[^"\\]|\\.)*?)\\u0002"/g,
    (_, inner: string) => JSON.parse(`"${inner}"`) as string,
  );
}

function change(holder: Record<string, unknown>, dice: Dice, others: readonly string[]): void {
  const spots = spotsOf(holder);
  if (spots.length === 0) return;
  const spot = dice.oneOf(spots);
  const other = dice.oneOf(spots);
  const { owner, key } = spot;
  const kind = dice.next();
  if (kind < 0.4) owner[key] = odd(dice);
  else if (kind < 0.55) remove(spot);
  else if (kind < 0.7) owner[key] = structuredClone(other.owner[other.key]);
  else if (kind < 0.78 && others.length > 0) owner[key] = JSON.parse(dice.oneOf(others));
  else if (kind < 0.84) {
    const value = owner[key];
    remove(spot);
    define(
      owner,
      dice.oneOf([key.toUpperCase(), `${key}s`, "__proto__", "constructor", "toString", "$long", ""]),
      value,
    );
  } else if (kind < 0.9) define(owner, dice.oneOf(["__proto__", "constructor", "extra", "kind"]), odd(dice));
  else if (kind < 0.95) owner[key] = near(owner[key], dice);
  else if (Array.isArray(owner[key])) owner[key] = [...(owner[key] as unknown[]), ...(owner[key] as unknown[])];
  else owner[key] = [owner[key]];
}

/** Puts a value in the place of another of the same look, so that what comes of it is often well formed. */
function exchange(holder: Record<string, unknown>, dice: Dice, others: readonly string[]): void {
  const donors = others.length > 0 && dice.next() < 0.3 ? { value: JSON.parse(dice.oneOf(others)) as unknown } : holder;
  const spots = spotsOf(holder).filter(({ key }) => key !== "kind");
  if (spots.length === 0) return;
  const { owner, key } = dice.oneOf(spots);
  const value = owner[key];
  if (Array.isArray(value) && dice.next() < 0.5) value.splice(dice.below(value.length + 1), 1);
  else if (dice.next() < 0.3) owner[key] = near(value, dice);
  else {
    const alike = spotsOf(donors).filter((spot) => lookOf(spot.owner[spot.key]) === lookOf(value));
    if (alike.length > 0) {
      const other = dice.oneOf(alike);
      owner[key] = structuredClone(other.owner[other.key]);
    }
  }
}

function lookOf(value: unknown): string {
  if (Array.isArray(value)) return "list";
  if (typeof value !== "object" || value === null) return typeof value;
  return "kind" in value ? "node" : Object.keys(value).join();
}

/** A value of the same type, often the neighbour. */
function near(value: unknown, dice: Dice): unknown {
  if (typeof value === "number")
    return dice.oneOf([value + 1, value - 1, -value, value * 1000, value + 0.5, String(value)]);
  if (typeof value === "string")
    return dice.oneOf([
      `${value} `,
      value.toUpperCase(),
      `../${value}`,
      value.slice(1),
      `s3://b/${value}`,
      value + value,
    ]);
  if (typeof value === "boolean") return !value;
  return value;
}

function remove({ owner, key }: Spot): void {
  if (Array.isArray(owner)) owner.splice(Number(key), 1);
  else delete owner[key];
}

/** As JSON does, also for a name that means something to objects. */
function define(owner: Record<string, unknown>, key: string, value: unknown): void {
  if (Array.isArray(owner)) owner.push(value);
  else Object.defineProperty(owner, key, { value, enumerable: true, writable: true, configurable: true });
}

function spotsOf(holder: Record<string, unknown>): readonly Spot[] {
  const spots: Spot[] = [];
  const visit = (owner: Record<string, unknown>): void => {
    for (const key of Object.keys(owner)) {
      spots.push({ owner, key });
      const value = owner[key];
      if (typeof value === "object" && value !== null) visit(value as Record<string, unknown>);
    }
  };
  visit(holder);
  return spots;
}
