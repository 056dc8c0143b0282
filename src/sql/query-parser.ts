/** Queries of Spark SQL: SELECT and what may stand around it. */
import { millraceError, withinStack } from "../errors.ts";
import { UnresolvedStar, type Expression } from "../plan/expression.ts";
import {
  Distinct,
  Filter,
  Limit,
  Offset,
  Project,
  Qualify,
  Read,
  SelectGroups,
  SetOperation,
  Sort,
  SubqueryAlias,
  UnresolvedTableValuedFunction,
  WithWatermark,
  type Relation,
} from "../plan/relation.ts";
import { quoteIfNeeded } from "../types/ddl-text.ts";
import { ExpressionParser, type SqlContext } from "./expression-parser.ts";
import { parseJoins } from "./join-parser.ts";
import { groupBy, NO_GROUPING, type Grouping } from "./group-by.ts";
import { refuseOtherStatements } from "./other-statements.ts";
import { pipeOperator } from "./pipe-parser.ts";
import { expectStatementEnd } from "./statement-end.ts";
import { TokenStream } from "./token-stream.ts";
import { aliased, renamed } from "./alias-parser.ts";
import { lateralViews } from "./lateral-view-parser.ts";
import { sampled } from "./sample-parser.ts";
import { valuesList } from "./values-parser.ts";
import { pivoted } from "./pivot-parser.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { namedWindows, withWindows } from "./window-clause.ts";

export function parseQuery(text: string, context: SqlContext): Relation {
  return withinStack(() => new QueryParser(text, context).statement());
}

/** One expression, perhaps with a name; queries may stand in it. */
export function parseExpression(text: string, context: SqlContext): Expression {
  return withinStack(() => {
    const { expressions, tokens } = new QueryParser(text, context);
    const expr = expressions.named();
    tokens.expectEnd("expression");
    return expr;
  });
}

export class QueryParser {
  readonly tokens: TokenStream;
  readonly expressions: ExpressionParser;
  /** Common table expressions in sight, innermost last. */
  readonly #scopes: Map<string, Relation>[] = [];

  constructor(text: string, context: SqlContext) {
    this.tokens = new TokenStream(text, context.keepsEscapes);
    this.expressions = new ExpressionParser(this.tokens, context);
    this.expressions.parseQuery = () => this.query();
  }

  statement(): Relation {
    const { tokens } = this;
    if (tokens.atEnd || tokens.isSymbol(";")) throw millraceError("PARSE_EMPTY_STATEMENT");
    refuseOtherStatements(tokens);
    if (!tokens.isWord("SELECT", "WITH", "VALUES", "FROM", "TABLE") && !tokens.isSymbol("("))
      tokens.fail("expected SELECT");
    const query = this.query();
    tokens.acceptSymbol(";");
    expectStatementEnd(tokens);
    return query;
  }

  query(): Relation {
    const { tokens } = this;
    if (!tokens.acceptWord("WITH")) return this.tail(this.setOperation());
    const scope = new Map<string, Relation>();
    this.#scopes.push(scope);
    tokens.list(() => {
      const name = tokens.identifier();
      const isQuery = /^(SELECT|WITH|FROM|VALUES)$/i.test(tokens.peek().text);
      const columns =
        tokens.isSymbol("(") && !isQuery
          ? tokens.parenthesised(() => tokens.list(() => tokens.identifier()))
          : undefined;
      tokens.acceptWord("AS");
      const plan = tokens.parenthesised(() => this.query());
      if (scope.has(name.toLowerCase())) throw millraceError("DUPLICATED_CTE_NAMES", { duplicateNames: `\`${name}\`` });
      scope.set(name.toLowerCase(), SubqueryAlias.create({ input: renamed(plan, columns), alias: name }));
    });
    const query = this.tail(this.setOperation());
    this.#scopes.pop();
    return query;
  }

  /** ORDER BY, LIMIT and OFFSET, which belong to the whole of a set operation. */
  tail(input: Relation): Relation {
    const { tokens } = this;
    let plan = input;
    if (tokens.acceptSequence("ORDER", "BY"))
      plan = Sort.create({ input: plan, order: tokens.list(() => this.expressions.sortOrder()), isGlobal: true });
    else if (tokens.acceptSequence("SORT", "BY"))
      plan = Sort.create({ input: plan, order: tokens.list(() => this.expressions.sortOrder()), isGlobal: false });
    else if (tokens.acceptSequence("CLUSTER", "BY"))
      plan = Sort.create({ input: plan, order: tokens.list(() => this.expressions.sortOrder()), isGlobal: false });
    else if (tokens.acceptSequence("DISTRIBUTE", "BY")) {
      // There are no partitions to distribute to; a SORT BY behind it counts.
      tokens.list(() => this.expressions.expression());
      if (tokens.acceptSequence("SORT", "BY"))
        plan = Sort.create({ input: plan, order: tokens.list(() => this.expressions.sortOrder()), isGlobal: false });
    }
    let limit: number | undefined;
    if (tokens.acceptWord("LIMIT") && !tokens.acceptWord("ALL")) limit = this.count("limit");
    if (tokens.acceptWord("OFFSET")) plan = Offset.create({ input: plan, offset: this.count("offset") });
    if (limit !== undefined) plan = Limit.create({ input: plan, limit });
    while (tokens.acceptSymbol("|>")) plan = pipeOperator(plan, this);
    return plan;
  }

  /** LIMIT, OFFSET: a constant number. */
  count(name: string): number {
    const { tokens } = this;
    const position = tokens.current.start;
    const expr = this.expressions.expression();
    const at = { text: tokens.text, position };
    if (expr.kind === "unresolvedAttribute")
      throw millraceError(
        "INVALID_LIMIT_LIKE_EXPRESSION.IS_UNFOLDABLE",
        { name, expr: `"${expr.unparsedIdentifier}"` },
        at,
      );
    if (expr.kind === "literal" && expr.dataType.kind !== "integer")
      throw millraceError(
        "INVALID_LIMIT_LIKE_EXPRESSION.DATA_TYPE",
        {
          name,
          expr: `"${tokens.text.slice(position, tokens.peek(-1).end)}"`,
          dataType: `"${sqlTypeText(expr.dataType)}"`,
        },
        at,
      );
    const value = expr.kind === "literal" && typeof expr.value === "number" ? expr.value : undefined;
    if (value === undefined || !Number.isInteger(value))
      return tokens.fail(`expected a number of rows for ${name.toUpperCase()}`);
    if (value < 0)
      throw millraceError(
        "INVALID_LIMIT_LIKE_EXPRESSION.IS_NEGATIVE",
        { name, expr: `"${value}"`, v: String(value) },
        at,
      );
    return value;
  }

  /** `first`, where given, is a term that has been read already. */
  setOperation(first?: Relation): Relation {
    const { tokens } = this;
    let left = this.#intersection(first);
    for (;;) {
      const word = tokens.acceptWord("UNION", "EXCEPT", "MINUS");
      if (word === undefined) return left;
      left = this.combine(word === "UNION" ? "union" : "except", left, () => this.#intersection());
    }
  }

  #intersection(first?: Relation): Relation {
    let left = first ?? this.term();
    while (this.tokens.acceptWord("INTERSECT")) left = this.combine("intersect", left, () => this.term());
    return left;
  }

  combine(setOpType: SetOperation["setOpType"], leftInput: Relation, right: () => Relation): Relation {
    const { tokens } = this;
    const isAll = tokens.acceptWord("ALL", "DISTINCT") === "ALL";
    const byName = tokens.acceptSequence("BY", "NAME");
    const combined = SetOperation.create({
      leftInput,
      rightInput: right(),
      setOpType,
      isAll: setOpType === "union" || isAll,
      byName,
      allowMissingColumns: false,
    });
    return setOpType === "union" && !isAll ? distinct(combined) : combined;
  }

  /** What a set operation combines. */
  term(): Relation {
    const { tokens } = this;
    if (tokens.isSymbol("(")) return tokens.parenthesised(() => this.query());
    if (tokens.isWord("VALUES")) return aliased(valuesList(this.expressions), tokens);
    if (tokens.acceptWord("TABLE")) return this.#named();
    if (tokens.acceptWord("FROM")) {
      const input = this.#from();
      return tokens.acceptWord("SELECT") ? this.select(input) : this.#where(input);
    }
    tokens.expectWord("SELECT");
    return this.select(undefined);
  }

  /** What follows the word SELECT; `from` where it has been read before. */
  select(from: Relation | undefined): Relation {
    const { tokens } = this;
    const isDistinct = tokens.acceptWord("DISTINCT", "ALL") === "DISTINCT";
    const selectList = tokens.list(() => this.expressions.named());
    let input = from ?? (tokens.acceptWord("FROM") ? this.#from() : undefined);
    if (tokens.isWord("WHERE")) input = this.#where(input ?? Project.create({ expressions: [] }));
    const plan = this.#grouped(input, selectList);
    return isDistinct ? distinct(plan) : plan;
  }

  #where(input: Relation): Relation {
    const { tokens } = this;
    const origin = { text: tokens.text, position: tokens.current.start };
    return tokens.acceptWord("WHERE")
      ? Filter.create({ input, condition: this.expressions.expression(), origin })
      : input;
  }

  #grouped(input: Relation | undefined, selectList: readonly Expression[]): Relation {
    const { tokens } = this;
    const grouping = tokens.acceptSequence("GROUP", "BY") ? groupBy(this.expressions) : undefined;
    const having = tokens.acceptWord("HAVING") ? this.expressions.expression() : undefined;
    const condition = tokens.acceptWord("QUALIFY") ? this.expressions.expression() : undefined;
    const windows = tokens.acceptWord("WINDOW") ? namedWindows(this.expressions) : new Map();
    const spelt = (expr: Expression): Expression => withWindows(expr, windows);
    const plan = this.#selected(input, selectList.map(spelt), grouping, having);
    return condition === undefined ? plan : Qualify.create({ input: plan, condition: spelt(condition) });
  }

  #selected(
    input: Relation | undefined,
    selectList: readonly Expression[],
    grouping: Grouping | undefined,
    having: Expression | undefined,
  ): Relation {
    if (grouping === undefined && having === undefined)
      return Project.create({ ...(input ? { input } : {}), expressions: selectList });
    return SelectGroups.create({
      input: input ?? Project.create({ expressions: [] }),
      selectList,
      ...(grouping ?? NO_GROUPING),
      ...(having ? { having } : {}),
    });
  }

  #from(): Relation {
    const { tokens } = this;
    let plan = this.relation();
    while (tokens.acceptSymbol(",")) plan = parseJoins.next(plan, this);
    const viewed = lateralViews(plan, this.expressions);
    return viewed === plan ? plan : (pivoted(viewed, this) ?? viewed);
  }

  /** A table with the joins that follow it. */
  relation(): Relation {
    return parseJoins.all(this.primaryRelation(), this);
  }

  primaryRelation(): Relation {
    const { tokens } = this;
    if (tokens.isSymbol("(")) return aliased(this.#watermark(sampled(this.#parenthesised(), tokens)), tokens);
    if (tokens.isWord("VALUES")) return aliased(valuesList(this.expressions), tokens);
    if (tokens.isWord("STREAM")) {
      const isCall = tokens.peek().text === "(";
      if (isCall || tokens.peek().type === "word" || tokens.peek().type === "quoted") {
        tokens.next();
        return aliased(
          this.#watermark(isCall ? tokens.parenthesised(() => this.#named(true)) : this.#named(true)),
          tokens,
        );
      }
    }
    return aliased(this.#watermark(sampled(this.#named(), tokens)), tokens);
  }

  /** A query or a join in parentheses; which of them shows only behind further parentheses at its beginning. */
  #parenthesised(): Relation {
    const { tokens } = this;
    return tokens.parenthesised(() => {
      if (tokens.isWord("SELECT", "WITH", "VALUES", "FROM", "TABLE")) return this.query();
      if (!tokens.isSymbol("(")) return this.relation();
      const inner = this.#parenthesised();
      if (tokens.isWord("UNION", "EXCEPT", "MINUS", "INTERSECT", "ORDER", "SORT", "LIMIT", "OFFSET"))
        return this.tail(this.setOperation(inner));
      return parseJoins.all(aliased(this.#watermark(sampled(inner, tokens)), tokens), this);
    });
  }

  #named(isStreaming = false): Relation {
    const { tokens } = this;
    const position = tokens.current.start;
    const parts = [tokens.identifier()];
    while (tokens.acceptSymbol(".")) parts.push(tokens.identifier());
    if (tokens.isSymbol("(")) {
      const args = tokens.parenthesised(() =>
        tokens.isSymbol(")") ? [] : tokens.list(() => this.expressions.argument()),
      );
      return UnresolvedTableValuedFunction.create({
        functionName: parts.at(-1)!.toLowerCase(),
        arguments: args,
        origin: { text: tokens.text, position },
      });
    }
    if (parts.length === 1) {
      for (const scope of this.#scopes.toReversed()) {
        const plan = scope.get(parts[0]!.toLowerCase());
        if (plan !== undefined) return plan;
      }
    }
    return Read.create({
      isStreaming,
      namedTable: { unparsedIdentifier: parts.map(quoteIfNeeded).join("."), options: {} },
      origin: { text: tokens.text, position },
    });
  }

  #watermark(input: Relation): Relation {
    const { tokens } = this;
    if (!tokens.acceptWord("WATERMARK")) return input;
    const column = this.expressions.named();
    tokens.expectWord("DELAY");
    tokens.expectWord("OF");
    const { start } = tokens.current;
    this.expressions.additive();
    const delayThreshold = tokens.text.slice(start, tokens.peek(-1).end).replaceAll("'", "");
    if (column.kind === "unresolvedAttribute")
      return WithWatermark.create({ input, eventTime: column.unparsedIdentifier, delayThreshold });
    const alias = column.kind === "alias" ? column : tokens.fail("expected a column, or an expression with a name");
    const widened = Project.create({ input, expressions: [UnresolvedStar.create({}), alias] });
    return WithWatermark.create({ input: widened, eventTime: alias.name[0]!, delayThreshold });
  }
}

function distinct(input: Relation): Relation {
  return Distinct.create({ input });
}
