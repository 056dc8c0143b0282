/**
 * JSON text as Jackson reads it with Spark's settings: names and strings may be in single quotes, NaN and infinities may stand bare,
 * a leading zero or a bare control character is an error, and what follows the first value is not looked at.
 */
import { doubleText } from "../number-text.ts";
export type JsonNode =
  /** `text` of an object or array is what stands between its brackets and with them, as written. */
  | { readonly t: "object"; readonly entries: readonly (readonly [string, JsonNode])[]; readonly text: string }
  | { readonly t: "array"; readonly items: readonly JsonNode[]; readonly text: string }
  | { readonly t: "string"; readonly text: string }
  /** `text` as written; `isInteger` when it has neither point nor exponent. */
  | { readonly t: "number"; readonly text: string; readonly isInteger: boolean }
  | { readonly t: "boolean"; readonly value: boolean }
  | { readonly t: "null" };

export class JsonSyntaxError extends Error {}

export interface JsonGrammar {
  readonly allowSingleQuotes: boolean;
  readonly allowNonNumericNumbers: boolean;
  readonly allowUnquotedFieldNames: boolean;
  readonly allowNumericLeadingZeros: boolean;
  readonly allowUnquotedControlChars: boolean;
  readonly allowBackslashEscapingAnyCharacter: boolean;
  readonly allowComments: boolean;
}

/** The grammar that a reader's options are, by Spark's names. */
export function jsonGrammar(options: Readonly<Record<string, string>>): JsonGrammar {
  const flag = (name: string, otherwise: boolean): boolean =>
    options[name] === undefined ? otherwise : options[name].toLowerCase() === "true";
  return {
    allowSingleQuotes: flag("allowSingleQuotes", true),
    allowNonNumericNumbers: flag("allowNonNumericNumbers", true),
    allowUnquotedFieldNames: flag("allowUnquotedFieldNames", false),
    allowNumericLeadingZeros: flag("allowNumericLeadingZeros", false),
    allowUnquotedControlChars: flag("allowUnquotedControlChars", false),
    allowBackslashEscapingAnyCharacter: flag("allowBackslashEscapingAnyCharacter", false),
    allowComments: flag("allowComments", false),
  };
}

const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const LOOSE_NUMBER = /-?\d+(\.\d+)?([eE][+-]?\d+)?/y;
const NON_NUMERIC = /[+-]INF|[+-]?Infinity|NaN/y;
const ESCAPES: Record<string, string> = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
/** Jackson's own limit. */
const MAX_DEPTH = 1000;
/** Spark's own limits, in characters. */
const LONGEST = { number: 1000, name: 50_000, text: 20_000_000 };

/** The first value in the text; undefined when there is none but blanks. */
export function parseJson(text: string, grammar: JsonGrammar): JsonNode | undefined {
  const reader = new JsonReader(text, grammar);
  reader.skipBlanks();
  return reader.atEnd ? undefined : reader.value(0);
}

class JsonReader {
  readonly #text: string;
  readonly #grammar: JsonGrammar;
  #at = 0;

  constructor(text: string, grammar: JsonGrammar) {
    this.#text = text;
    this.#grammar = grammar;
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  skipBlanks(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === 32 || code === 10 || code === 13 || code === 9) this.#at++;
      else if (code === 47 && this.#grammar.allowComments) this.#comment();
      else return;
    }
  }

  value(depth: number): JsonNode {
    if (depth >= MAX_DEPTH) throw this.#error("nested too deeply");
    this.skipBlanks();
    const char = this.#text[this.#at];
    switch (char) {
      case "{":
        return this.#object(depth);
      case "[":
        return this.#array(depth);
      case '"':
        return { t: "string", text: this.#string('"') };
      case "'":
        if (this.#grammar.allowSingleQuotes) return { t: "string", text: this.#string("'") };
        break;
      case undefined:
        throw this.#error("end of text");
      default:
    }
    return (
      this.#word("true", { t: "boolean", value: true }) ??
      this.#word("false", { t: "boolean", value: false }) ??
      this.#word("null", { t: "null" }) ??
      this.#number()
    );
  }

  #object(depth: number): JsonNode {
    const entries: [string, JsonNode][] = [];
    const from = this.#at++;
    this.skipBlanks();
    if (this.#accept("}")) return { t: "object", entries, text: this.#text.slice(from, this.#at) };
    for (;;) {
      this.skipBlanks();
      const name = this.#name();
      this.skipBlanks();
      this.#expect(":");
      entries.push([name, this.value(depth + 1)]);
      this.skipBlanks();
      if (this.#accept("}")) return { t: "object", entries, text: this.#text.slice(from, this.#at) };
      this.#expect(",");
    }
  }

  #array(depth: number): JsonNode {
    const items: JsonNode[] = [];
    const from = this.#at++;
    this.skipBlanks();
    if (this.#accept("]")) return { t: "array", items, text: this.#text.slice(from, this.#at) };
    for (;;) {
      items.push(this.value(depth + 1));
      this.skipBlanks();
      if (this.#accept("]")) return { t: "array", items, text: this.#text.slice(from, this.#at) };
      this.#expect(",");
    }
  }

  #name(): string {
    const char = this.#text[this.#at];
    if (char === '"') return this.#string('"', LONGEST.name);
    if (char === "'" && this.#grammar.allowSingleQuotes) return this.#string("'", LONGEST.name);
    if (this.#grammar.allowUnquotedFieldNames) {
      const word = /[\w$@#*+\u0080-\uffff-]+/uy;
      word.lastIndex = this.#at;
      const match = word.exec(this.#text);
      if (match !== null) {
        this.#at = word.lastIndex;
        return match[0];
      }
    }
    throw this.#error("a field name was expected");
  }

  #string(quote: string, longest: number = LONGEST.text): string {
    let from = ++this.#at;
    let result = "";
    for (;;) {
      const char = this.#text[this.#at];
      if (char === undefined) throw this.#error("end of text in a string");
      if (char === quote) {
        result += this.#text.slice(from, this.#at++);
        if (result.length > longest) throw this.#error(`more than ${longest} characters in one text`);
        // Half of a pair, by an escape: Java writes it as a question mark.
        return result.isWellFormed() ? result : result.replaceAll(LONE_SURROGATE, "?");
      }
      if (char === "\\") {
        result += this.#text.slice(from, this.#at) + this.#escape();
        from = this.#at;
      } else {
        if (char < " " && !this.#grammar.allowUnquotedControlChars)
          throw this.#error("a control character in a string");
        this.#at++;
      }
    }
  }

  #escape(): string {
    const char = this.#text[++this.#at];
    this.#at++;
    if (char === "u") {
      const hex = this.#text.slice(this.#at, this.#at + 4);
      if (!/^[0-9a-fA-F]{4}$/.test(hex)) throw this.#error("a bad escape");
      this.#at += 4;
      return String.fromCharCode(Number.parseInt(hex, 16));
    }
    const plain =
      char === undefined
        ? undefined
        : (ESCAPES[char] ?? (char === "'" && this.#grammar.allowSingleQuotes ? "'" : undefined));
    if (plain !== undefined) return plain;
    if (char !== undefined && this.#grammar.allowBackslashEscapingAnyCharacter) return char;
    throw this.#error("a bad escape");
  }

  #number(): JsonNode {
    if (this.#grammar.allowNonNumericNumbers) {
      NON_NUMERIC.lastIndex = this.#at;
      const match = NON_NUMERIC.exec(this.#text);
      if (match !== null) {
        this.#at = NON_NUMERIC.lastIndex;
        this.#boundary();
        return { t: "number", text: match[0].replace(/INF$/, "Infinity"), isInteger: false };
      }
    }
    const pattern = this.#grammar.allowNumericLeadingZeros ? LOOSE_NUMBER : NUMBER;
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match === null) throw this.#error("a value was expected");
    this.#at = pattern.lastIndex;
    this.#boundary();
    if (match[0].length > LONGEST.number) throw this.#error(`more than ${LONGEST.number} characters in one number`);
    return { t: "number", text: match[0], isInteger: match[1] === undefined && match[2] === undefined };
  }

  #word(word: string, node: JsonNode): JsonNode | undefined {
    if (!this.#text.startsWith(word, this.#at)) return undefined;
    this.#at += word.length;
    this.#boundary();
    return node;
  }

  /** A number or word ends where something that cannot belong to it begins. */
  #boundary(): void {
    if (/[\w.+-]/.test(this.#text[this.#at] ?? " ")) throw this.#error("an unexpected character");
  }

  #comment(): void {
    const line = this.#text.startsWith("//", this.#at);
    if (!line && !this.#text.startsWith("/*", this.#at)) throw this.#error("an unexpected character");
    const end = this.#text.indexOf(line ? "\n" : "*/", this.#at + 2);
    if (end < 0 && !line) throw this.#error("an unfinished comment");
    this.#at = end < 0 ? this.#text.length : end + (line ? 1 : 2);
  }

  #accept(char: string): boolean {
    if (this.#text[this.#at] !== char) return false;
    this.#at++;
    return true;
  }

  #expect(char: string): void {
    if (!this.#accept(char)) throw this.#error(`'${char}' was expected`);
  }

  #error(reason: string): JsonSyntaxError {
    return new JsonSyntaxError(`${reason}, at character ${this.#at} of the JSON text`);
  }
}

/** The value as compact JSON text, numbers as Java prints them: what a STRING column holds of a value that is none. */
export function jsonText(node: JsonNode): string {
  switch (node.t) {
    case "object":
      return `{${node.entries.map(([name, value]) => `${JSON.stringify(name)}:${jsonText(value)}`).join(",")}}`;
    case "array":
      return `[${node.items.map(jsonText).join(",")}]`;
    case "string":
      return JSON.stringify(node.text);
    case "number":
      return node.isInteger || !/^-?\d/.test(node.text) ? node.text : doubleText(Number(node.text));
    case "boolean":
      return String(node.value);
    case "null":
      return "null";
  }
}
