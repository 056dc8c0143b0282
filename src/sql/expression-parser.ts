/** The expression grammar of Spark SQL. */
import { millraceError } from "../errors.ts";
import { row } from "./special-calls.ts";
import {
  Alias,
  call,
  Cast,
  literal,
  SortOrder,
  Subquery,
  UnresolvedExtractValue,
  type Expression,
} from "../plan/expression.ts";
import type { Relation } from "../plan/relation.ts";
import { BOOLEAN, NULL, STRING } from "../types/data-type.ts";
import { parseDataTypeAt } from "../types/ddl-parser.ts";
import { acceptAlias } from "./alias-parser.ts";
import { caseExpression } from "./case-parser.ts";
import { nameFrom, nameOrCall, star } from "./name-parser.ts";
import { intervalLiteral, numberLiteral, typedLiteral } from "./literals.ts";
import { isLambdaAhead, lambda } from "./lambda-parser.ts";
import { predicate } from "./predicate-parser.ts";
import { argument } from "./call-parser.ts";
import type { Token } from "./lexer.ts";
import type { TokenStream } from "./token-stream.ts";
import { EXPRESSION_ENDS, NO_PARENTHESES } from "./words.ts";

/** What the text means beyond itself. */
export interface SqlContext {
  /** The session's zone, for TIMESTAMP literals. */
  readonly zone: string;
  /** Backslashes in texts mean themselves. */
  readonly keepsEscapes?: boolean;
  readonly namedArguments?: Readonly<Record<string, Expression>>;
  readonly posArguments?: readonly Expression[];
}

/** Binary operators, loosest first; comparisons and predicates stand between the logical ones and these. */
const BINARY_LEVELS: readonly (readonly string[])[] = [
  ["|"],
  ["^"],
  ["&"],
  ["<<", ">>", ">>>"],
  ["+", "-", "||"],
  ["*", "/", "%", "DIV"],
];
const COMPARISONS: Record<string, string> = {
  "=": "==",
  "==": "==",
  "<=>": "<=>",
  "<>": "!=",
  "!=": "!=",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
};
const BINARY_NAMES: Record<string, string> = {
  "||": "concat",
  DIV: "div",
  "<<": "<<",
  ">>": ">>",
  ">>>": ">>>",
};

/** Whether what stands before the token was a name: no word of the language is followed by an operator, or by another such word. */
function endsName({ type, text }: Token): boolean {
  if (type === "word") return EXPRESSION_ENDS.has(text.toUpperCase());
  return type === "symbol" || type === "end";
}

export class ExpressionParser {
  readonly tokens: TokenStream;
  readonly context: SqlContext;
  /** How a query in parentheses is read; set by the query parser. */
  parseQuery: (() => Relation) | undefined;
  #positional = 0;

  constructor(tokens: TokenStream, context: SqlContext) {
    this.tokens = tokens;
    this.context = context;
  }

  /** One item of a select list: an expression with a name or names, perhaps. */
  named(): Expression {
    const expr = this.expression();
    const { tokens } = this;
    // These words belong to what stands around the expression.
    if (
      tokens.isSequence("IGNORE", "NULLS") ||
      tokens.isSequence("RESPECT", "NULLS") ||
      tokens.isSequence("DELAY", "OF")
    )
      return expr;
    const isNamed = tokens.isWord("AS");
    if (!acceptAlias(tokens)) return expr;
    const isList = isNamed && tokens.isSymbol("(");
    const name = isList ? tokens.parenthesised(() => tokens.list(() => tokens.identifier())) : [tokens.identifier()];
    return Alias.create({ expr, name });
  }

  expression(): Expression {
    return this.#or();
  }

  sortOrder(): SortOrder {
    const child = this.expression();
    const direction = this.tokens.acceptWord("ASC", "DESC") === "DESC" ? "descending" : "ascending";
    let nullOrdering: SortOrder["nullOrdering"] = direction === "ascending" ? "first" : "last";
    if (this.tokens.acceptWord("NULLS"))
      nullOrdering = this.tokens.expectWord("FIRST", "LAST") === "FIRST" ? "first" : "last";
    return SortOrder.create({ child, direction, nullOrdering });
  }

  #or(): Expression {
    let left = this.#and();
    while (this.tokens.acceptWord("OR")) left = call("or", [left, this.#and()]);
    return left;
  }

  #and(): Expression {
    let left = this.#not();
    while (this.tokens.acceptWord("AND")) left = call("and", [left, this.#not()]);
    return left;
  }

  #not(): Expression {
    if (this.tokens.isWord("NOT") || this.tokens.isSymbol("!")) {
      this.tokens.next();
      return call("not", [this.#not()]);
    }
    return this.#predicate();
  }

  #predicate(): Expression {
    const left = this.comparison();
    const negated =
      this.tokens.isWord("NOT") && /^(IN|BETWEEN|LIKE|ILIKE|RLIKE|REGEXP)$/i.test(this.tokens.peek().text);
    if (negated) this.tokens.next();
    const word = this.tokens.acceptWord("IS", "IN", "BETWEEN", "LIKE", "ILIKE", "RLIKE", "REGEXP");
    return word === undefined ? left : predicate(word, left, negated, this);
  }

  /** An expression without predicates and logic. */
  comparison(): Expression {
    let left = this.#binary(0);
    for (;;) {
      const operator = this.tokens.acceptSymbol(...Object.keys(COMPARISONS));
      if (operator === undefined) return left;
      left = call(COMPARISONS[operator]!, [left, this.#binary(0)]);
    }
  }

  #binary(level: number): Expression {
    const operators = BINARY_LEVELS[level];
    if (operators === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      const operator =
        this.tokens.acceptSymbol(...operators) ?? this.tokens.acceptWord(...operators.filter((o) => o === "DIV"));
      if (operator === undefined) return left;
      left = call(BINARY_NAMES[operator] ?? operator, [left, this.#binary(level + 1)]);
    }
  }

  #unary(): Expression {
    const { tokens } = this;
    if (tokens.isSymbol("-") && tokens.peek().type === "number") {
      tokens.next();
      return this.#postfix(numberLiteral(tokens.next().text, true));
    }
    if (tokens.acceptSymbol("-")) return call("negative", [this.#unary()]);
    if (tokens.acceptSymbol("+")) return call("positive", [this.#unary()]);
    if (tokens.acceptSymbol("~")) return call("~", [this.#unary()]);
    return this.#postfix(this.#primary());
  }

  #postfix(start: Expression): Expression {
    const { tokens } = this;
    let expr = start;
    for (;;) {
      if (tokens.acceptSymbol("[")) {
        expr = UnresolvedExtractValue.create({ child: expr, extraction: this.expression() });
        tokens.expectSymbol("]");
      } else if (tokens.acceptSymbol("::")) expr = this.#castTo(expr, false);
      else if (tokens.isSymbol(".") && !tokens.isSymbol("*") && tokens.peek().text !== "*") {
        tokens.next();
        expr = UnresolvedExtractValue.create({ child: expr, extraction: literal(STRING, tokens.identifier()) });
      } else return expr;
    }
  }

  /** An expression that holds neither comparison nor predicate, so that IN may follow it. */
  additive(): Expression {
    return this.#binary(0);
  }

  /** A type name stands here: `expr` cast to it. */
  #castTo(expr: Expression, isTry: boolean): Expression {
    const { type, end } = parseDataTypeAt(this.tokens.text, this.tokens.current.start);
    this.tokens.skipTo(end);
    return Cast.create({ expr, type, ...(isTry ? { evalMode: "try" as const } : {}) });
  }

  cast(isTry: boolean): Expression {
    return this.tokens.parenthesised(() => {
      const expr = this.expression();
      this.tokens.expectWord("AS");
      return this.#castTo(expr, isTry);
    });
  }

  #primary(): Expression {
    const { tokens } = this;
    const token = tokens.current;
    switch (token.type) {
      case "number":
        return numberLiteral(tokens.next().text, false);
      case "string": {
        let text = tokens.next().text;
        while (tokens.current.type === "string") text += tokens.next().text;
        return literal(STRING, text);
      }
      case "parameter":
        return this.#parameter();
      case "quoted":
        return tokens.peek().text === "->" ? lambda(this) : nameOrCall(this);
      case "symbol":
        return this.#symbol();
      case "word":
        return this.#word(token.text.toUpperCase());
      default:
        return tokens.fail("expected an expression");
    }
  }

  #parameter(): Expression {
    const { text } = this.tokens.current;
    const { posArguments, namedArguments = {} } = this.context;
    const named = Object.hasOwn(namedArguments, text) ? namedArguments[text] : undefined;
    const value = text === "" ? posArguments?.[this.#positional++] : named;
    if (value === undefined)
      throw millraceError(
        "UNBOUND_SQL_PARAMETER",
        { name: text === "" ? `_${this.tokens.current.start}` : text },
        { text: this.tokens.text, position: this.tokens.current.start },
      );
    this.tokens.next();
    return value;
  }

  #symbol(): Expression {
    const { tokens } = this;
    if (tokens.acceptSymbol("*")) return star(tokens);
    if (tokens.isSymbol("(")) {
      if (isLambdaAhead(this)) return lambda(this);
      return tokens.parenthesised(() => {
        if (tokens.isQueryAhead())
          return Subquery.create({ subqueryType: "scalar", plan: this.subquery(), inSubqueryValues: [] });
        const items = tokens.list(() => this.named());
        return items.length === 1 && items[0]!.kind !== "alias" ? items[0]! : row(items);
      });
    }
    return tokens.fail("expected an expression");
  }

  #word(word: string): Expression {
    const { tokens } = this;
    const following = tokens.peek();
    if (following.type === "string") {
      const typed = typedLiteral(word, following.text, this.context.zone);
      if (typed !== undefined) {
        tokens.next();
        tokens.next();
        return typed;
      }
    }
    if (word === "INTERVAL" && following.type !== "end") {
      tokens.next();
      const interval = intervalLiteral(tokens);
      if (interval !== undefined) return interval;
      return nameFrom("interval", following.start, this);
    }
    if (following.text === "->" && following.type === "symbol") return lambda(this);
    switch (word) {
      case "TRUE":
      case "FALSE":
        tokens.next();
        return literal(BOOLEAN, word === "TRUE");
      case "NULL":
        tokens.next();
        return literal(NULL, null);
      case "CASE":
        return caseExpression(this);
      case "EXISTS":
        if (
          following.text === "(" &&
          tokens.peek(2).type === "word" &&
          /^(SELECT|WITH|FROM|VALUES)$/i.test(tokens.peek(2).text)
        ) {
          tokens.next();
          return tokens.parenthesised(() =>
            Subquery.create({ subqueryType: "exists", plan: this.subquery(), inSubqueryValues: [] }),
          );
        }
    }
    if (NO_PARENTHESES.has(word) && following.text !== "(") {
      tokens.next();
      return call(word.toLowerCase(), []);
    }
    if (EXPRESSION_ENDS.has(word) && following.text !== "(" && !endsName(following))
      tokens.fail("expected an expression");
    return nameOrCall(this);
  }

  /** One argument of a call. */
  argument(): Expression {
    return argument(this);
  }

  /** A query in parentheses that have been opened. */
  subquery(): Relation {
    return this.parseQuery ? this.parseQuery() : this.tokens.fail("a query cannot stand here");
  }
}
