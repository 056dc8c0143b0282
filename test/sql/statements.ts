/** Statements of Spark 4 and single expressions, by topic: what parses, reads back what it writes, and is mutated by the fuzzer. */
import { INT, STRING } from "../../src/types/data-type.ts";
import { literal } from "../../src/plan/expression.ts";
import type { SqlContext } from "../../src/sql/expression-parser.ts";
import { expressions } from "./statements/expressions.ts";
import { calls } from "./statements/calls.ts";
import { clauses } from "./statements/clauses.ts";
import { joins } from "./statements/joins.ts";
import { lexical } from "./statements/lexical.ts";
import { literals } from "./statements/literals.ts";
import { NOT_YET } from "./statements/not-yet.ts";
import { operators } from "./statements/operators.ts";
import { pipes } from "./statements/pipes.ts";
import { queries } from "./statements/queries.ts";
import { setOperations } from "./statements/set-operations.ts";
import { tables } from "./statements/tables.ts";
import { windows } from "./statements/windows.ts";

export const STATEMENTS: readonly string[] = [
  ...literals,
  ...operators,
  ...calls,
  ...windows,
  ...clauses,
  ...setOperations,
  ...joins,
  ...queries,
  ...tables,
  ...lexical,
  ...pipes,
];

export const EXPRESSIONS: readonly string[] = expressions;

export { NOT_YET };

/** The zone and arguments that the statements are read with. */
export const CONTEXT: SqlContext = {
  zone: "Europe/Berlin",
  namedArguments: { low: literal(INT, 1), high: literal(INT, 5), limit: literal(INT, 3), name: literal(STRING, "x") },
  posArguments: [1, 2, 3, 4].map((value) => literal(INT, value)),
};
