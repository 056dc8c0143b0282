/** Names in expressions: columns, stars, and the calls that begin with one. */
import { StarExcept, UnresolvedAttribute, UnresolvedStar, type Expression, type Origin } from "../plan/expression.ts";
import { nameParts } from "../types/ddl-text.ts";
import { functionCall } from "./call-parser.ts";
import type { ExpressionParser } from "./expression-parser.ts";
import { routineName } from "./routine-names.ts";
import type { TokenStream } from "./token-stream.ts";
import { quotedName } from "./words.ts";

/** A column's name, or a call. */
export function nameOrCall(parser: ExpressionParser): Expression {
  const { start } = parser.tokens.current;
  return nameFrom(part(parser.tokens), start, parser);
}

/** The rest of a dotted name whose first part has been read, or a call of it. */
export function nameFrom(first: string, start: number, parser: ExpressionParser): Expression {
  const { tokens } = parser;
  const parts = [first];
  while (tokens.isSymbol(".") && (tokens.peek().type === "word" || tokens.peek().type === "quoted")) {
    tokens.next();
    parts.push(part(tokens));
  }
  const origin: Origin = { text: tokens.text, position: start };
  if (tokens.isSymbol(".") && tokens.peek().text === "*") {
    tokens.next();
    tokens.next();
    return star(tokens, `${parts.join(".")}.*`);
  }
  if (tokens.isSymbol("("))
    return functionCall(routineName(parts.map((each) => nameParts(each)[0] ?? "")), origin, parser);
  return UnresolvedAttribute.create({ unparsedIdentifier: parts.join("."), origin });
}

/** One part of a name as it must be written to be read again. */
function part(tokens: TokenStream): string {
  const quoted = tokens.current.type === "quoted";
  const name = tokens.identifier();
  return quoted ? quotedName(name) : name;
}

/** `*` or `t.*`, perhaps without some of the columns. */
export function star(tokens: TokenStream, unparsedTarget?: string): Expression {
  const target = unparsedTarget === undefined ? {} : { unparsedTarget };
  const isExcept =
    tokens.isWord("EXCEPT") &&
    tokens.peek().text === "(" &&
    !/^(SELECT|WITH|VALUES|FROM|TABLE|\()$/i.test(tokens.peek(2).text);
  if (!isExcept) return UnresolvedStar.create(target);
  tokens.next();
  const names = tokens.parenthesised(() => tokens.list(() => dotted(tokens)));
  return StarExcept.create({ ...target, names });
}

/** A name with all its parts, as it must be written to be read again. */
function dotted(tokens: TokenStream): string {
  const parts = [part(tokens)];
  while (tokens.acceptSymbol(".")) parts.push(part(tokens));
  return parts.join(".");
}
