/** Pipe syntax: `FROM t |> WHERE a > 1 |> AGGREGATE count(*) GROUP BY b`. */
import { Alias, UnresolvedStar, type Expression } from "../plan/expression.ts";
import {
  Drop,
  Filter,
  Limit,
  Offset,
  Project,
  SelectGroups,
  Sort,
  SubqueryAlias,
  WithColumns,
  type Relation,
} from "../plan/relation.ts";
import { parseJoins } from "./join-parser.ts";
import type { QueryParser } from "./query-parser.ts";
import { namedWindows, withWindows } from "./window-clause.ts";

/** `input` with the operator that stands here, `|>` having been read. */
export function pipeOperator(input: Relation, parser: QueryParser): Relation {
  const { tokens, expressions } = parser;
  if (tokens.isWord("SELECT")) {
    tokens.next();
    return parser.select(input);
  }
  if (tokens.isSequence("ORDER", "BY") || tokens.isSequence("SORT", "BY")) {
    const isGlobal = tokens.next().text.toUpperCase() === "ORDER";
    tokens.next();
    return Sort.create({ input, order: tokens.list(() => expressions.sortOrder()), isGlobal });
  }
  switch (
    tokens.acceptWord(
      "WHERE",
      "EXTEND",
      "SET",
      "DROP",
      "AS",
      "LIMIT",
      "OFFSET",
      "AGGREGATE",
      "UNION",
      "EXCEPT",
      "MINUS",
      "INTERSECT",
    )
  ) {
    case "WHERE":
      return Filter.create({
        input,
        origin: { text: tokens.text, position: tokens.current.start },
        condition: expressions.expression(),
      });
    case "EXTEND":
      return extend(input, parser);
    case "SET":
      return WithColumns.create({ input, aliases: tokens.list(() => assignment(parser)) });
    case "DROP":
      return Drop.create({ input, columns: [], columnNames: tokens.list(() => tokens.identifier()) });
    case "AS":
      return SubqueryAlias.create({ input, alias: tokens.identifier() });
    case "LIMIT": {
      const limited = parser.count("limit");
      const offset = tokens.acceptWord("OFFSET") ? parser.count("offset") : undefined;
      const skipped = offset === undefined ? input : Offset.create({ input, offset });
      return Limit.create({ input: skipped, limit: limited });
    }
    case "OFFSET":
      return Offset.create({ input, offset: parser.count("offset") });
    case "AGGREGATE":
      return aggregate(input, parser);
    case "UNION":
      return parser.combine("union", input, () => parser.term());
    case "EXCEPT":
    case "MINUS":
      return parser.combine("except", input, () => parser.term());
    case "INTERSECT":
      return parser.combine("intersect", input, () => parser.term());
    default: {
      const joined = parseJoins.all(input, parser);
      return joined === input ? tokens.fail("expected an operator such as SELECT, WHERE or AGGREGATE") : joined;
    }
  }
}

/** Columns more, each of which may use those before it. */
function extend(input: Relation, parser: QueryParser): Relation {
  const { tokens, expressions } = parser;
  const added = tokens.list(() => expressions.named());
  const windows = tokens.acceptWord("WINDOW") ? namedWindows(expressions) : new Map();
  return added.reduce<Relation>(
    (plan, expr) =>
      Project.create({ input: plan, expressions: [UnresolvedStar.create({}), withWindows(expr, windows)] }),
    input,
  );
}

function assignment(parser: QueryParser): Alias {
  const name = parser.tokens.identifier();
  if (!parser.tokens.acceptSymbol("=", "==")) parser.tokens.fail("expected '='");
  return Alias.create({ expr: parser.expressions.expression(), name: [name] });
}

/** The keys come first, then the aggregates. */
function aggregate(input: Relation, parser: QueryParser): Relation {
  const { tokens, expressions } = parser;
  const shown = tokens.isSequence("GROUP", "BY") ? [] : tokens.list(() => expressions.named());
  const keys = tokens.acceptSequence("GROUP", "BY") ? tokens.list(() => expressions.named()) : [];
  if (keys.length === 0) return Project.create({ input, expressions: shown });
  const bare = (expr: Expression): Expression => (expr.kind === "alias" ? expr.expr : expr);
  return SelectGroups.create({
    input,
    groupType: "groupby",
    groupAll: false,
    groupingExpressions: keys.map(bare),
    groupingSets: [],
    selectList: [...keys, ...shown],
  });
}
