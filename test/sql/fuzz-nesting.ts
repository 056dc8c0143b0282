/** Texts nested deeper or chained longer than anyone writes by hand. */
import type { Dice } from "./fuzz-dice.ts";

/** What stands before and after the thing nested. */
const AROUND: readonly (readonly [before: string, after: string])[] = [
  ["(", ")"],
  ["NOT ", ""],
  ["- ", ""],
  ["~", ""],
  ["array(", ")"],
  ["struct(", ")"],
  ["(1, ", ")"],
  ["coalesce(", ", 1)"],
  ["upper(", ")"],
  ["CASE WHEN flag THEN ", " END"],
  ["CASE ", " WHEN 1 THEN 2 END"],
  ["CAST(", " AS STRING)"],
  ["(SELECT ", ")"],
  // An array of one, or the result itself would grow with every level.
  ["transform(array(a), x -> ", ")"],
  ["a IN (", ")"],
  ["a BETWEEN 0 AND ", ""],
  ["EXISTS (SELECT ", ")"],
  ["xs[", "]"],
  ["sum(", ") OVER ()"],
];
/** What is said again and again behind a column. */
const BEHIND: readonly string[] = [
  " + 1",
  " - a",
  " || 'x'",
  " AND flag",
  " OR a = 1",
  " = true",
  " IS NULL",
  "[0]",
  ".x",
  "::STRING",
  ", a",
  " LIKE 'x'",
  " IN (1)",
];
const TABLES_AROUND: readonly (readonly [before: string, after: string])[] = [
  ["(SELECT * FROM ", ")"],
  ["(", ")"],
  ["(SELECT a FROM t UNION ALL ", ")"],
  ["(SELECT a FROM t WHERE a IN ", ")"],
  ["(WITH q AS ", " SELECT * FROM q)"],
];
const TABLES_BEHIND: readonly string[] = [
  " UNION ALL SELECT a FROM t",
  " UNION SELECT a FROM t",
  " EXCEPT SELECT a FROM t",
  " INTERSECT SELECT a FROM t",
  " |> WHERE a > 0",
];
const DEPTHS: readonly number[] = [3, 10, 30, 100, 300, 1000, 5000];

/** Something deep; now and then put where a name stands in `statement`. */
export function nested(statement: string, dice: Dice): string {
  const depth = 1 + dice.below(dice.oneOf(DEPTHS));
  const kind = dice.next();
  if (kind < 0.45) return placed(statement, around(dice, AROUND, "a", depth), dice);
  if (kind < 0.7) return placed(statement, `a${dice.oneOf(BEHIND).repeat(depth)}`, dice);
  if (kind < 0.8) return `SELECT ${dice.many(4, () => around(dice, AROUND, "a", depth)).join(" + ")} FROM t`;
  if (kind < 0.9) return `SELECT * FROM ${around(dice, TABLES_AROUND, "(SELECT a FROM t)", depth)}`;
  return `SELECT a FROM t${dice.oneOf(TABLES_BEHIND).repeat(depth)}`;
}

function around(dice: Dice, pairs: typeof AROUND, core: string, depth: number): string {
  const [before, after] = dice.oneOf(pairs);
  // An end that is missing is the classic way to fill a parser's stack.
  const closed = dice.next() < 0.8 ? depth : dice.below(depth + 1);
  return `${before.repeat(depth)}${core}${after.repeat(closed)}`;
}

function placed(statement: string, deep: string, dice: Dice): string {
  const places = [...statement.matchAll(/\ba\b/g)].map((match) => match.index);
  if (places.length === 0 || dice.next() < 0.5) return `SELECT ${deep} FROM t`;
  const at = dice.oneOf(places);
  return `${statement.slice(0, at)}${deep}${statement.slice(at + 1)}`;
}
