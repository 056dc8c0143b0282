/** TABLESAMPLE. */
import { Limit, Sample, type Relation } from "../plan/relation.ts";
import type { TokenStream } from "./token-stream.ts";

/** `TABLESAMPLE (10 PERCENT)` or `(5 ROWS)`, perhaps REPEATABLE. */
export function sampled(input: Relation, tokens: TokenStream): Relation {
  if (!tokens.acceptWord("TABLESAMPLE")) return input;
  const [amount, unit] = tokens.parenthesised(() => {
    const sign = tokens.acceptSymbol("-") ? -1 : 1;
    const isNumber = tokens.current.type === "number";
    const number = sign * Number(tokens.next().text);
    return [
      isNumber && Number.isFinite(number) ? number : tokens.fail("expected a number"),
      tokens.expectWord("PERCENT", "ROWS"),
    ];
  });
  const seed = tokens.acceptWord("REPEATABLE") ? tokens.parenthesised(() => tokens.integer()) : undefined;
  if (unit === "ROWS") return Limit.create({ input, limit: amount });
  return Sample.create({
    input,
    lowerBound: 0,
    upperBound: amount / 100,
    withReplacement: false,
    ...(seed === undefined ? {} : { seed }),
  });
}
