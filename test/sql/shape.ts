import type { Expression, FrameBoundary } from "../../src/plan/expression.ts";
import type { Relation } from "../../src/plan/relation.ts";
import { simpleString } from "../../src/types/ddl-text.ts";

/** An expression as a short text that shows its structure: `1 + 2 * a` is `(+ 1 (* 2 a))`. */
export function shape(expression: Expression): string {
  const all = (expressions: readonly Expression[]): string => expressions.map((e) => ` ${shape(e)}`).join("");
  switch (expression.kind) {
    case "literal": {
      const { dataType, value } = expression;
      if (dataType.kind === "string") return `'${value as string}'`;
      if (value instanceof Uint8Array) return `X'${Buffer.from(value).toString("hex")}'`;
      const text = Object.is(value, -0)
        ? "-0"
        : typeof value === "object"
          ? JSON.stringify(value, bigints)
          : String(value);
      const plain = dataType.kind === "integer" || dataType.kind === "boolean" || dataType.kind === "null";
      return plain ? text : `${text}:${simpleString(dataType)}`;
    }
    case "unresolvedAttribute":
      return expression.unparsedIdentifier;
    case "unresolvedFunction":
      return `(${expression.functionName}${expression.isDistinct ? " DISTINCT" : ""}${all(expression.arguments)}${expression.ignoreNulls === true ? " ignore nulls" : ""})`;
    case "unresolvedStar":
      return expression.unparsedTarget ?? "*";
    case "alias":
      return `(as ${shape(expression.expr)} ${expression.name.join(" ")})`;
    case "cast":
      return `(${expression.evalMode === "try" ? "try_cast" : "cast"} ${shape(expression.expr)} ${simpleString(expression.type!)})`;
    case "sortOrder":
      return `(${expression.direction} nulls-${expression.nullOrdering} ${shape(expression.child)})`;
    case "lambdaFunction":
      return `(${expression.arguments.map((v) => v.nameParts.join(".")).join(" ")} -> ${shape(expression.function)})`;
    case "unresolvedNamedLambdaVariable":
      return expression.nameParts.join(".");
    case "unresolvedExtractValue":
      return `(get ${shape(expression.child)} ${shape(expression.extraction)})`;
    case "namedArgumentExpression":
      return `${expression.key} => ${shape(expression.value)}`;
    case "filteredAggregate":
      return `(filter ${shape(expression.function)} ${shape(expression.condition)})`;
    case "subquery":
      return `(${expression.subqueryType}${all(expression.inSubqueryValues)} ${relationShape(expression.plan)})`;
    case "window": {
      const { frameSpec: frame } = expression;
      const frameText = frame ? ` ${frame.frameType} ${bound(frame.lower)} ${bound(frame.upper)}` : "";
      return `(over ${shape(expression.windowFunction)} by${all(expression.partitionSpec)} order${all(expression.orderSpec)}${frameText})`;
    }
    default:
      return expression.kind;
  }
}

/** A relation likewise: `(project [a] (filter (> a 1) t))`. */
export function relationShape(relation: Relation | undefined): string {
  if (relation === undefined) return "()";
  const list = (expressions: readonly Expression[]): string => `[${expressions.map(shape).join(", ")}]`;
  switch (relation.kind) {
    case "read":
      return `${relation.isStreaming ? "stream " : ""}${relation.namedTable?.unparsedIdentifier ?? "files"}`;
    case "project":
      return relation.input
        ? `(project ${list(relation.expressions)} ${relationShape(relation.input)})`
        : `(row ${list(relation.expressions)})`;
    case "filter":
      return `(filter ${shape(relation.condition)} ${relationShape(relation.input)})`;
    case "inlineTable":
      return `(values ${relation.rows.map(list).join(" ")})`;
    case "subqueryAlias":
      return `(as ${relation.alias} ${relationShape(relation.input)})`;
    case "toDf":
      return `(names ${relation.columnNames.join(" ")} ${relationShape(relation.input)})`;
    case "join":
      return `(join ${relation.joinType} ${relationShape(relation.left)} ${relationShape(relation.right)}${relation.joinCondition ? ` on ${shape(relation.joinCondition)}` : ""}${relation.usingColumns.length > 0 ? ` using ${relation.usingColumns.join(" ")}` : ""})`;
    case "setOp":
      return `(${relation.setOpType}${relation.isAll ? " all" : ""}${relation.byName ? " by-name" : ""} ${relationShape(relation.leftInput)} ${relationShape(relation.rightInput)})`;
    case "distinct":
      return `(distinct ${relationShape(relation.input)})`;
    case "deduplicate":
      return `(dropDuplicates ${relationShape(relation.input)})`;
    case "sort":
      return `(sort ${list(relation.order)} ${relationShape(relation.input)})`;
    case "limit":
      return `(limit ${relation.limit} ${relationShape(relation.input)})`;
    case "offset":
      return `(offset ${relation.offset} ${relationShape(relation.input)})`;
    case "selectGroups": {
      const sets = relation.groupingSets.map(list).join(" ");
      const by = relation.groupAll ? "all" : `${list(relation.groupingExpressions)}${sets === "" ? "" : ` ${sets}`}`;
      const having = relation.having ? ` having ${shape(relation.having)}` : "";
      return `(${relation.groupType} ${list(relation.selectList)} by ${by}${having} ${relationShape(relation.input)})`;
    }
    case "withWatermark":
      return `(watermark ${relation.eventTime} '${relation.delayThreshold}' ${relationShape(relation.input)})`;
    case "lateralView":
      return `(lateral${relation.outer ? " outer" : ""} ${shape(relation.generator)} ${relation.tableAlias} ${relation.columnAliases.join(" ")} ${relationShape(relation.input)})`;
    default:
      return relation.kind;
  }
}

const bound = (boundary: FrameBoundary): string => (typeof boundary === "string" ? boundary : shape(boundary));
const bigints = (_: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);
