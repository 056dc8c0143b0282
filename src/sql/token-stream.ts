import { syntaxError, tokenize, type Token } from "./lexer.ts";

/** A cursor over tokens with the questions a recursive-descent parser asks. Keywords are words in any case. */
export class TokenStream {
  readonly text: string;
  readonly #tokens: Token[];
  #at = 0;

  constructor(text: string, keepsEscapes = false) {
    this.text = text;
    this.#tokens = tokenize(text, keepsEscapes);
  }

  get current(): Token {
    return this.#tokens[this.#at]!;
  }
  peek(ahead = 1): Token {
    return this.#tokens[Math.max(0, Math.min(this.#at + ahead, this.#tokens.length - 1))]!;
  }
  get atEnd(): boolean {
    return this.current.type === "end";
  }

  next(): Token {
    const token = this.current;
    if (token.type !== "end") this.#at++;
    return token;
  }

  isWord(...words: string[]): boolean {
    return this.current.type === "word" && words.includes(this.current.text.toUpperCase());
  }

  /** Whether the words stand here one after the other. */
  isSequence(...words: string[]): boolean {
    return words.every((word, i) => {
      const token = this.peek(i);
      return token.type === "word" && token.text.toUpperCase() === word;
    });
  }

  /** Whether a query stands here, perhaps in parentheses of its own, and not an expression that begins with one. */
  isQueryAhead(): boolean {
    if (this.isWord("SELECT", "WITH", "VALUES")) return true;
    if (this.isWord("FROM", "TABLE")) return this.peek().type === "word" || this.peek().type === "quoted";
    let depth = 0;
    while (this.peek(depth).type === "symbol" && this.peek(depth).text === "(") depth++;
    const first = this.peek(depth);
    if (depth === 0 || first.type !== "word" || !/^(SELECT|WITH|VALUES)$/i.test(first.text)) return false;
    const after = this.peek(this.closing() + 1);
    return after.text === ")" || /^(UNION|EXCEPT|MINUS|INTERSECT|ORDER|SORT|LIMIT|OFFSET)$/i.test(after.text);
  }

  /** How far ahead the parenthesis is that closes the one that stands here. */
  closing(): number {
    for (let ahead = 0, open = 0; ; ahead++) {
      const token = this.peek(ahead);
      if (token.type === "end") return ahead;
      if (token.type !== "symbol") continue;
      if (token.text === "(") open++;
      else if (token.text === ")" && --open === 0) return ahead;
    }
  }

  /** How many items commas part in the parentheses that open here. */
  argumentsAhead(): number {
    let commas = 0;
    for (let ahead = 0, open = 0; ; ahead++) {
      const token = this.peek(ahead);
      if (token.type === "end") return commas + 1;
      if (token.type !== "symbol") continue;
      if (token.text === "(" || token.text === "[") open++;
      else if (token.text === ")" || token.text === "]") open--;
      else if (token.text === "," && open === 1) commas++;
      if (open === 0) return commas + 1;
    }
  }

  /** Whether the word stands in the parentheses that open here, and in none inside them. */
  hasWordInside(word: string): boolean {
    for (let ahead = 0, open = 0; ; ahead++) {
      const token = this.peek(ahead);
      if (token.type === "end") return false;
      if (token.type === "symbol" && (token.text === "(" || token.text === "[")) open++;
      else if (token.type === "symbol" && (token.text === ")" || token.text === "]") && --open === 0) return false;
      if (open === 1 && token.type === "word" && token.text.toUpperCase() === word) return true;
    }
  }

  acceptWord(...words: string[]): string | undefined {
    return this.isWord(...words) ? this.next().text.toUpperCase() : undefined;
  }

  acceptSequence(...words: string[]): boolean {
    if (!this.isSequence(...words)) return false;
    this.#at += words.length;
    return true;
  }

  expectWord(...words: string[]): string {
    return this.acceptWord(...words) ?? this.fail(`expected ${words.join(" or ")}`);
  }

  isSymbol(...symbols: string[]): boolean {
    return this.current.type === "symbol" && symbols.includes(this.current.text);
  }

  acceptSymbol(...symbols: string[]): string | undefined {
    return this.isSymbol(...symbols) ? this.next().text : undefined;
  }

  expectSymbol(symbol: string): void {
    if (!this.acceptSymbol(symbol)) this.fail(`expected '${symbol}'`);
  }

  /** A name: a word, or anything in back-ticks. */
  identifier(): string {
    const token = this.current;
    if (token.type !== "word" && token.type !== "quoted") this.fail("expected a name");
    return this.next().text;
  }

  /** A whole number without sign or suffix. */
  integer(): bigint {
    const { type, text } = this.current;
    if (type !== "number" || !/^\d+$/.test(text)) this.fail("expected an integer");
    this.next();
    return BigInt(text);
  }

  expectEnd(of: string): void {
    if (!this.atEnd) this.fail(`expected the end of the ${of}`);
  }

  /** Moves to the first token at or after a position in the text. */
  skipTo(position: number): void {
    while (!this.atEnd && this.current.end <= position) this.#at++;
    // The `>` that closes a type may be the first half of a `>>`: what follows it is a token of its own.
    const { type, start, end } = this.current;
    if (type !== "end" && start < position)
      this.#tokens[this.#at] = { type, text: this.text.slice(position, end), start: position, end };
  }

  fail(hint = ""): never {
    throw syntaxError(this.text, this.current.start, this.current.text || (this.atEnd ? "" : "''"), hint);
  }

  /** Items separated by commas. */
  list<T>(item: () => T): T[] {
    const items = [item()];
    while (this.acceptSymbol(",")) items.push(item());
    return items;
  }

  parenthesised<T>(inner: () => T): T {
    this.expectSymbol("(");
    const value = inner();
    this.expectSymbol(")");
    return value;
  }
}
