/** Calls whose arguments have a grammar of their own: CAST(x AS t), EXTRACT(f FROM x), TRIM(BOTH x FROM y) ...; and `(a, b)`, which is one without a name. */
import { millraceError } from "../errors.ts";
import { call, literal, type Expression } from "../plan/expression.ts";
import { STRING } from "../types/data-type.ts";
import { nameParts } from "../types/ddl-text.ts";
import type { ExpressionParser } from "./expression-parser.ts";

/** Reads the call whose name has just been read, or returns undefined when its arguments are ordinary. */
export function specialCall(name: string, parser: ExpressionParser): Expression | undefined {
  const { tokens } = parser;
  switch (name) {
    case "CAST":
    case "TRY_CAST":
      // Without AS it is a call like any other, of something that is no function.
      return tokens.hasWordInside("AS") ? parser.cast(name === "TRY_CAST") : undefined;
    case "EXTRACT":
      if (!tokens.hasWordInside("FROM")) return undefined;
      return tokens.parenthesised(() => {
        const field = tokens.identifier();
        tokens.expectWord("FROM");
        return call("extract", [literal(STRING, field), parser.expression()]);
      });
    case "TRIM":
      return trim(parser);
    case "SUBSTRING":
    case "SUBSTR":
      return fromFor(name.toLowerCase(), parser);
    case "OVERLAY":
      return overlay(parser);
    case "POSITION":
      return position(parser);
    case "DATEADD":
    case "DATE_ADD":
      return unitFirst("timestampadd", parser);
    case "DATEDIFF":
    case "DATE_DIFF":
      return unitFirst("timestampdiff", parser);
    case "TIMESTAMPADD":
      return unitFirst("timestampadd", parser) ?? noRoutine(name, parser);
    case "TIMESTAMPDIFF":
    case "TIMEDIFF":
      return unitFirst("timestampdiff", parser) ?? noRoutine(name, parser);
    default:
      return undefined;
  }
}

/** `OVERLAY(text PLACING other FROM 2 FOR 3)`, or the same with commas. */
function overlay(parser: ExpressionParser): Expression {
  const { tokens } = parser;
  return tokens.parenthesised(() => {
    if (tokens.isSymbol(")")) return call("overlay", []);
    const args = [parser.expression()];
    while (tokens.acceptSymbol(",") ?? tokens.acceptWord("PLACING", "FROM", "FOR")) args.push(parser.expression());
    return call("overlay", args);
  });
}

function trim(parser: ExpressionParser): Expression | undefined {
  const { tokens } = parser;
  if (!/^(BOTH|LEADING|TRAILING)$/i.test(tokens.peek().text)) return trimPlain(parser);
  return tokens.parenthesised(() => {
    const side = tokens.next().text.toUpperCase();
    const name = side === "BOTH" ? "trim" : side === "LEADING" ? "ltrim" : "rtrim";
    if (tokens.acceptWord("FROM")) return call(name, [parser.expression()]);
    const characters = parser.expression();
    tokens.expectWord("FROM");
    const text = parser.expression();
    return call(name, name === "trim" ? [characters, text] : [characters, text]);
  });
}

/** `TRIM(text)`, `TRIM(text, characters)` or `TRIM(characters FROM text)`. */
function trimPlain(parser: ExpressionParser): Expression {
  const { tokens } = parser;
  return tokens.parenthesised(() => {
    if (tokens.isSymbol(")")) return call("trim", []);
    const first = parser.expression();
    if (tokens.acceptWord("FROM")) return call("trim", [first, parser.expression()]);
    return tokens.acceptSymbol(",") ? call("trim", [first, parser.expression()]) : call("trim", [first]);
  });
}

function fromFor(name: string, parser: ExpressionParser): Expression {
  const { tokens } = parser;
  return tokens.parenthesised(() => {
    if (tokens.isSymbol(")")) return call(name, []);
    const args = [parser.expression()];
    // With words in it, it is `substring` by whichever of its names.
    const isWorded = tokens.isWord("FROM");
    while (tokens.acceptSymbol(",") ?? tokens.acceptWord("FROM", "FOR")) args.push(parser.expression());
    return call(isWorded ? "substring" : name, args);
  });
}

function position(parser: ExpressionParser): Expression {
  const { tokens } = parser;
  return tokens.parenthesised(() => {
    if (tokens.isSymbol(")")) return call("position", []);
    const args = [parser.additive()];
    if (tokens.acceptWord("IN")) return call("locate", [...args, parser.expression()]);
    while (tokens.acceptSymbol(",")) args.push(parser.expression());
    return call("position", args);
  });
}

const UNITS = /^(YEAR|QUARTER|MONTH|WEEK|DAY|DAYOFYEAR|HOUR|MINUTE|SECOND|MILLISECOND|MICROSECOND)$/i;

function unitFirst(name: string, parser: ExpressionParser): Expression | undefined {
  const { tokens } = parser;
  const unit = tokens.peek();
  // Two arguments are a column of the unit's name and a number.
  if (tokens.peek(2).text !== "," || tokens.argumentsAhead() !== 3) return undefined;
  if (unit.type === "string")
    throw millraceError(
      "INVALID_PARAMETER_VALUE.DATETIME_UNIT",
      { functionName: `\`${name}\``, invalidValue: `'${unit.text}'` },
      { text: tokens.text, position: unit.start },
    );
  if (unit.type !== "word" || !UNITS.test(unit.text)) return undefined;
  return tokens.parenthesised(() => {
    tokens.next();
    tokens.expectSymbol(",");
    return call(name, [literal(STRING, unit.text.toUpperCase()), ...tokens.list(() => parser.expression())]);
  });
}

/** What has a unit before its arguments is no routine without. */
function noRoutine(name: string, { tokens }: ExpressionParser): never {
  throw millraceError(
    "UNRESOLVED_ROUTINE",
    {
      routineName: `\`${name.toLowerCase()}\``,
      searchPath: "[`system`.`builtin`, `system`.`session`, `spark_catalog`.`default`]",
      suggestion: "Write a unit and two more arguments, as in timestampadd(DAY, 1, time).",
    },
    { text: tokens.text, position: tokens.current.start },
  );
}

/** `(a, b AS x)`: a struct whose fields are called by the aliases and columns, else by number. */
export function row(items: readonly Expression[]): Expression {
  const pairs = items.flatMap((item, i): Expression[] => {
    if (item.kind === "alias") return [literal(STRING, item.name[0]!), item.expr];
    const name = item.kind === "unresolvedAttribute" ? nameParts(item.unparsedIdentifier).at(-1)! : `col${i + 1}`;
    return [literal(STRING, name), item];
  });
  return call("named_struct", pairs);
}
