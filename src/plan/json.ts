/** A plan as JSON and back. What JSON cannot say is tagged: `{"$long":"1"}`, `{"$bytes":"<base64>"}`, `{"$double":"NaN"}`. */
import { millraceError, withinStack } from "../errors.ts";
import type { Command } from "./command.ts";
import type { Expression } from "./expression.ts";
import { plan as anyPlan } from "./node-fields.ts";
import type { Relation } from "./relation.ts";

export type Plan = Relation | Expression | Command;

export function planToJson(plan: Plan): string {
  return withinStack(() => JSON.stringify(encode(plan)));
}

/** Rejects with INVALID_PLAN what is not JSON of a plan: every node is of a known kind and has its fields, each with what belongs there. */
export function planFromJson(text: string): Plan {
  return withinStack(() => {
    const value = decode(jsonOf(text));
    anyPlan.check(value, undefined, {});
    return value as Plan;
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw millraceError("INVALID_PLAN", { reason: "it is not JSON" }, { cause: error });
  }
}

function encode(value: unknown): unknown {
  if (typeof value === "bigint") return { $long: String(value) };
  if (typeof value === "number" && !Number.isFinite(value)) return { $double: String(value) };
  if (Object.is(value, -0)) return { $double: "-0" };
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString("base64") };
  if (Array.isArray(value)) return value.map(encode);
  if (typeof value === "function")
    throw millraceError("INVALID_PLAN", {
      reason: "it calls a function of the program, which cannot leave the process",
    });
  if (typeof value === "object" && value !== null) {
    // A user's own name that begins like a tag is told apart by one more dollar.
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key.startsWith("$") ? `$${key}` : key, encode(inner)]),
    );
  }
  return value;
}

function decode(value: unknown): unknown {
  if (Array.isArray(value)) return Object.freeze(value.map(decode));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const tag = entries.find(([key]) => /^\$[^$]/.test(key));
  if (tag !== undefined) return tagged(entries, ...tag);
  return Object.freeze(
    Object.fromEntries(entries.map(([key, inner]) => [key.startsWith("$$") ? key.slice(1) : key, decode(inner)])),
  );
}

const TAGS: Readonly<Record<string, { readonly form: RegExp; read(text: string): unknown }>> = {
  $long: { form: /^-?\d{1,19}$/, read: BigInt },
  $double: { form: /^(NaN|-?Infinity|-0)$/, read: Number },
  $bytes: { form: /^[\w+/=-]*$/, read: (text) => new Uint8Array(Buffer.from(text, "base64")) },
};

/** An object with a tag is nothing but the tag. */
function tagged(entries: readonly unknown[], tag: string, content: unknown): unknown {
  const known = Object.hasOwn(TAGS, tag) ? TAGS[tag] : undefined;
  if (known === undefined || entries.length > 1 || typeof content !== "string" || !known.form.test(content)) {
    const given = JSON.stringify({ [tag]: content }).slice(0, 60);
    throw millraceError("INVALID_PLAN", {
      reason: `${given} is none of ${Object.keys(TAGS).join(", ")} with its text`,
    });
  }
  return known.read(content);
}
