/** Spark's statements that are no queries, and that Millrace does not have: what to do instead. */
import { millraceError } from "../errors.ts";
import type { TokenStream } from "./token-stream.ts";

const WRITE = "Write rows with write.save(path), and a stream with writeStream.toTable(name), which makes the table.";
const CHANGE = "Rows of files stay as they are: make the changed ones with a query, and write them elsewhere.";
const OTHERWISE = "Write the query with the DataFrame API or with SELECT.";

const REMEDIES: ReadonlyMap<string, string> = new Map([
  ...["CREATE", "REPLACE", "INSERT", "LOAD"].map((word) => [word, WRITE] as const),
  ...["UPDATE", "DELETE", "MERGE", "TRUNCATE"].map((word) => [word, CHANGE] as const),
  ...(
    "DROP ALTER SHOW DESCRIBE DESC SET RESET EXPLAIN CACHE UNCACHE CLEAR USE ANALYZE REFRESH GRANT REVOKE CALL EXECUTE " +
    "DECLARE BEGIN MSCK ADD LIST"
  )
    .split(" ")
    .map((word) => [word, OTHERWISE] as const),
]);
/** Of these the second word says what it is about. */
const TWO_WORDS = new Set(["CREATE", "REPLACE", "DROP", "ALTER", "SHOW", "INSERT", "DELETE", "MERGE"]);

export function refuseOtherStatements(tokens: TokenStream): void {
  const { text, start } = tokens.current;
  const word = text.toUpperCase();
  const remedy = REMEDIES.get(word);
  if (remedy === undefined) return;
  const next = tokens.peek();
  const statement = TWO_WORDS.has(word) && next.type === "word" ? `${word} ${next.text.toUpperCase()}` : word;
  throw millraceError("UNSUPPORTED_SQL_STATEMENT", { statement, remedy }, { text: tokens.text, position: start });
}
