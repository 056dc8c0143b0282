/** Plans as SQL text again: what the parser reads of it is the same plan. */
import { millraceError } from "../errors.ts";
import type { Expression, FrameBoundary, Literal, LiteralValue, SortOrder, Window } from "../plan/expression.ts";
import type { Relation, SelectGroups, SetOperation } from "../plan/relation.ts";
import type { DataType } from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { quotedName } from "./words.ts";
import { formatDate, formatLocal } from "../types/datetime-text.ts";
import { intervalSqlText } from "../types/interval-format.ts";
import { doubleText } from "../types/number-text.ts";

const unwritable = (what: string): Error =>
  millraceError("UNSUPPORTED_EXPRESSION", { expression: what, reason: "it cannot be written as SQL text" });

/** Text between single quotes, in the lexer's escapes. */
const quoted = (text: string): string =>
  `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\n", "\\n").replaceAll("\0", "\\0")}'`;

const BINARY: Readonly<Record<string, string>> = {
  "==": "=",
  "!=": "<>",
  "<=>": "<=>",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
  "+": "+",
  "-": "-",
  "*": "*",
  "/": "/",
  "%": "%",
  div: "DIV",
  "|": "|",
  "&": "&",
  "^": "^",
  "<<": "<<",
  ">>": ">>",
  ">>>": ">>>",
  and: "AND",
  or: "OR",
  like: "LIKE",
  ilike: "ILIKE",
  rlike: "RLIKE",
};

/** An expression's text; operators stand in parentheses, so that no precedence is left to chance. */
export function unparseExpression(expr: Expression): string {
  switch (expr.kind) {
    case "literal":
      return literalText(expr);
    case "unresolvedAttribute":
      return expr.unparsedIdentifier;
    case "unresolvedStar":
      return expr.unparsedTarget ?? "*";
    case "starExcept":
      return `${expr.unparsedTarget ?? "*"} EXCEPT (${expr.names.join(", ")})`;
    case "namedWindow":
      return `${unparseExpression(expr.windowFunction)} OVER ${quotedName(expr.name)}`;
    case "expressionString":
      return expr.expression;
    case "alias":
      return expr.name.length === 1
        ? `${unparseExpression(expr.expr)} AS ${quotedName(expr.name[0]!)}`
        : `${unparseExpression(expr.expr)} AS (${expr.name.map(quotedName).join(", ")})`;
    case "cast":
      return `${expr.evalMode === "try" ? "TRY_CAST" : "CAST"}(${unparseExpression(expr.expr)} AS ${expr.type ? sqlTypeText(expr.type) : expr.typeStr})`;
    case "sortOrder":
      return sortText(expr);
    case "lambdaFunction": {
      const names = expr.arguments.map((variable) => quotedName(variable.nameParts[0]!));
      return `${names.length === 1 ? names[0] : `(${names.join(", ")})`} -> ${unparseExpression(expr.function)}`;
    }
    case "unresolvedNamedLambdaVariable":
      return expr.nameParts.map(quotedName).join(".");
    case "unresolvedExtractValue":
      return extractText(expr.child, expr.extraction);
    case "namedArgumentExpression":
      return `${quotedName(expr.key)} => ${unparseExpression(expr.value)}`;
    case "filteredAggregate":
      return `${unparseExpression(expr.function)} FILTER (WHERE ${unparseExpression(expr.condition)})`;
    case "window":
      return windowText(expr);
    case "subquery": {
      const query = `(${unparseQuery(expr.plan)})`;
      if (expr.subqueryType === "exists") return `EXISTS ${query}`;
      return expr.subqueryType === "scalar"
        ? query
        : `(${expr.inSubqueryValues.map(unparseExpression).join(", ")} IN ${query})`;
    }
    case "unresolvedFunction":
      return `${callText(expr.functionName, expr.arguments, expr.isDistinct)}${expr.ignoreNulls === true ? " IGNORE NULLS" : ""}${expr.withinGroup ? ` WITHIN GROUP (ORDER BY ${expr.withinGroup.map(sortText).join(", ")})` : ""}`;
    default:
      throw unwritable(expr.kind);
  }
}

function callText(name: string, args: readonly Expression[], isDistinct: boolean): string {
  const texts = args.map(unparseExpression);
  const [a, b, c] = texts;
  if (texts.length === 2 && Object.hasOwn(BINARY, name)) return `(${a} ${BINARY[name]} ${b})`;
  switch (name) {
    case "like":
    case "ilike":
      return `(${a} ${name.toUpperCase()} ${b} ESCAPE ${c})`;
    case "like all":
    case "like any":
    case "not like all":
    case "not like any":
      return `(${a} ${name.toUpperCase()} (${texts.slice(1).join(", ")}))`;
    case "not":
      return `(NOT ${a})`;
    case "negative":
      return `(- (${a}))`;
    case "positive":
      return `(+ ${a})`;
    case "~":
      return `(~ ${a})`;
    case "is unknown":
    case "is not unknown":
      return `(${a} ${name.toUpperCase()})`;
    case "isnull":
      return `(${a} IS NULL)`;
    case "isnotnull":
      return `(${a} IS NOT NULL)`;
    case "between":
      return `(${a} BETWEEN ${b} AND ${c})`;
    case "in":
      return `(${a} IN (${texts.slice(1).join(", ")}))`;
    case "when":
      return caseText(texts);
    case "extract":
      return args[0]?.kind === "literal" ? `extract(${wordOf(args[0])} FROM ${b})` : `extract(${texts.join(", ")})`;
    case "timestampadd":
    case "timestampdiff":
      return args[0]?.kind === "literal"
        ? `${name}(${[wordOf(args[0]), ...texts.slice(1)].join(", ")})`
        : `${name}(${texts.join(", ")})`;
    default: {
      const written = /^[A-Za-z_]\w*$/.test(name) ? name : `\`${name}\``;
      return `${written}(${isDistinct ? "DISTINCT " : ""}${texts.join(", ")})`;
    }
  }
}

/** A constant that stands in the text as a bare word: a unit of time. */
const wordOf = ({ value }: Literal): string => (typeof value === "string" ? value : "");

function caseText(parts: readonly string[]): string {
  const branches: string[] = [];
  for (let i = 0; i + 1 < parts.length; i += 2) branches.push(`WHEN ${parts[i]} THEN ${parts[i + 1]}`);
  return `CASE ${branches.join(" ")}${parts.length % 2 === 1 ? ` ELSE ${parts.at(-1)}` : ""} END`;
}

function extractText(child: Expression, extraction: Expression): string {
  const base = unparseExpression(child);
  const safe = /^[\w`.]+$|[)\]]$/.test(base) && child.kind !== "literal" ? base : `(${base})`;
  if (extraction.kind === "literal" && typeof extraction.value === "string" && child.kind !== "unresolvedAttribute")
    return `${safe}.${quotedName(extraction.value)}`;
  return `${safe}[${unparseExpression(extraction)}]`;
}

function sortText({ child, direction, nullOrdering }: SortOrder): string {
  return `${unparseExpression(child)} ${direction === "ascending" ? "ASC" : "DESC"} NULLS ${nullOrdering === "first" ? "FIRST" : "LAST"}`;
}

function windowText({ windowFunction, partitionSpec, orderSpec, frameSpec }: Window): string {
  const edge = (boundary: FrameBoundary, side: string): string => {
    if (boundary === "currentRow") return "CURRENT ROW";
    if (boundary === "unbounded") return `UNBOUNDED ${side}`;
    if (boundary.kind === "unresolvedFunction" && boundary.functionName === "negative")
      return `${unparseExpression(boundary.arguments[0]!)} PRECEDING`;
    return `${unparseExpression(boundary)} FOLLOWING`;
  };
  const parts = [
    ...(partitionSpec.length > 0 ? [`PARTITION BY ${partitionSpec.map(unparseExpression).join(", ")}`] : []),
    ...(orderSpec.length > 0 ? [`ORDER BY ${orderSpec.map(sortText).join(", ")}`] : []),
    ...(frameSpec
      ? [
          `${frameSpec.frameType === "row" ? "ROWS" : "RANGE"} BETWEEN ${edge(frameSpec.lower, "PRECEDING")} AND ${edge(frameSpec.upper, "FOLLOWING")}`,
        ]
      : []),
  ];
  return `${unparseExpression(windowFunction)} OVER (${parts.join(" ")})`;
}

function literalText({ dataType, value }: Literal): string {
  if (value === null) return dataType.kind === "null" ? "NULL" : `CAST(NULL AS ${sqlTypeText(dataType)})`;
  const plain = typeof value === "object" ? "" : String(value);
  switch (dataType.kind) {
    case "boolean":
    case "integer":
      return plain;
    case "byte":
      return `${plain}Y`;
    case "short":
      return `${plain}S`;
    case "long":
      return `${plain}L`;
    case "float":
      return realText(value as number, "F", "FLOAT");
    case "double":
      return realText(value as number, "D", "DOUBLE");
    case "decimal":
      return `${plain}BD`;
    case "string":
    case "char":
    case "varchar":
      return quoted(plain);
    case "binary":
      return `X'${Buffer.from(value as Uint8Array)
        .toString("hex")
        .toUpperCase()}'`;
    case "date":
      return `DATE '${formatDate(value as number)}'`;
    case "timestamp":
      return `TIMESTAMP '${formatLocal(value as bigint, " ")}Z'`;
    case "timestamp_ntz":
      return `TIMESTAMP_NTZ '${formatLocal(value as bigint, " ")}'`;
    case "day_time_interval":
    case "year_month_interval":
      return intervalSqlText(BigInt(value as number | bigint), dataType.kind, dataType.start, dataType.end);
    default:
      return nestedText(dataType, value);
  }
}

const realText = (value: number, suffix: string, type: string): string =>
  Number.isFinite(value) ? `${doubleText(value)}${suffix}` : `CAST('${doubleText(value)}' AS ${type})`;

function nestedText(dataType: DataType, value: LiteralValue): string {
  if (dataType.kind === "calendar_interval") {
    const { months, days, microseconds } = value as { months: number; days: number; microseconds: bigint };
    return `INTERVAL ${months} MONTHS ${days} DAYS ${microseconds} MICROSECONDS`;
  }
  const items = (value as readonly Literal[]).map(literalText).join(", ");
  if (dataType.kind === "array") return `array(${items})`;
  if (dataType.kind === "map") return `map(${items})`;
  throw unwritable(`a literal of ${sqlTypeText(dataType)}`);
}

/** A query's text: every relation a SELECT of its own, nested as the plan is. */
export function unparseQuery(relation: Relation): string {
  switch (relation.kind) {
    case "project": {
      const list = relation.expressions.map(unparseExpression).join(", ");
      if (relation.input?.kind === "filter" && isBare(relation.input.input))
        return `SELECT ${list} WHERE ${unparseExpression(relation.input.condition)}`;
      return relation.input === undefined ? `SELECT ${list}` : `SELECT ${list} FROM ${fromItem(relation.input)}`;
    }
    case "inlineTable":
      return `VALUES ${relation.rows.map((row) => `(${row.map(unparseExpression).join(", ")})`).join(", ")}`;
    case "selectGroups":
      return groupsText(relation);
    case "filter":
      return `FROM ${fromItem(relation.input)} WHERE ${unparseExpression(relation.condition)}`;
    case "setOp":
      return setOperationText(relation);
    case "sort":
      return `${operand(relation.input)} ${relation.isGlobal ? "ORDER" : "SORT"} BY ${relation.order.map(sortText).join(", ")}`;
    case "qualify":
      return `${unparseQuery(relation.input)} QUALIFY ${unparseExpression(relation.condition)}`;
    case "withColumns":
      return `FROM ${fromItem(relation.input)} |> SET ${relation.aliases.map((a) => `${quotedName(a.name[0]!)} = ${unparseExpression(a.expr)}`).join(", ")}`;
    case "drop":
      return `FROM ${fromItem(relation.input)} |> DROP ${relation.columnNames.map(quotedName).join(", ")}`;
    case "limit":
      return `${operand(relation.input)} LIMIT ${relation.limit}`;
    case "offset":
      return `${operand(relation.input)} OFFSET ${relation.offset}`;
    case "distinct":
      return relation.input.kind === "setOp"
        ? setOperationText({ ...relation.input, isAll: false })
        : distinctText(unparseQuery(relation.input));
    case "deduplicate":
      throw unwritable("dropDuplicates");
    default:
      return `FROM ${fromItem(relation)}`;
  }
}

const distinctText = (query: string): string => query.replace(/^SELECT /, "SELECT DISTINCT ");

/** One side of a set operation, or what ORDER BY and LIMIT belong to. */
function operand(relation: Relation): string {
  return `(${unparseQuery(relation)})`;
}

function setOperationText({ leftInput, rightInput, setOpType, isAll, byName }: SetOperation): string {
  const words = `${setOpType.toUpperCase()}${isAll ? " ALL" : ""}${byName ? " BY NAME" : ""}`;
  return `${operand(leftInput)} ${words} ${operand(rightInput)}`;
}

function groupsText(relation: SelectGroups): string {
  const list = relation.selectList.map(unparseExpression).join(", ");
  const keys = relation.groupingExpressions.map(unparseExpression).join(", ");
  const sets = relation.groupingSets.map((set) => `(${set.map(unparseExpression).join(", ")})`).join(", ");
  const by = relation.groupAll
    ? " GROUP BY ALL"
    : relation.groupType === "groupingSets"
      ? ` GROUP BY GROUPING SETS (${sets})`
      : relation.groupType !== "groupby"
        ? ` GROUP BY ${relation.groupType.toUpperCase()}(${keys})`
        : keys === ""
          ? ""
          : ` GROUP BY ${keys}`;
  const having = relation.having ? ` HAVING ${unparseExpression(relation.having)}` : "";
  return `SELECT ${list}${isBare(relation.input) ? "" : ` FROM ${fromItem(relation.input)}`}${by}${having}`;
}

/** One row of nothing: what a SELECT without FROM selects from. */
const isBare = (relation: Relation): boolean =>
  relation.kind === "project" && relation.input === undefined && relation.expressions.length === 0;

/** A relation as it stands after FROM. */
function fromItem(relation: Relation): string {
  switch (relation.kind) {
    case "read": {
      const name = relation.namedTable?.unparsedIdentifier;
      if (name === undefined) throw unwritable("a data source");
      return relation.isStreaming ? `STREAM ${name}` : name;
    }
    case "subqueryAlias":
      return aliasText(relation.input, relation.alias);
    case "join": {
      const on = relation.joinCondition
        ? ` ON ${unparseExpression(relation.joinCondition)}`
        : relation.usingColumns.length > 0
          ? ` USING (${relation.usingColumns.map(quotedName).join(", ")})`
          : "";
      return `(${fromItem(relation.left)} ${JOINS[relation.joinType]} ${fromItem(relation.right)}${on})`;
    }
    case "lateralView": {
      const names = relation.columnAliases.length > 0 ? ` AS ${relation.columnAliases.map(quotedName).join(", ")}` : "";
      return `${fromItem(relation.input)} LATERAL VIEW ${relation.outer ? "OUTER " : ""}${unparseExpression(relation.generator)} ${relation.tableAlias === "" ? "" : quotedName(relation.tableAlias)}${names}`.trimEnd();
    }
    case "naturalJoin":
      return `(${fromItem(relation.left)} NATURAL ${JOINS[relation.joinType]} ${fromItem(relation.right)})`;
    case "lateralJoin": {
      const on = relation.joinCondition ? ` ON ${unparseExpression(relation.joinCondition)}` : "";
      return `(${fromItem(relation.left)} ${JOINS[relation.joinType]} LATERAL ${fromItem(relation.right)}${on})`;
    }
    case "pivotClause": {
      const values = relation.values.map(({ value, alias }) => `${unparseExpression(value)}${aliasSuffix(alias)}`);
      return `${fromItem(relation.input)} PIVOT (${relation.aggregates.map(unparseExpression).join(", ")} FOR (${relation.columns.map(unparseExpression).join(", ")}) IN (${values.join(", ")}))`;
    }
    case "unpivotClause": {
      const sets = relation.sets.map(
        ({ columns, alias }) => `(${columns.map(unparseExpression).join(", ")})${aliasSuffix(alias)}`,
      );
      return `${fromItem(relation.input)} UNPIVOT ${relation.includeNulls ? "INCLUDE NULLS " : ""}((${relation.valueNames.map(quotedName).join(", ")}) FOR ${quotedName(relation.variableName)} IN (${sets.join(", ")}))`;
    }
    case "unresolvedTableValuedFunction":
      return `${relation.functionName}(${relation.arguments.map(unparseExpression).join(", ")})`;
    case "sample":
      return `${fromItem(relation.input)} TABLESAMPLE (${relation.upperBound * 100} PERCENT)${relation.seed === undefined ? "" : ` REPEATABLE (${relation.seed})`}`;
    case "withWatermark":
      return `${fromItem(relation.input)} WATERMARK ${relation.eventTime} DELAY OF INTERVAL ${quoted(relation.delayThreshold.replace(/^INTERVAL /i, ""))}`;
    default:
      return `(${unparseQuery(relation)})`;
  }
}

const aliasSuffix = (alias: string | undefined): string => (alias === undefined ? "" : ` AS ${quotedName(alias)}`);

function aliasText(input: Relation, alias: string): string {
  if (input.kind === "subqueryAlias") return `(${fromItem(input)}) AS ${quotedName(alias)}`;
  if (input.kind !== "toDf") return `${fromItem(input)} AS ${quotedName(alias)}`;
  return `${fromItem(input.input)} AS ${quotedName(alias)}(${input.columnNames.map(quotedName).join(", ")})`;
}

const JOINS: Readonly<Record<string, string>> = {
  inner: "INNER JOIN",
  cross: "CROSS JOIN",
  leftOuter: "LEFT OUTER JOIN",
  rightOuter: "RIGHT OUTER JOIN",
  fullOuter: "FULL OUTER JOIN",
  leftSemi: "LEFT SEMI JOIN",
  leftAnti: "LEFT ANTI JOIN",
};
