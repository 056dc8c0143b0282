/** Words that a cast of a constant text takes for a day: `CAST('today' AS DATE)`. They follow the query's own time. */
import type { Dialect } from "../functions/function.ts";
import { findFunction } from "../functions/registry.ts";
import { INT, type DataType } from "../types/data-type.ts";
import { resolveCall } from "./calls.ts";
import { castable } from "./casts.ts";
import { constant } from "./constants.ts";
import type { Expr } from "./expression.ts";

const DAYS: Readonly<Record<string, number>> = { today: 0, yesterday: -1, tomorrow: 1 };

/** What such a text stands for as the type; undefined for every other. */
export function specialTime(text: Expr, type: DataType, dialect: Dialect): Expr | undefined {
  if (text.kind !== "literal" || text.dataType.kind !== "string" || typeof text.value !== "string") return undefined;
  const word = text.value.trim().toLowerCase();
  const call = (name: string, args: readonly Expr[] = []): Expr => resolveCall(findFunction(name)!, args, dialect);
  const isTime = type.kind === "timestamp" || type.kind === "timestamp_ntz";
  if ((!isTime && type.kind !== "date") || (word !== "now" && !Object.hasOwn(DAYS, word))) return undefined;
  if (!isTime && word === "now") return call("current_date");
  const time = type.kind === "timestamp_ntz" ? "localtimestamp" : "current_timestamp";
  if (word === "now") return call(time);
  const day = call("date_add", [call("current_date"), constant(INT, DAYS[word]!)]);
  return isTime ? castable(day, type, dialect) : day;
}
