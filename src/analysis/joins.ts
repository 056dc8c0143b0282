import { millraceError } from "../errors.ts";
import { findFunction } from "../functions/registry.ts";
import type * as unresolved from "../plan/relation.ts";
import { passed } from "./attributes.ts";
import { argumentOf } from "./constants.ts";
import { asCondition, type ExpressionResolver } from "./expression-resolver.ts";
import { castable } from "./casts.ts";
import { reference, type Attribute, type Expr, type Named } from "./expression.ts";
import { namedAs, newAttribute } from "./attributes.ts";
import { findAttribute, unresolvedColumn } from "./names.ts";
import type { Plan } from "./plan.ts";

/** Joins by condition, or by column names that both sides have and the result shows once. */
export function resolveJoin(
  relation: unresolved.Join,
  left: Plan,
  rightInput: Plan,
  expressions: ExpressionResolver,
): Plan {
  const right = distinctFrom(left, rightInput);
  const { joinType } = relation;
  const isStreaming = left.isStreaming || right.isStreaming;
  const output = joinOutput(joinType, left.output, right.output);
  if (relation.usingColumns.length === 0) {
    const condition =
      relation.joinCondition &&
      asCondition(
        expressions.resolve(relation.joinCondition, { attributes: [...left.output, ...right.output] }),
        expressions.dialect,
      );
    return { kind: "join", left, right, joinType, ...(condition ? { condition } : {}), output, isStreaming };
  }
  const pairs = relation.usingColumns.map((name) => [column(left.output, name), column(right.output, name)] as const);
  const condition = pairs
    .map(([a, b]) => call("==", [reference(a), reference(b)], expressions))
    .reduce((a, b) => call("and", [a, b], expressions));
  const join: Plan = { kind: "join", left, right, joinType, condition, output, isStreaming };
  const keys = new Set(pairs.flatMap(([a, b]) => [a.id, b.id]));
  const inOutput = (a: Attribute): Attribute => output.find((o) => o.id === a.id) ?? a;
  const keyColumns = pairs.map(([a, b]): Named => {
    if (joinType === "rightOuter") return passed(inOutput(b));
    if (joinType !== "fullOuter") return passed(inOutput(a));
    return namedAs(call("coalesce", [reference(inOutput(a)), reference(inOutput(b))], expressions), a.name);
  });
  const list = [...keyColumns, ...output.filter((a) => !keys.has(a.id)).map(passed)];
  return { kind: "project", input: join, list, output: list.map((n) => n.attribute), isStreaming };
}

function column(attributes: readonly Attribute[], name: string): Attribute {
  const found = findAttribute(attributes, `\`${name.replaceAll("`", "``")}\``);
  if (found === undefined) throw unresolvedColumn(attributes, name);
  return found.attribute;
}

function call(name: string, args: readonly Expr[], { dialect }: ExpressionResolver): Expr {
  const definition = findFunction(name);
  if (definition?.kind !== "scalar")
    throw millraceError("UNRESOLVED_ROUTINE", { routineName: name, searchPath: "", suggestion: "" });
  const { params, result, nullable } = definition.type(args.map(argumentOf), dialect);
  const cast = args.map((arg, i) => (params[i] ? castable(arg, params[i], dialect) : arg));
  return {
    kind: "call",
    function: definition,
    args: cast,
    arguments: cast.map(argumentOf),
    dataType: result,
    nullable,
    pretty: definition.pretty?.(args.map((a) => a.pretty)) ?? name,
  };
}

function joinOutput(
  joinType: unresolved.JoinType,
  left: readonly Attribute[],
  right: readonly Attribute[],
): readonly Attribute[] {
  const nullable = (attributes: readonly Attribute[]): readonly Attribute[] =>
    attributes.map((a) => ({ ...a, nullable: true }));
  switch (joinType) {
    case "leftSemi":
    case "leftAnti":
      return left;
    case "leftOuter":
      return [...left, ...nullable(right)];
    case "rightOuter":
      return [...nullable(left), ...right];
    case "fullOuter":
      return [...nullable(left), ...nullable(right)];
    default:
      return [...left, ...right];
  }
}

/** A frame joined with itself gets new ids on the right, so that both sides can be told apart. */
function distinctFrom(left: Plan, right: Plan): Plan {
  const ids = new Set(left.output.map((a) => a.id));
  if (!right.output.some((a) => ids.has(a.id))) return right;
  const list = right.output.map((a): Named => ({
    expr: reference(a),
    attribute: newAttribute(a.name, a.dataType, a.nullable, {
      ...(a.qualifier ? { qualifier: a.qualifier } : {}),
      ...(a.delay === undefined ? {} : { delay: a.delay }),
    }),
  }));
  return { kind: "project", input: right, list, output: list.map((n) => n.attribute), isStreaming: right.isStreaming };
}
