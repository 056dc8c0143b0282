import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CONNECT_FIELDS, CONNECT_PARTS, CONNECT_VALUES } from "./connect-fields.ts";
import { SAMPLES } from "./samples.ts";

/** Kinds that come from parsed SQL text, which the wire carries as text: they never travel. */
const SQL_ONLY: Readonly<Record<string, string>> = {
  filteredAggregate: "Connect has FILTER only inside SQL text",
  subquery: "Connect has SubqueryExpression with plan ids beside the plan; ours holds the plan of the text itself",
  selectGroups: "Connect's Aggregate has neither HAVING nor GROUP BY ALL",
  lateralView: "Connect has LATERAL VIEW only inside SQL text",
  inlineTable: "Connect has VALUES only inside SQL text",
  distinct: "Connect has DISTINCT only inside SQL text; its Deduplicate is dropDuplicates",
  naturalJoin: "Connect has NATURAL only inside SQL text",
  qualify: "Connect has QUALIFY only inside SQL text",
  starExcept: "Connect has EXCEPT behind a star only inside SQL text",
  pivotClause: "Connect has PIVOT only inside SQL text; its Aggregate.pivot is groupBy().pivot()",
  unpivotClause: "Connect has UNPIVOT only inside SQL text; its Unpivot is DataFrame.unpivot",
  namedWindow: "the parser spells it out before the plan is whole",
};

/** What a node has and its message lacks. */
const OURS_ALONE: Readonly<Record<string, string>> = {
  "literal.dataType": "a literal's type; on the wire the field that is set says it",
  "commonInlineUserDefinedFunction.userFunction": "a function of the program; on the wire one field per language",
  "unresolvedFunction.ignoreNulls":
    "on the wire a last argument, which some functions would take for another of theirs",
  "unresolvedFunction.withinGroup": "Connect has WITHIN GROUP only inside SQL text",
  "literal.value": "a literal's value; on the wire one field per type",
};

/** What the message has and the node does not carry yet. Closing a gap means striking it out here. */
const NOT_CARRIED: Readonly<Record<string, readonly string[]>> = {
  read: [],
  "read.dataSource": ["predicates", "sourceName"],
  sql: ["args", "posArgs"],
  join: ["joinDataType"],
  commonInlineUserDefinedFunction: ["pythonUdf", "scalarScalaUdf", "javaUdf", "isDistinct"],
  sample: ["deterministicOrder"],
  subqueryAlias: ["qualifier"],
  withColumnsRenamed: ["renameColumnsMap"],
  unresolvedAttribute: ["isMetadataColumn"],
  unresolvedFunction: ["isUserDefinedFunction"],
  writeOperation: ["table", "sortColumnNames", "bucketBy", "clusteringColumns", "withSchemaEvolution"],
  writeStreamOperationStart: ["foreachWriter", "foreachBatch", "clusteringColumnNames"],
};

/** RelationCommon and ExpressionCommon, which every message has around it. */
const COMMON = new Set(["kind", "origin", "planId"]);

const fieldsOf = (value: object): string[] => Object.keys(value).filter((name) => name !== "kind");

test("every kind of node has a sample", () => {
  const directory = join(import.meta.dirname, "../../src/plan");
  const kinds = readdirSync(directory)
    .map((name) => readFileSync(join(directory, name), "utf8"))
    .flatMap((source) => [...source.matchAll(/readonly kind: "(\w+)"/g)].map((match) => match[1]!));
  expect(kinds.length).toBeGreaterThan(40);
  expect(SAMPLES.map((sample) => sample.kind).toSorted()).toEqual(kinds.toSorted());
});

test("a sample sets every field that its type declares", () => {
  const directory = join(import.meta.dirname, "../../src/plan");
  const source = ["command", "expression", "relation"]
    .map((n) => readFileSync(join(directory, `${n}.ts`), "utf8"))
    .join("\n");
  for (const sample of SAMPLES) {
    const body = new RegExp(`readonly kind: "${sample.kind}";([^]*?)\\n\\}`).exec(source)![1]!;
    const declared = [...body.matchAll(/^ {2}readonly (\w+)\??:/gm)].map((match) => match[1]!);
    const left = declared.filter((name) => !(name in sample) && !(sample.kind === "cast" && name === "typeStr"));
    expect(left, sample.kind).toEqual([]);
  }
});

describe("a node's fields are those of its message:", () => {
  test.each(SAMPLES.map((sample) => [sample.kind, sample] as const))("%s", (kind, sample) => {
    if (kind in SQL_ONLY) {
      expect(CONNECT_FIELDS).not.toHaveProperty(kind);
      return;
    }
    const message = CONNECT_FIELDS[kind];
    expect(message, `Connect has nothing called ${kind}`).toBeDefined();
    const unknown = fieldsOf(sample).filter(
      (name) => !message!.includes(name) && !COMMON.has(name) && !(`${kind}.${name}` in OURS_ALONE),
    );
    expect(unknown, "fields that Connect does not have").toEqual([]);
    if (kind === "literal") return;
    const declared = kind === "cast" ? [...fieldsOf(sample), "typeStr"] : fieldsOf(sample);
    const missing = message!.filter((name) => !declared.includes(name) && !COMMON.has(name));
    expect(missing, "fields of Connect that the node lacks").toEqual(NOT_CARRIED[kind] ?? []);
  });

  test.each(Object.entries(CONNECT_PARTS))("%s", (path, message) => {
    const [kind = "", name = ""] = path.split(".");
    const sample = SAMPLES.find((node) => node.kind === kind) as unknown as Record<string, object | object[]>;
    const part = Array.isArray(sample[name]) ? (sample[name] as object[])[0]! : sample[name]!;
    expect(fieldsOf(part).filter((f) => !message.includes(f))).toEqual([]);
    expect(message.filter((f) => !fieldsOf(part).includes(f))).toEqual(NOT_CARRIED[path] ?? []);
  });
});

describe("names of choices are Connect's:", () => {
  const source =
    readFileSync(join(import.meta.dirname, "../../src/plan/relation.ts"), "utf8") +
    readFileSync(join(import.meta.dirname, "../../src/plan/expression.ts"), "utf8") +
    readFileSync(join(import.meta.dirname, "../../src/plan/command.ts"), "utf8");
  const typeOf: Readonly<Record<string, RegExp>> = {
    "join.joinType": /type JoinType =([^;]*);/,
    "setOp.setOpType": /readonly setOpType:([^;]*);/,
    "aggregate.groupType": /type GroupType =([^;]*);/,
    "sortOrder.direction": /readonly direction:([^;]*);/,
    "sortOrder.nullOrdering": /readonly nullOrdering:([^;]*);/,
    "cast.evalMode": /type EvalMode =([^;]*);/,
    "window.frameSpec.frameType": /readonly frameType:([^;]*);/,
    "writeOperation.mode": /type SaveMode =([^;]*);/,
  };
  test.each(Object.entries(CONNECT_VALUES))("%s", (path, values) => {
    const ours = [...typeOf[path]!.exec(source)![1]!.matchAll(/"(\w+)"/g)].map((match) => match[1]!);
    expect(ours.length).toBeGreaterThan(0);
    expect(ours.filter((value) => !values.includes(value))).toEqual([]);
  });
});

test("nodes are frozen, and their lists are the caller's no more", () => {
  for (const sample of SAMPLES) expect(Object.isFrozen(sample), sample.kind).toBe(true);
});
