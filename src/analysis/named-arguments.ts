/** Arguments by name, for the functions whose parameters have names, put where they belong. */
import { millraceError } from "../errors.ts";
import { literal, type Expression, type Literal } from "../plan/expression.ts";
import { NULL, STRING } from "../types/data-type.ts";

interface Parameter {
  readonly name: string;
  readonly fallback?: Literal;
}

const required = (name: string): readonly Parameter[] => [{ name }];
const text = (name: string, value: string): Parameter => ({ name, fallback: literal(STRING, value) });

const PARAMETERS: Readonly<Record<string, readonly Parameter[]>> = {
  mask: [
    { name: "str" },
    text("upperChar", "X"),
    text("lowerChar", "x"),
    text("digitChar", "n"),
    { name: "otherChar", fallback: literal(NULL, null) },
  ],
  explode: required("collection"),
  explode_outer: required("collection"),
  posexplode: required("collection"),
  posexplode_outer: required("collection"),
  inline: required("input"),
  inline_outer: required("input"),
};

/** The arguments by position; for a function without names for them, any that has one is refused. */
export function positional(functionName: string, given: readonly Expression[]): readonly Expression[] {
  const parameters = Object.hasOwn(PARAMETERS, functionName) ? PARAMETERS[functionName] : undefined;
  const first = given.findIndex((arg) => arg.kind === "namedArgumentExpression");
  if (parameters === undefined) {
    if (first < 0) return given;
    throw millraceError("NAMED_PARAMETERS_NOT_SUPPORTED", { functionName: `\`${functionName}\`` });
  }
  const routineName = `\`${functionName}\``;
  const plain = first < 0 ? given : given.slice(0, first);
  if (plain.length > parameters.length) return given;
  const byName = named(routineName, parameters, given, first);
  const placed = parameters.map(({ name, fallback }, i): Expression | undefined => {
    const value = byName.get(name);
    if (value !== undefined && i < plain.length)
      throw millraceError("DUPLICATE_ROUTINE_PARAMETER_ASSIGNMENT.BOTH_POSITIONAL_AND_NAMED", {
        routineName,
        parameterName: `\`${name}\``,
      });
    const found = plain[i] ?? value;
    if (found === undefined && fallback === undefined)
      throw millraceError("REQUIRED_PARAMETER_NOT_FOUND", {
        routineName,
        parameterName: `\`${name}\``,
        index: String(i),
      });
    return found ?? (byName.size > 0 ? fallback : undefined);
  });
  return placed.filter((each) => each !== undefined);
}

function named(
  routineName: string,
  parameters: readonly Parameter[],
  given: readonly Expression[],
  first: number,
): ReadonlyMap<string, Expression> {
  const byName = new Map<string, Expression>();
  for (const arg of first < 0 ? [] : given.slice(first)) {
    if (arg.kind !== "namedArgumentExpression")
      throw millraceError("UNEXPECTED_POSITIONAL_ARGUMENT", {
        routineName,
        parameterName: `\`${[...byName.keys()].at(-1)}\``,
      });
    const parameter = parameters.find(({ name }) => name.toLowerCase() === arg.key.toLowerCase());
    if (parameter === undefined)
      throw millraceError("UNRECOGNIZED_PARAMETER_NAME", {
        routineName,
        argumentName: `\`${arg.key}\``,
        proposal: parameters.map(({ name }) => `\`${name}\``).join(" "),
      });
    if (byName.has(parameter.name))
      throw millraceError("DUPLICATE_ROUTINE_PARAMETER_ASSIGNMENT.DOUBLE_NAMED_ARGUMENT_REFERENCE", {
        routineName,
        parameterName: `\`${parameter.name}\``,
      });
    byName.set(parameter.name, arg.value);
  }
  return byName;
}
