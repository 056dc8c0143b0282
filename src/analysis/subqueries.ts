/** Queries inside expressions: `(SELECT ...)`, `EXISTS (...)`, `x IN (SELECT ...)`. */
import { millraceError } from "../errors.ts";
import { commonType } from "../functions/coercion.ts";
import type { Expression, Subquery } from "../plan/expression.ts";
import type { Relation } from "../plan/relation.ts";
import { BOOLEAN, type DataType } from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { castable } from "./casts.ts";
import type { ExpressionResolver, Scope } from "./expression-resolver.ts";
import { reference, type Attribute, type Expr, type SubqueryExpr } from "./expression.ts";
import type { Plan } from "./plan.ts";
import { project } from "./select-list.ts";

/** The queries that stand in a relation's own expressions, not in the relations below it. */
export function subqueriesIn(relation: Relation, parsed: (expr: Expression) => Expression): readonly Subquery[] {
  const found: Subquery[] = [];
  const visit = (value: unknown): void => {
    if (value === null || typeof value !== "object") return;
    if (Array.isArray(value)) {
      for (const item of value) visit(item);
      return;
    }
    const node = value as { readonly kind?: string };
    if (node.kind === "expressionString") return visit(parsed(node as Expression));
    if (node.kind === "subquery") {
      const subquery = node as Subquery;
      found.push(subquery);
      return visit(subquery.inSubqueryValues);
    }
    for (const [key, child] of Object.entries(node)) if (!INPUTS.has(key)) visit(child);
  };
  for (const [key, child] of Object.entries(relation)) if (!INPUTS.has(key)) visit(child);
  return found;
}

/** Fields that hold relations, data types or places: no expressions. */
const INPUTS = new Set([
  "input",
  "left",
  "right",
  "leftInput",
  "rightInput",
  "origin",
  "dataType",
  "type",
  "data",
  "value",
]);

export function resolveSubquery(expr: Subquery, scope: Scope, resolver: ExpressionResolver): SubqueryExpr {
  const plan = resolver.subqueries.get(expr);
  if (plan === undefined)
    throw millraceError("UNSUPPORTED_EXPRESSION", {
      expression: "a query inside an expression",
      reason: "it cannot stand here",
    });
  if (plan.isStreaming) throw millraceError("INVALID_SUBQUERY_EXPRESSION.STREAMING_QUERY", { expr: expr.subqueryType });
  if (expr.subqueryType === "exists")
    return {
      kind: "subquery",
      type: "exists",
      plan,
      values: [],
      dataType: BOOLEAN,
      nullable: false,
      pretty: "exists()",
    };
  if (expr.subqueryType === "scalar") {
    const column = onlyColumn(plan);
    return {
      kind: "subquery",
      type: "scalar",
      plan,
      values: [],
      dataType: column.dataType,
      nullable: true,
      pretty: `scalarsubquery()`,
    };
  }
  return inSubquery(expr, plan, scope, resolver);
}

function onlyColumn(plan: Plan): Attribute {
  const [column, ...rest] = plan.output;
  if (column === undefined || rest.length > 0)
    throw millraceError("INVALID_SUBQUERY_EXPRESSION.SCALAR_SUBQUERY_RETURN_MORE_THAN_ONE_OUTPUT_COLUMN", {
      number: String(plan.output.length),
    });
  return column;
}

/** The values and the query's columns, side by side, each pair in its common type. */
function inSubquery(expr: Subquery, plan: Plan, scope: Scope, resolver: ExpressionResolver): SubqueryExpr {
  const first = expr.inSubqueryValues.map((value) => resolver.resolve(value, scope));
  const values = first.length === 1 ? tuple(first[0]!) : first;
  const sqlExpr = `"(${values.map((value) => value.pretty).join(", ")} IN (listquery()))"`;
  if (values.length !== plan.output.length)
    throw millraceError("DATATYPE_MISMATCH.IN_SUBQUERY_LENGTH_MISMATCH", {
      sqlExpr,
      leftLength: String(values.length),
      leftColumns: values.map((value) => `"${value.pretty}"`).join(", "),
      rightLength: String(plan.output.length),
      rightColumns: plan.output.map((column) => `"${column.name}"`).join(", "),
    });
  const types = values.map((value, i): DataType => {
    const column = plan.output[i]!;
    const type = commonType(value.dataType, column.dataType);
    if (type === undefined)
      throw millraceError("DATATYPE_MISMATCH.IN_SUBQUERY_DATA_TYPE_MISMATCH", {
        sqlExpr,
        mismatchedColumns: `"${value.pretty}:${sqlTypeText(value.dataType)}, ${column.name}:${sqlTypeText(column.dataType)}"`,
        leftType: `"${sqlTypeText(value.dataType)}"`,
        rightType: `"${sqlTypeText(column.dataType)}"`,
      });
    return type;
  });
  const columns = plan.output.map((column, i) => castable(reference(column), types[i]!, resolver.dialect));
  const cast = values.map((value, i) => castable(value, types[i]!, resolver.dialect));
  return {
    kind: "subquery",
    type: "in",
    plan: columns.every((column) => column.kind === "attribute")
      ? plan
      : project(
          plan,
          columns.map((column, i) => ({ name: plan.output[i]!.name, expr: column })),
        ),
    values: cast,
    dataType: BOOLEAN,
    nullable: true,
    pretty: `(${values.map((value) => value.pretty).join(", ")} IN (listquery()))`,
  };
}

/** `(a, b) IN (...)` is written as a struct of the values. */
function tuple(value: Expr): readonly Expr[] {
  const isTuple = value.kind === "call" && value.function.name === "named_struct";
  return isTuple ? value.args.filter((_, i) => i % 2 === 1) : [value];
}
