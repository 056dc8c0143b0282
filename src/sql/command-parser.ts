/** Statements that are no queries: views, settings, what the session knows. */
import type { Relation } from "../plan/relation.ts";
import { QueryParser } from "./query-parser.ts";
import type { SqlContext } from "./expression-parser.ts";
import type { TokenStream } from "./token-stream.ts";

export type SqlCommand =
  | { readonly kind: "createView"; readonly name: string; readonly replace: boolean; readonly query: Relation }
  | { readonly kind: "dropView"; readonly name: string; readonly ifExists: boolean }
  | { readonly kind: "show"; readonly what: "tables" | "views" | "functions"; readonly pattern?: string }
  | { readonly kind: "showColumns"; readonly table: string }
  | { readonly kind: "describe"; readonly relation: Relation }
  | { readonly kind: "set"; readonly key?: string; readonly value?: string }
  | { readonly kind: "reset"; readonly key?: string }
  | { readonly kind: "explain"; readonly query: Relation }
  | { readonly kind: "cache"; readonly name: string; readonly query?: Relation }
  | { readonly kind: "uncache"; readonly name: string }
  | { readonly kind: "clearCache" };

/** The command a text is; undefined when it is a query, or a statement that is not supported. */
export function parseCommand(text: string, context: SqlContext): SqlCommand | undefined {
  const set = settingOf(text);
  if (set !== undefined) return set;
  if (!/^\s*(CREATE|REPLACE|DROP|SHOW|DESCRIBE|DESC|EXPLAIN|CACHE|UNCACHE|CLEAR)\b/i.test(text)) return undefined;
  const parser = new QueryParser(text, context);
  const command = new CommandParser(parser).command();
  if (command === undefined) return undefined;
  parser.tokens.acceptSymbol(";");
  parser.tokens.expectEnd("statement");
  return command;
}

/** SET and RESET take their keys and values as they stand, not as tokens. */
function settingOf(text: string): SqlCommand | undefined {
  const set = /^\s*SET(?:\s+(?:-v|([\w.`-]+)\s*(?:=\s*([^]*?))?))?\s*;?\s*$/i.exec(text);
  if (set !== null && !/^\s*SET\s+(TIME|VAR|CATALOG|ROLE)\b/i.test(text)) {
    const [, key, value] = set;
    return {
      kind: "set",
      ...(key === undefined ? {} : { key: key.replaceAll("`", "") }),
      ...(value === undefined ? {} : { value: value.replaceAll(/^`|`$/g, "") }),
    };
  }
  const zone = /^\s*SET\s+TIME\s+ZONE\s+'([^']+)'\s*;?\s*$/i.exec(text);
  if (zone !== null) return { kind: "set", key: "spark.sql.session.timeZone", value: zone[1]! };
  const reset = /^\s*RESET(?:\s+([\w.]+))?\s*;?\s*$/i.exec(text);
  return reset === null ? undefined : { kind: "reset", ...(reset[1] === undefined ? {} : { key: reset[1] }) };
}

class CommandParser {
  readonly #parser: QueryParser;
  readonly #tokens: TokenStream;

  constructor(parser: QueryParser) {
    this.#parser = parser;
    this.#tokens = parser.tokens;
  }

  command(): SqlCommand | undefined {
    const tokens = this.#tokens;
    switch (tokens.next().text.toUpperCase()) {
      case "CREATE":
        return this.#create();
      case "DROP":
        return this.#drop();
      case "SHOW":
        return this.#show();
      case "DESCRIBE":
      case "DESC":
        return this.#describe();
      case "EXPLAIN":
        tokens.acceptWord("EXTENDED", "CODEGEN", "COST", "FORMATTED");
        return { kind: "explain", query: this.#parser.query() };
      case "CACHE": {
        tokens.acceptWord("LAZY");
        tokens.expectWord("TABLE");
        const name = tokens.identifier();
        const isQuery = tokens.acceptWord("AS") !== undefined || !(tokens.atEnd || tokens.isSymbol(";"));
        return { kind: "cache", name, ...(isQuery ? { query: this.#parser.query() } : {}) };
      }
      case "UNCACHE":
        tokens.expectWord("TABLE");
        tokens.acceptSequence("IF", "EXISTS");
        return { kind: "uncache", name: tokens.identifier() };
      case "CLEAR":
        tokens.expectWord("CACHE");
        return { kind: "clearCache" };
      default:
        return undefined;
    }
  }

  /** CREATE [OR REPLACE] [GLOBAL] TEMP[ORARY] VIEW name AS query; what else can be created is not supported. */
  #create(): SqlCommand | undefined {
    const tokens = this.#tokens;
    const replace = tokens.acceptSequence("OR", "REPLACE");
    if (!tokens.acceptWord("TEMP", "TEMPORARY")) return undefined;
    if (!tokens.acceptWord("VIEW")) return undefined;
    tokens.acceptSequence("IF", "NOT", "EXISTS");
    const name = tokens.identifier();
    const columns = tokens.isSymbol("(")
      ? tokens.parenthesised(() => tokens.list(() => tokens.identifier()))
      : undefined;
    tokens.expectWord("AS");
    const query = this.#parser.query();
    return {
      kind: "createView",
      name,
      replace,
      query: columns === undefined ? query : { kind: "toDf", input: query, columnNames: columns },
    };
  }

  #drop(): SqlCommand | undefined {
    const tokens = this.#tokens;
    if (!tokens.acceptWord("VIEW")) return undefined;
    const ifExists = tokens.acceptSequence("IF", "EXISTS");
    return { kind: "dropView", name: tokens.identifier(), ifExists };
  }

  #show(): SqlCommand | undefined {
    const tokens = this.#tokens;
    tokens.acceptWord("USER", "SYSTEM", "ALL");
    const what = tokens.acceptWord("TABLES", "VIEWS", "FUNCTIONS", "COLUMNS");
    if (what === undefined) return undefined;
    if (what === "COLUMNS") {
      tokens.expectWord("IN", "FROM");
      return { kind: "showColumns", table: tokens.identifier() };
    }
    tokens.acceptWord("LIKE");
    const pattern = tokens.current.type === "string" ? tokens.next().text : undefined;
    return {
      kind: "show",
      what: what.toLowerCase() as "tables" | "views" | "functions",
      ...(pattern === undefined ? {} : { pattern }),
    };
  }

  #describe(): SqlCommand {
    const tokens = this.#tokens;
    tokens.acceptWord("QUERY");
    const isQuery = tokens.isWord("SELECT", "WITH", "VALUES", "FROM") || tokens.isSymbol("(");
    if (isQuery) return { kind: "describe", relation: this.#parser.query() };
    tokens.acceptWord("TABLE", "EXTENDED", "FORMATTED");
    return { kind: "describe", relation: this.#parser.primaryRelation() };
  }
}
