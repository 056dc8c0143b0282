/** Functions that give several rows: the node that spreads them, and the places where they cannot stand. */
import { millraceError } from "../errors.ts";
import type { LateralView } from "../plan/relation.ts";
import { newAttribute } from "./attributes.ts";
import type { ExpressionResolver } from "./expression-resolver.ts";
import { someExpr, type Attribute, type Expr, type GeneratorCall } from "./expression.ts";
import type { Generate, Plan } from "./plan.ts";

export const hasGenerator = (expr: Expr): boolean => someExpr(expr, (e) => e.kind === "generator");

/** `input` with the generator's columns, which take the names given, if there are any. */
export function generateNode(
  input: Plan,
  generator: GeneratorCall,
  names: readonly string[],
  around: { readonly outer?: boolean; readonly qualifier?: string } = {},
): Generate {
  const { fields } = generator;
  if (names.length > 0 && names.length !== fields.length)
    throw millraceError("UDTF_ALIAS_NUMBER_MISMATCH", {
      aliasesSize: String(fields.length),
      aliasesNames: names.join(", "),
    });
  const qualified: Pick<Attribute, "qualifier"> = around.qualifier === undefined ? {} : { qualifier: around.qualifier };
  const columns = fields.map((f, i) => newAttribute(names[i] ?? f.name, f.dataType, f.nullable, qualified));
  return {
    kind: "generate",
    input,
    generator,
    outer: around.outer === true || generator.function.outer,
    columns,
    output: [...input.output, ...columns],
    isStreaming: input.isStreaming,
  };
}

export function lateralView(relation: LateralView, input: Plan, expressions: ExpressionResolver): Plan {
  const generator = expressions.resolve(relation.generator, { attributes: input.output });
  if (generator.kind !== "generator")
    throw millraceError("UNSUPPORTED_GENERATOR", { expression: `"${generator.pretty}"` });
  return generateNode(input, generator, relation.columnAliases, {
    outer: relation.outer,
    ...(relation.tableAlias === "" ? {} : { qualifier: relation.tableAlias }),
  });
}
