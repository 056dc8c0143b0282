/** A whole number compared with a decimal that is written down: Spark compares it with the whole number next to that. */
import { BOOLEAN, isIntegral, LONG } from "../types/data-type.ts";
import { constant } from "./constants.ts";
import type { Expr } from "./expression.ts";

const MIRRORED: Readonly<Record<string, string>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };
const LEAST = -(2n ** 63n);
const MOST = 2n ** 63n - 1n;

/** The operands of an ordering comparison as Spark has them then, or what always comes out; undefined where this is no matter. */
export function withWholeBound(operator: string, args: readonly Expr[]): readonly Expr[] | Expr | undefined {
  const mirrored = MIRRORED[operator];
  const [left, right] = args;
  if (mirrored === undefined || left === undefined || right === undefined) return undefined;
  const isFirst = isDecimalLiteral(left);
  const [literal, other] = isFirst ? [left, right] : [right, left];
  if (!isDecimalLiteral(literal) || !isIntegral(other.dataType)) return undefined;
  const seenFromOther = isFirst ? mirrored : operator;
  const text = literal.kind === "literal" && typeof literal.value === "string" ? literal.value : "0";
  const bound = seenFromOther === ">" || seenFromOther === "<=" ? floor(text) : ceiling(text);
  if (bound < LEAST || bound > MOST) return always(seenFromOther.startsWith(">") === bound < LEAST);
  const whole = constant(LONG, bound);
  return isFirst ? [whole, other] : [other, whole];
}

const isDecimalLiteral = (expr: Expr): boolean =>
  expr.kind === "literal" && expr.dataType.kind === "decimal" && expr.value !== null;

function floor(text: string): bigint {
  const [whole = "0", fraction = ""] = text.split(".");
  const isBelow = text.startsWith("-") && /[1-9]/.test(fraction);
  return BigInt(whole) - (isBelow ? 1n : 0n);
}

const ceiling = (text: string): bigint => -floor(text.startsWith("-") ? text.slice(1) : `-${text}`);
const always = (value: boolean): Expr => constant(BOOLEAN, value);
