/**
 * Where the FLOAT and DOUBLE values of a row stand, read from Spark's DDL. The judge does not ask the engine's own DDL parser:
 * a fault there must not change a verdict.
 */
export type Shape = "float" | "exact" | StructShape | ArrayShape | MapShape;

export interface StructShape {
  readonly kind: "struct";
  readonly fields: readonly FieldShape[];
}

export interface FieldShape {
  readonly name: string;
  readonly shape: Shape;
}

export interface ArrayShape {
  readonly kind: "array";
  readonly element: Shape;
}

export interface MapShape {
  readonly kind: "map";
  readonly value: Shape;
}

/** The columns of `ddl` (`a INT,b STRUCT<c: DOUBLE> NOT NULL`), in order. */
export function schemaShape(ddl: string): StructShape {
  return { kind: "struct", fields: topLevelParts(ddl).map(fieldShape) };
}

/** `name TYPE [NOT NULL] [COMMENT '...']`, with or without a colon after the name. */
function fieldShape(text: string): FieldShape {
  const match = /^\s*(?:`((?:[^`]|``)*)`|([^\s:]+))\s*:?\s*(.*)$/s.exec(text);
  const name = match?.[1]?.replaceAll("``", "`") ?? match?.[2] ?? "";
  return { name, shape: typeShape(match?.[3] ?? "") };
}

function typeShape(text: string): Shape {
  const [, head = "", rest = ""] = /^\s*(\w+)\s*(.*)$/s.exec(text) ?? [];
  switch (head.toUpperCase()) {
    case "FLOAT":
    case "DOUBLE":
      return "float";
    case "STRUCT":
      return { kind: "struct", fields: topLevelParts(insideBrackets(rest)).map(fieldShape) };
    case "ARRAY":
      return { kind: "array", element: typeShape(insideBrackets(rest)) };
    case "MAP":
      return { kind: "map", value: typeShape(topLevelParts(insideBrackets(rest))[1] ?? "") };
    default:
      return "exact";
  }
}

/** What stands between the leading `<` and the `>` that closes it. */
function insideBrackets(text: string): string {
  let depth = 0;
  for (const { token, at } of tokens(text)) {
    if (token === "<") depth += 1;
    if (token === ">" && --depth === 0) return text.slice(1, at);
  }
  return "";
}

/** Cut at the commas outside brackets and quotes. */
function topLevelParts(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (const { token, at } of tokens(text)) {
    if (token === "<" || token === "(") depth += 1;
    if (token === ">" || token === ")") depth -= 1;
    if (token !== "," || depth > 0) continue;
    parts.push(text.slice(from, at));
    from = at + 1;
  }
  parts.push(text.slice(from));
  return parts.filter((part) => part.trim() !== "");
}

/** Brackets and commas, with quoted names and comments passed over. */
function* tokens(text: string): Generator<{ token: string; at: number }> {
  for (const match of text.matchAll(/`(?:[^`]|``)*`|'(?:\\.|[^'\\])*'|[<>(),]/g))
    yield { token: match[0], at: match.index };
}
