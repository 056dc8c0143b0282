/** A plan as JSON and back. What JSON cannot say is tagged: `{"$long":"1"}`, `{"$bytes":"<base64>"}`, `{"$double":"NaN"}`. */
import { isMillraceError, millraceError } from "../errors.ts";
import type { DataType } from "../types/data-type.ts";
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
  let plan: Node;
  try {
    plan = decode(JSON.parse(text)) as Node;
  } catch (error) {
    if (isMillraceError(error)) throw error;
    throw millraceError("INVALID_PLAN", { reason: "it is not JSON of a plan" }, { cause: error });
  }
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

/** Maps whose keys are the user's: a `kind` among them is no node's. */
const USER_MAPS: ReadonlySet<string> = new Set(["options", "namedArguments"]);

function decode(value: unknown, isUserMap = false): unknown {
  if (Array.isArray(value)) return Object.freeze(value.map((item) => decode(item)));
  if (typeof value !== "object" || value === null) return value;
  const node = value as Record<string, unknown>;
  if (typeof node["$long"] === "string") return BigInt(node["$long"]);
  if (typeof node["$double"] === "string") return Number(node["$double"]);
  if (typeof node["$bytes"] === "string") return new Uint8Array(Buffer.from(node["$bytes"], "base64"));
  const kind = node["kind"];
  if (!isUserMap && kind !== undefined && !(typeof kind === "string" && (KINDS.has(kind) || TYPE_KINDS.has(kind))))
    throw millraceError("INVALID_PLAN", { reason: `it holds a node of the kind ${JSON.stringify(kind)}` });
  const entries = Object.entries(node).map(([key, inner]) => [
    key.startsWith("$$") ? key.slice(1) : key,
    decode(inner, USER_MAPS.has(key)),
  ]);
  return Object.freeze(Object.fromEntries(entries));
}

const TYPE_KINDS: ReadonlySet<string> = new Set<DataType["kind"]>([
  "null",
  "boolean",
  "byte",
  "short",
  "integer",
  "long",
  "float",
  "double",
  "string",
  "binary",
  "date",
  "timestamp",
  "timestamp_ntz",
  "calendar_interval",
  "decimal",
  "char",
  "varchar",
  "day_time_interval",
  "year_month_interval",
  "array",
  "map",
  "struct",
]);

const KINDS: ReadonlySet<string> = new Set<Plan["kind"]>([
  "literal",
  "unresolvedAttribute",
  "unresolvedFunction",
  "commonInlineUserDefinedFunction",
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
  "distinct",
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
  "naturalJoin",
  "inlineTable",
  "lateralJoin",
  "unresolvedTableValuedFunction",
  "qualify",
  "starExcept",
  "namedWindow",
  "lateralView",
  "createDataframeView",
  "writeOperation",
  "writeStreamOperationStart",
]);
