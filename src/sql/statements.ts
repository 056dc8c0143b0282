import { tokenize } from "./lexer.ts";

/** The statements of a script, which semicolons part; semicolons in strings, names and comments part nothing. */
export function statementsOf(script: string): readonly string[] {
  const statements: string[] = [];
  let start = 0;
  let isEmpty = true;
  for (const { type, text, start: at, end } of tokenize(script)) {
    const isEnd = type === "end" || (type === "symbol" && text === ";");
    if (isEnd && !isEmpty) statements.push(script.slice(start, at).trim());
    if (isEnd) start = end;
    isEmpty = isEnd;
  }
  return statements;
}
