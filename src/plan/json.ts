/** A plan as JSON and back. What JSON cannot say is tagged: `{"$long":"1"}`, `{"$bytes":"<base64>"}`, `{"$double":"NaN"}`. */
import { millraceError } from "../errors.ts";
import type { Command } from "./command.ts";
import type { Expression } from "./expression.ts";
import type { Node } from "./node.ts";
import type { Relation } from "./relation.ts";

export type Plan = Relation | Expression | Command;

export function planToJson(plan: Plan): string {
  return JSON.stringify(encode(plan));
}

/** Rejects what is not JSON or holds a node without a known kind. */
export function planFromJson(text: string): Plan {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw millraceError("INVALID_PLAN", { reason: "it is not JSON" }, { cause: error });
  }
  const plan = decode(value) as Node;
  if (typeof plan !== "object" || plan === null || !KINDS.has(plan.kind)) {
    throw millraceError("INVALID_PLAN", { reason: `its kind is ${JSON.stringify(plan?.kind) ?? "missing"}` });
  }
  return plan as Plan;
}

function encode(value: unknown): unknown {
  if (typeof value === "bigint") return { $long: String(value) };
  if (typeof value === "number" && !Number.isFinite(value)) return { $double: String(value) };
  if (Object.is(value, -0)) return { $double: "-0" };
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString("base64") };
  if (Array.isArray(value)) return value.map(encode);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, encode(inner)]));
  }
  return value;
}

function decode(value: unknown): unknown {
  if (Array.isArray(value)) return Object.freeze(value.map(decode));
  if (typeof value !== "object" || value === null) return value;
  const node = value as Record<string, unknown>;
  if (typeof node["$long"] === "string") return BigInt(node["$long"]);
  if (typeof node["$double"] === "string") return Number(node["$double"]);
  if (typeof node["$bytes"] === "string") return new Uint8Array(Buffer.from(node["$bytes"], "base64"));
  return Object.freeze(Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, decode(inner)])));
}

const KINDS: ReadonlySet<string> = new Set<Plan["kind"]>([
  "literal",
  "unresolvedAttribute",
  "unresolvedFunction",
  "expressionString",
  "unresolvedStar",
  "alias",
  "cast",
  "unresolvedRegex",
  "sortOrder",
  "lambdaFunction",
  "unresolvedNamedLambdaVariable",
  "window",
  "unresolvedExtractValue",
  "updateFields",
  "namedArgumentExpression",
  "filteredAggregate",
  "subquery",
  "read",
  "sql",
  "localRelation",
  "cachedRemoteRelation",
  "range",
  "project",
  "filter",
  "join",
  "setOp",
  "sort",
  "limit",
  "offset",
  "tail",
  "aggregate",
  "deduplicate",
  "sample",
  "subqueryAlias",
  "repartition",
  "toDf",
  "withColumnsRenamed",
  "withColumns",
  "drop",
  "hint",
  "withWatermark",
  "collectMetrics",
  "toSchema",
  "selectGroups",
  "lateralView",
  "createDataframeView",
  "writeOperation",
  "writeStreamOperationStart",
]);
