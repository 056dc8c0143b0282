/** `WINDOW w AS (...)`: named windows put where they are used. */
import { millraceError } from "../errors.ts";
import { Window, type Expression, type NamedWindow } from "../plan/expression.ts";
import type { ExpressionParser } from "./expression-parser.ts";
import { windowName, windowSpecification, type WindowSpecification } from "./over-parser.ts";

export type NamedWindows = ReadonlyMap<string, WindowSpecification>;

/** The definitions behind the word WINDOW; a window may be another one by a new name. */
export function namedWindows(parser: ExpressionParser): NamedWindows {
  const windows = new Map<string, WindowSpecification>();
  parser.tokens.list(() => {
    const name = parser.tokens.identifier();
    parser.tokens.expectWord("AS");
    const other = windowName(parser);
    windows.set(name.toLowerCase(), other === undefined ? windowSpecification(parser) : found(windows, other));
  });
  return windows;
}

function found(windows: NamedWindows, name: string): WindowSpecification {
  const specification = windows.get(name.toLowerCase());
  if (specification === undefined) throw millraceError("MISSING_WINDOW_SPECIFICATION", { windowName: name });
  return specification;
}

/** The expression with every named window spelt out. */
export function withWindows(expr: Expression, windows: NamedWindows): Expression {
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (value === null || typeof value !== "object" || value instanceof Uint8Array) return value;
    const node = value as Partial<NamedWindow>;
    if (node.kind === "namedWindow")
      return Window.create({ windowFunction: visit(node.windowFunction) as Expression, ...found(windows, node.name!) });
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, KEPT.has(key) ? inner : visit(inner)]));
  };
  return holdsName(expr) ? (visit(expr) as Expression) : expr;
}

/** What holds no expressions. */
const KEPT = new Set(["origin", "type", "dataType", "plan"]);

function holdsName(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsName);
  if (value === null || typeof value !== "object") return false;
  if ((value as { kind?: string }).kind === "namedWindow") return true;
  return Object.entries(value).some(([key, inner]) => !KEPT.has(key) && holdsName(inner));
}
