import { millraceError } from "../errors.ts";
import { commonTypeOf } from "../functions/coercion.ts";
import type { Dialect } from "../functions/function.ts";
import type * as unresolved from "../plan/relation.ts";
import type { DataType } from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { newAttribute, passed } from "./attributes.ts";
import { castable } from "./casts.ts";
import { constant } from "./constants.ts";
import { reference, type Attribute, type Named } from "./expression.ts";
import { sameName } from "./names.ts";
import type { Aggregate, Plan } from "./plan.ts";

const WORDS = { union: "UNION", intersect: "INTERSECT", except: "EXCEPT" } as const;

/** Union, intersection and difference, columns by position or by name, in the types both sides fit into. */
export function resolveSetOperation(
  relation: unresolved.SetOperation,
  left: Plan,
  right: Plan,
  dialect: Dialect,
): Plan {
  const [first, second] = relation.byName ? byName(left, right, relation.allowMissingColumns) : [left, right];
  if (first.output.length !== second.output.length) {
    throw millraceError("NUM_COLUMNS_MISMATCH", {
      operator: WORDS[relation.setOpType],
      firstNumColumns: String(first.output.length),
      invalidOrdinalNum: "second",
      invalidNumColumns: String(second.output.length),
      remedy: `Select the same columns on both sides${relation.setOpType === "union" ? "; or use unionByName(other, true), which fills what is missing with NULL" : ""}.`,
    });
  }
  const types = first.output.map((a, i) => {
    const other = second.output[i]!;
    const type = commonTypeOf([a.dataType, other.dataType], dialect.ansi);
    if (type === undefined) {
      throw millraceError("INCOMPATIBLE_COLUMN_TYPE", {
        operator: WORDS[relation.setOpType],
        columnOrdinalNumber: `${i + 1}.`,
        tableOrdinalNumber: "second",
        dataType1: `"${sqlTypeText(other.dataType)}"`,
        dataType2: `"${sqlTypeText(a.dataType)}"`,
      });
    }
    return type;
  });
  const [a, b] = [cast(first, types, dialect), cast(second, types, dialect)];
  const isStreaming = a.isStreaming || b.isStreaming;
  const output = a.output.map((attribute, i) => {
    const delay = attribute.delay ?? b.output[i]!.delay;
    return newAttribute(
      attribute.name,
      attribute.dataType,
      attribute.nullable || b.output[i]!.nullable,
      delay === undefined ? {} : { delay },
    );
  });
  if (relation.setOpType !== "union") refuseMaps(output);
  // One union of many, or the kernel would take each for a query in a query.
  if (relation.setOpType === "union")
    return { kind: "union", inputs: a.kind === "union" ? [...a.inputs, b] : [a, b], output, isStreaming };
  return {
    kind: "setOp",
    operation: relation.setOpType,
    isAll: relation.isAll,
    left: a,
    right: b,
    output,
    isStreaming,
  };
}

function cast(plan: Plan, types: readonly DataType[], dialect: Dialect): Plan {
  const list = plan.output.map((attribute, i): Named => {
    const expr = castable(reference(attribute), types[i]!, dialect);
    return expr.kind === "attribute"
      ? { expr, attribute }
      : { expr, attribute: newAttribute(attribute.name, types[i]!, expr.nullable) };
  });
  if (list.every((named) => named.expr.kind === "attribute")) return plan;
  return { kind: "project", input: plan, list, output: list.map((n) => n.attribute), isStreaming: plan.isStreaming };
}

function byName(left: Plan, right: Plan, allowMissing: boolean): readonly [Plan, Plan] {
  const find = (plan: Plan, name: string): Attribute | undefined => plan.output.find((a) => sameName(a.name, name));
  const names = [
    ...left.output.map((a) => a.name),
    ...(allowMissing ? right.output.filter((a) => find(left, a.name) === undefined).map((a) => a.name) : []),
  ];
  const arranged = (plan: Plan, other: Plan): Plan => {
    const list = names.map((name): Named => {
      const attribute = find(plan, name);
      if (attribute !== undefined) return { expr: reference(attribute), attribute };
      if (!allowMissing) {
        throw millraceError("UNRESOLVED_COLUMN_AMONG_FIELD_NAMES", {
          colName: name,
          fieldNames: plan.output.map((a) => a.name).join(", "),
        });
      }
      const type = find(other, name)!.dataType;
      return { expr: constant(type, null), attribute: newAttribute(name, type, true) };
    });
    return { kind: "project", input: plan, list, output: list.map((n) => n.attribute), isStreaming: plan.isStreaming };
  };
  return [arranged(left, right), arranged(right, left)];
}

/** DISTINCT: groups by all columns and nothing else. */
export function distinct(input: Plan): Plan {
  refuseMaps(input.output);
  const { output, isStreaming } = input;
  return { kind: "aggregate", input: ofAllRows(input), keys: output.map(passed), aggregates: [], output, isStreaming };
}

/** What is distinct in the end need not be so before: of `a UNION b UNION c` one removes what is there twice. */
function ofAllRows(plan: Plan): Plan {
  if (plan.kind !== "union") return plan;
  const inputs = plan.inputs.map((input) => (isDistinct(input) ? ofAllRows(input.input) : input));
  return {
    ...plan,
    inputs: inputs.flatMap((input, i) => (input.kind === "union" && i === 0 ? input.inputs : [input])),
  };
}

const isDistinct = (plan: Plan): plan is Aggregate =>
  plan.kind === "aggregate" &&
  plan.aggregates.length === 0 &&
  plan.keys.length === plan.output.length &&
  plan.keys.every(
    (key, i) =>
      key.expr.kind === "attribute" &&
      key.expr.attribute.id === plan.input.output[i]?.id &&
      key.attribute.id === plan.output[i]?.id,
  );

/** Maps are not compared. */
export function refuseMaps(columns: readonly Attribute[]): void {
  const column = columns.find((a) => a.dataType.kind === "map");
  if (column !== undefined)
    throw millraceError("UNSUPPORTED_FEATURE.SET_OPERATION_ON_MAP_TYPE", {
      colName: `\`${column.name}\``,
      dataType: `"${sqlTypeText(column.dataType)}"`,
    });
}
