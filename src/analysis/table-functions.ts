/** Functions that stand where a table does: `range(5)`, `explode(array(1, 2))`. */
import { millraceError } from "../errors.ts";
import { wrongArity } from "../functions/function.ts";
import { call, type Expression } from "../plan/expression.ts";
import type { UnresolvedTableValuedFunction } from "../plan/relation.ts";
import { isNumeric, isString } from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { newAttribute } from "./attributes.ts";
import type { ExpressionResolver } from "./expression-resolver.ts";
import { reference } from "./expression.ts";
import type { Plan } from "./plan.ts";
import { project } from "./select-list.ts";

export function tableFunction(relation: UnresolvedTableValuedFunction, expressions: ExpressionResolver): Plan {
  const { functionName, arguments: args, origin } = relation;
  if (functionName === "range") return rangeOf(args, expressions);
  const generator = expressions.resolve(call(functionName, args, origin ? { origin } : {}), { attributes: [] });
  if (generator.kind !== "generator")
    throw millraceError("UNRESOLVED_TABLE_VALUED_FUNCTION", { name: `\`${functionName}\`` }, origin ?? {});
  const columns = generator.fields.map((f) => newAttribute(f.name, f.dataType, f.nullable));
  const input: Plan = { kind: "oneRow", output: [], isStreaming: false };
  const generated: Plan = {
    kind: "generate",
    input,
    generator,
    outer: generator.function.outer,
    columns,
    output: columns,
    isStreaming: false,
  };
  return project(
    generated,
    columns.map((column) => ({ name: column.name, expr: reference(column) })),
  );
}

const RANGE_PARAMETERS = { start: "first", end: "second", step: "third" } as const;
type RangeParameter = keyof typeof RANGE_PARAMETERS;

/** `range(end)` or `range(start, end[, step[, partitions]])`, by name too. */
function rangeOf(args: readonly Expression[], expressions: ExpressionResolver): Plan {
  const named = new Map(
    args.flatMap((arg) =>
      arg.kind === "namedArgumentExpression" ? [[arg.key.toLowerCase(), arg.value] as const] : [],
    ),
  );
  const plain = args.filter((arg) => arg.kind !== "namedArgumentExpression");
  if (args.length === 0 || args.length > 4) throw wrongArity("range", "[1, 2, 3, 4]", args.length);
  const [start, end, step] = plain.length === 1 && !named.has("end") ? [undefined, plain[0], undefined] : plain;
  const long = (name: RangeParameter, given: Expression | undefined, fallback: bigint): bigint => {
    const expr = named.get(name) ?? given;
    if (expr === undefined) return fallback;
    const resolved = expressions.resolve(expr, { attributes: [] });
    if (!isNumeric(resolved.dataType) && !isString(resolved.dataType))
      throw millraceError("UNEXPECTED_INPUT_TYPE", {
        paramIndex: RANGE_PARAMETERS[name],
        functionName: "`range`",
        requiredType: '"BIGINT"',
        inputSql: `"${resolved.pretty}"`,
        inputType: `"${sqlTypeText(resolved.dataType)}"`,
      });
    const value = resolved.kind === "literal" ? resolved.value : undefined;
    const isText = typeof value === "string" && /^\s*[+-]?\d+(\.\d*)?\s*$/.test(value);
    if (typeof value === "string" && !isText)
      throw millraceError(expressions.dialect.ansi ? "CAST_INVALID_INPUT" : "UNEXPECTED_INPUT_TYPE", {
        expression: `'${value}'`,
        sourceType: '"STRING"',
        targetType: '"BIGINT"',
        ansiConfig: '"spark.sql.ansi.enabled"',
        paramIndex: RANGE_PARAMETERS[name],
        functionName: "`range`",
        requiredType: '"BIGINT"',
        inputSql: `"${resolved.pretty}"`,
        inputType: '"STRING"',
      });
    if (!isText && typeof value !== "number" && typeof value !== "bigint")
      throw millraceError("INVALID_PLAN", { reason: `range() takes constant whole numbers, not ${resolved.pretty}` });
    const whole = typeof value === "bigint" ? value : BigInt(Math.trunc(Number(value)) || 0);
    if (BigInt.asIntN(64, whole) !== whole)
      throw millraceError("INVALID_PLAN", { reason: `range() takes what a BIGINT holds, not ${resolved.pretty}` });
    return whole;
  };
  const by = long("step", step, 1n);
  if (by === 0n) throw millraceError("INVALID_PARAMETER_VALUE.ZERO_STEP", { functionName: "`range`" });
  return {
    kind: "range",
    start: long("start", start, 0n),
    end: long("end", end, 0n),
    step: by,
    output: [newAttribute("id", { kind: "long" }, false)],
    isStreaming: false,
  };
}
