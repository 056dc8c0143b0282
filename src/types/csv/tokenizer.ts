/**
 * CSV text to tokens, by the rules of Spark's parser. A value that begins with the quote runs to the quote that closes it; one that does
 * not is raw text up to the next separator. What Spark does with a quote inside a quoted value that nothing escapes is `unescapedQuotes`.
 */
export interface CsvGrammar {
  readonly separator: string;
  /** The empty text where there is none; so too for the next three. */
  readonly quote: string;
  readonly escape: string;
  /** What makes an escape stand for itself. */
  readonly escapeEscape: string;
  readonly comment: string;
  readonly trimLeading: boolean;
  readonly trimTrailing: boolean;
  readonly unescapedQuotes: UnescapedQuotes;
  readonly mostColumns: number;
  /** -1 for no limit. */
  readonly mostCharacters: number;
}

export type UnescapedQuotes =
  | "STOP_AT_CLOSING_QUOTE"
  | "BACK_TO_DELIMITER"
  | "STOP_AT_DELIMITER"
  | "SKIP_VALUE"
  | "RAISE_ERROR";

/** A value as it was written: `isQuoted` tells `""` from nothing. Undefined: the value was skipped. */
export interface CsvToken {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** What cannot be parsed in any mode. */
export class CsvSyntaxError extends Error {}

/** Records of a text; `newLine` ends one outside of quotes. `start` and `end` bound the record in the text. */
export interface CsvRecord {
  readonly tokens: readonly (CsvToken | undefined)[];
  readonly start: number;
  readonly end: number;
}

/** What follows a quote: the value's end, more of it in quotes, raw text up to the separator, or nothing that counts. */
interface AfterQuote {
  readonly what: "end" | "more" | "raw" | "skip";
  readonly text: string;
}

const isBlank = (char: string | undefined): boolean => char !== undefined && char <= " " && char !== "";

export class CsvTokenizer {
  readonly #text: string;
  readonly #grammar: CsvGrammar;
  readonly #newLine: string;
  #at = 0;

  constructor(text: string, grammar: CsvGrammar, newLine: string) {
    this.#text = text;
    this.#grammar = grammar;
    this.#newLine = newLine;
  }

  /** The next record that is no comment and not empty; undefined at the end. */
  next(): CsvRecord | undefined {
    for (;;) {
      if (this.#at >= this.#text.length) return undefined;
      const start = this.#at;
      if (this.#isComment()) {
        this.#skipLine();
        continue;
      }
      if (this.#isNewLine()) {
        this.#at += this.#newLine.length;
        continue;
      }
      const tokens = this.#record();
      return { tokens, start, end: this.#at };
    }
  }

  #isComment(): boolean {
    const { comment } = this.#grammar;
    return comment !== "" && this.#text.startsWith(comment, this.#at);
  }

  #skipLine(): void {
    const end = this.#newLine === "" ? -1 : this.#text.indexOf(this.#newLine, this.#at);
    this.#at = end < 0 ? this.#text.length : end + this.#newLine.length;
  }

  #isNewLine(at = this.#at): boolean {
    return this.#newLine !== "" && this.#text.startsWith(this.#newLine, at);
  }
  #isSeparator(at = this.#at): boolean {
    return this.#text.startsWith(this.#grammar.separator, at);
  }
  /** Whether a value ends here. */
  #isEnd(at: number): boolean {
    return at >= this.#text.length || this.#isSeparator(at) || this.#isNewLine(at);
  }

  #record(): (CsvToken | undefined)[] {
    const { mostColumns, mostCharacters, separator } = this.#grammar;
    const tokens: (CsvToken | undefined)[] = [];
    for (;;) {
      const token = this.#value();
      tokens.push(token);
      if (tokens.length > mostColumns)
        throw new CsvSyntaxError(`a record has more than maxColumns = ${mostColumns} values`);
      if (mostCharacters >= 0 && token !== undefined && token.text.length > mostCharacters)
        throw new CsvSyntaxError(`a value has more than maxCharsPerColumn = ${mostCharacters} characters`);
      if (this.#at >= this.#text.length) return tokens;
      if (this.#isNewLine()) {
        this.#at += this.#newLine.length;
        return tokens;
      }
      this.#at += separator.length;
    }
  }

  #value(): CsvToken | undefined {
    const { quote, trimLeading } = this.#grammar;
    if (trimLeading) while (isBlank(this.#text[this.#at]) && !this.#isEnd(this.#at)) this.#at++;
    return quote !== "" && this.#text.startsWith(quote, this.#at) ? this.#quoted() : this.#plain("");
  }

  /** Raw text up to the end of the value, behind what has been read of it. */
  #plain(before: string): CsvToken {
    const start = this.#at;
    while (!this.#isEnd(this.#at)) this.#at++;
    let end = this.#at;
    if (this.#grammar.trimTrailing) while (end > start && isBlank(this.#text[end - 1])) end--;
    return { text: before + this.#text.slice(start, end), isQuoted: before !== "" };
  }

  #quoted(): CsvToken | undefined {
    const { quote, escape, escapeEscape } = this.#grammar;
    let value = "";
    this.#at++;
    while (this.#at < this.#text.length) {
      const char = this.#text[this.#at]!;
      const following = this.#text[this.#at + 1];
      if (escapeEscape !== "" && char === escapeEscape && following === escape && escape !== "") {
        // Where both are one character it is an escape that escapes itself.
        value += escape;
        this.#at += 2;
      } else if (escape !== "" && char === escape && following === quote) {
        value += quote;
        this.#at += 2;
      } else if (char === quote) {
        const next = this.#afterQuote();
        if (next.what === "skip") return undefined;
        value += next.text;
        if (next.what === "end") return { text: value, isQuoted: true };
        if (next.what === "raw") return this.#plain(quote + value);
      } else {
        value += char;
        this.#at++;
      }
    }
    return { text: value, isQuoted: true };
  }

  /** Behind a quote that nothing escapes: of several in a row all but the first are text; then comes the end, or something unforeseen. */
  #afterQuote(): AfterQuote {
    const { quote, escape, unescapedQuotes } = this.#grammar;
    const start = ++this.#at;
    if (escape !== quote) while (this.#text[this.#at] === quote) this.#at++;
    const text = this.#text.slice(start, this.#at);
    let blanks = this.#at;
    while (isBlank(this.#text[blanks]) && !this.#isEnd(blanks)) blanks++;
    if (this.#isEnd(blanks)) {
      this.#at = blanks;
      return { what: "end", text };
    }
    switch (unescapedQuotes) {
      case "RAISE_ERROR":
        throw new CsvSyntaxError("a quote inside a quoted value is not escaped");
      case "SKIP_VALUE":
        while (!this.#isEnd(this.#at)) this.#at++;
        return { what: "skip", text };
      case "STOP_AT_CLOSING_QUOTE":
        return { what: "more", text: text + quote };
      case "BACK_TO_DELIMITER":
        return blanks === this.#at ? { what: "more", text } : { what: "raw", text: text + quote };
      case "STOP_AT_DELIMITER":
        return { what: "raw", text: text + quote };
    }
  }
}
