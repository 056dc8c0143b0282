/** Steps of a frame that change its columns and none of its rows, and those that drop rows by their columns. */
import { millraceError } from "../errors.ts";
import type * as unresolved from "../plan/relation.ts";
import type { ExpressionResolver } from "./expression-resolver.ts";
import { reference, type Attribute } from "./expression.ts";
import { findAttribute, sameName } from "./names.ts";
import type { Plan } from "./plan.ts";
import { project, selectShown, type ShownItem } from "./select-list.ts";
import { refuseMaps } from "./set-operations.ts";

export function withColumns(relation: unresolved.WithColumns, input: Plan, expressions: ExpressionResolver): Plan {
  const added = relation.aliases.map((alias) => ({
    name: alias.name[0]!,
    names: alias.name,
    expr: expressions.resolve(alias.expr, { attributes: input.output }),
  }));
  const replaced = (name: string): ShownItem | undefined => added.find((a) => sameName(a.name, name));
  const kept = input.output.map((a): ShownItem => replaced(a.name) ?? { name: a.name, expr: reference(a) });
  const fresh = added.filter((a) => !input.output.some((existing) => sameName(existing.name, a.name)));
  return selectShown(input, [...kept, ...fresh]);
}

export function drop(relation: unresolved.Drop, input: Plan): Plan {
  const dropped = (a: Attribute): boolean =>
    relation.columnNames.some((name) => sameName(a.name, name)) ||
    relation.columns.some(
      (column) =>
        column.kind === "unresolvedAttribute" &&
        findAttribute(input.output, column.unparsedIdentifier)?.attribute.id === a.id,
    );
  return project(
    input,
    input.output.filter((a) => !dropped(a)).map((a) => ({ name: a.name, expr: reference(a) })),
  );
}

export function toDf(relation: unresolved.ToDF, input: Plan): Plan {
  if (relation.columnNames.length !== input.output.length) {
    throw millraceError("ASSIGNMENT_ARITY_MISMATCH", {
      numExpr: String(input.output.length),
      numTarget: String(relation.columnNames.length),
    });
  }
  return project(
    input,
    input.output.map((a, i) => ({ name: relation.columnNames[i]!, expr: reference(a) })),
  );
}

export function rename(input: Plan, newName: (name: string) => string): Plan {
  return project(
    input,
    input.output.map((a) => ({ name: newName(a.name), expr: reference(a) })),
  );
}

export function deduplicate(relation: unresolved.Deduplicate, input: Plan): Plan {
  refuseMaps(relation.allColumnsAsKeys ? input.output : namedBy(relation.columnNames, input.output));
  const keys = relation.allColumnsAsKeys
    ? input.output
    : relation.columnNames.flatMap((name) => {
        const matches = input.output.filter((a) => sameName(a.name, name));
        if (matches.length === 0)
          throw millraceError("UNRESOLVED_COLUMN_AMONG_FIELD_NAMES", {
            colName: name,
            fieldNames: input.output.map((a) => a.name).join(", "),
          });
        return matches;
      });
  return {
    kind: "deduplicate",
    input,
    keys,
    withinWatermark: relation.withinWatermark,
    output: input.output,
    isStreaming: input.isStreaming,
  };
}

const namedBy = (names: readonly string[], columns: readonly Attribute[]): readonly Attribute[] =>
  columns.filter((a) => names.some((name) => sameName(a.name, name)));
