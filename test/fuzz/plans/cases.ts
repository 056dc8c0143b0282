/** Plans as JSON for the fuzzer, real ones that something was done to; a seed decides all of a text. */
import { planToJson } from "../../../src/plan/json.ts";
import { parseExpression, parseQuery } from "../../../src/sql/query-parser.ts";
import { SAMPLES } from "../../plan/samples.ts";
import { diceOf, type Dice } from "../../sql/fuzz-dice.ts";
import { fuzzText } from "../../sql/fuzz-texts.ts";
import { EXPRESSIONS, STATEMENTS } from "../../sql/statements.ts";
import { mangledJson } from "../mangle-json.ts";

const CONTEXT = { zone: "Europe/Berlin", namedArguments: {}, posArguments: [] };
const PORTABLE = SAMPLES.filter((sample) => sample.kind !== "commonInlineUserDefinedFunction").map(planToJson);

export function planText(seed: number): string {
  const dice = diceOf(seed);
  let text = realPlan(dice);
  // What is whole must pass: the table may not be stricter than the parsers.
  if (dice.next() < 0.1) return text;
  text = mangledJson(text, dice, PORTABLE);
  if (dice.next() > 0.05) return text;
  const at = dice.below(text.length + 1);
  return dice.oneOf([
    text.slice(0, at),
    text.slice(at),
    `${text.slice(0, at)}${dice.oneOf([",", "]", "}", "\u0000"])}${text.slice(at)}`,
  ]);
}

function realPlan(dice: Dice): string {
  const kind = dice.next();
  if (kind < 0.2) return dice.oneOf(PORTABLE);
  try {
    if (kind < 0.4) return planToJson(parseExpression(dice.oneOf(EXPRESSIONS), CONTEXT));
    if (kind < 0.7) return planToJson(parseQuery(dice.oneOf(STATEMENTS), CONTEXT));
    return planToJson(parseQuery(fuzzText(dice.below(1_000_000)), CONTEXT));
  } catch {
    return dice.oneOf(PORTABLE);
  }
}
