/** What may stand in a field of a plan that comes from outside. A sort checks a value, and says at which path it is another. */
import { millraceError } from "../errors.ts";
import type { Node } from "./node.ts";

/** The way from the plan to a value, its last step first: so that a path costs nothing until it is said. */
export interface Path {
  readonly step: string;
  readonly from: Path | undefined;
}

/** `T` is what a value that passes is. */
export interface Sort<out T, Optional extends boolean = false> {
  readonly isOptional: Optional;
  /** `owner` is the object that has the value in a field. */
  readonly check: (value: unknown, path: Path | undefined, owner: Fieldful) => void;
  /** Never there: the compiler's mark of `T`. */
  readonly holds?: T;
}

type Fieldful = Readonly<Record<string, unknown>>;

/** The sort of every field but `kind`. */
export type Fields<T> = {
  readonly [F in keyof T as F extends "kind" ? never : F]-?: {} extends Pick<T, F>
    ? Sort<Exclude<T[F], undefined>, true>
    : Sort<T[F]>;
};

type OfKind<U extends Node, K> = U extends Node ? (K extends U["kind"] ? U : never) : never;
/** A row for every kind of node in a union. */
export type Rows<U extends Node> = { readonly [K in U["kind"]]: Fields<OfKind<U, K>> };

type AnyFields = Readonly<Record<string, Sort<unknown, boolean>>>;

export function sort<T>(check: Sort<T>["check"]): Sort<T> {
  return { isOptional: false, check };
}

/** A value of one look. */
export function value<T>(expected: string, fits: (value: unknown) => boolean): Sort<T> {
  return sort((given, path) => {
    if (!fits(given)) throw wrong(path, expected, given);
  });
}

export const text: Sort<string> = value("a text", (given) => typeof given === "string");
export const flag: Sort<boolean> = value("true or false", (given) => typeof given === "boolean");
export const number: Sort<number> = value("a number", (given) => typeof given === "number" && Number.isFinite(given));
const INT_END = 2 ** 31;
export const between = (least: number, most: number): Sort<number> =>
  value(
    most === INT_END - 1 ? "a whole number of 32 bits" : `a whole number from ${least} to ${most}`,
    (given) => Number.isInteger(given) && (given as number) >= least && (given as number) <= most,
  );
export const whole: Sort<number> = between(-INT_END, INT_END - 1);
export const isLong = (given: unknown): boolean => typeof given === "bigint" && BigInt.asIntN(64, given) === given;
export const long: Sort<bigint> = value('a long, as {"$long":"1"}', isLong);

export const oneOf = <const T extends string>(...words: readonly T[]): Sort<T> =>
  value(`one of ${words.join(", ")}`, (given) => (words as readonly unknown[]).includes(given));

export const optional = <T>({ check }: Sort<T>): Sort<T, true> => ({ isOptional: true, check });

export const list = <T>(item: Sort<T>): Sort<readonly T[]> =>
  sort((given, path, owner) => {
    if (!Array.isArray(given)) throw wrong(path, "a list", given);
    given.forEach((each, i) => item.check(each, { step: `[${i}]`, from: path }, owner));
  });

/** A list with something in it. */
export const several = <T>(item: Sort<T>): Sort<readonly T[]> =>
  sort((given, path, owner) => {
    list(item).check(given, path, owner);
    if ((given as readonly T[]).length === 0) throw invalid(path, "the list is empty");
  });

/** An object whose names are the user's. */
export const mapOf = <T>(item: Sort<T>): Sort<Readonly<Record<string, T>>> =>
  sort((given, path) => {
    const fields = objectAt(given, path, "an object");
    for (const [name, each] of Object.entries(fields)) item.check(each, { step: `.${name}`, from: path }, fields);
  });

/** An object that is no node. */
export const part = <T>(fields: Fields<T>): Sort<T> =>
  sort((given, path) => checkFields(objectAt(given, path, "an object"), fields, path, []));

/** A node of one of the kinds that have a row. The rows come late, since they speak of such sorts. */
export const nodeOf = <T extends Node>(expected: string, rows: () => Partial<Record<T["kind"], object>>): Sort<T> =>
  sort((given, path) => {
    const node = objectAt(given, path, expected);
    const { kind } = node;
    const table = rows();
    if (typeof kind !== "string" || !Object.hasOwn(table, kind)) throw wrong(path, expected, given);
    checkFields(node, table[kind as T["kind"]] as AnyFields, path, ["kind"]);
  });

function checkFields(given: Fieldful, fields: AnyFields, path: Path | undefined, others: readonly string[]): void {
  for (const name of Object.keys(given))
    if (!Object.hasOwn(fields, name) && !others.includes(name))
      throw invalid(
        { step: `.${name}`, from: path },
        `there is no such field; there are ${Object.keys(fields).join(", ")}`,
      );
  for (const [name, each] of Object.entries(fields)) {
    const at = { step: `.${name}`, from: path };
    if (Object.hasOwn(given, name)) each.check(given[name], at, given);
    else if (!each.isOptional) throw invalid(at, "it is missing");
  }
}

function objectAt(given: unknown, path: Path | undefined, expected: string): Fieldful {
  if (typeof given !== "object" || given === null || Array.isArray(given) || given instanceof Uint8Array)
    throw wrong(path, expected, given);
  return given as Fieldful;
}

export function wrong(path: Path | undefined, expected: string, given: unknown): Error {
  return invalid(path, `${expected} is expected, not ${shown(given)}`);
}

export function invalid(path: Path | undefined, reason: string): Error {
  const steps: string[] = [];
  for (let at = path; at !== undefined; at = at.from) steps.push(at.step);
  const place = steps.toReversed().join("").replace(/^\./, "");
  return millraceError("INVALID_PLAN", { reason: place === "" ? reason : `at ${shortened(place)}, ${reason}` });
}

function shown(given: unknown): string {
  if (typeof given === "bigint") return `the long ${given}`;
  if (given instanceof Uint8Array) return "bytes";
  if (Array.isArray(given)) return "a list";
  if (typeof given === "object" && given !== null) {
    const { kind } = given as Fieldful;
    return typeof kind === "string" ? `the kind ${shortened(kind)}` : "an object without a kind";
  }
  return shortened(typeof given === "number" ? String(given) : JSON.stringify(given));
}

const MOST = 200;
/** Both ends say where a path begins and what is wrong there. */
const shortened = (words: string): string =>
  words.length > MOST ? `${words.slice(0, MOST / 2)}...${words.slice(-MOST / 2)}` : words;
