/** Spark SQL text as tokens. Comments and blanks vanish; every token knows where it stood. */
import { millraceError } from "../errors.ts";

export type TokenType = "word" | "quoted" | "string" | "number" | "symbol" | "parameter" | "end";
export interface Token {
  readonly type: TokenType;
  /** As written; for `quoted` and `string` the unescaped content. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const SYMBOLS = ["<=>", "||", "<=", ">=", "<>", "!=", "==", "->", "=>", "::", ">>>", "<<", ">>", "|>"];
/** A comment goes on behind a line end that follows a backslash. */
const BLANK = /(?:\s+|--(?:\\\n|[^\r\n])*)+/y;
const WORD = /[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*/uy;
const NUMBER = /(?:\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)(?:BD|bd|[LlSsYyDdFf])?(?![\w\u0080-\uffff])/y;
const BACK_TICKED = /`((?:[^`]|``)*)`/y;

/** Where the blanks and comments that begin here end; bracketed comments may hold others. */
function afterBlanks(text: string, from: number): number {
  for (let at = from; ;) {
    BLANK.lastIndex = at;
    if (BLANK.test(text)) at = BLANK.lastIndex;
    else if (text.startsWith("/*", at)) at = afterComment(text, at);
    else return at;
  }
}

function afterComment(text: string, start: number): number {
  const mark = /\/\*|\*\//g;
  mark.lastIndex = start;
  let depth = 0;
  for (let match = mark.exec(text); match !== null; match = mark.exec(text)) {
    depth += match[0] === "/*" ? 1 : -1;
    if (depth === 0) return mark.lastIndex;
  }
  throw syntaxError(text, start, "/*", "the comment is not closed");
}

/** `keepsEscapes`: what a backslash stands before is kept with it. */
export function tokenize(text: string, keepsEscapes = false): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  for (;;) {
    at = afterBlanks(text, at);
    if (at >= text.length) break;
    const start = at;
    const char = text[at]!;
    const push = (type: TokenType, content: string, end: number): void => {
      tokens.push({ type, text: content, start, end });
      at = end;
    };
    if (char === "'" || char === '"') {
      const { value, end } = readString(text, at, keepsEscapes ? "kept" : "read");
      push("string", value, end);
      continue;
    }
    if ((char === "r" || char === "R") && (text[at + 1] === "'" || text[at + 1] === '"')) {
      const { value, end } = readString(text, at + 1, "raw");
      push("string", value, end);
      continue;
    }
    if (char === "`") {
      const match = take(BACK_TICKED);
      if (match === null) throw syntaxError(text, at, char, "the name that begins here is not closed");
      push("quoted", match[1]!.replaceAll("``", "`"), BACK_TICKED.lastIndex);
      continue;
    }
    const number = take(NUMBER);
    if (number) {
      push("number", number[0], NUMBER.lastIndex);
      continue;
    }
    const word = take(WORD);
    if (word) {
      push("word", word[0], WORD.lastIndex);
      continue;
    }
    // What begins with digits and is no number is a name: `1a`, `0x1F`.
    const digits = /^\w+/.exec(text.slice(at, at + 200))?.[0];
    if (digits !== undefined && /\D/.test(digits)) {
      push("word", digits, at + digits.length);
      continue;
    }
    if (/\d/.test(char)) throw syntaxError(text, at, /^\S+/.exec(text.slice(at))![0]);
    if (char === "?" || (char === ":" && /[A-Za-z_]/.test(text[at + 1] ?? "") && text[at - 1] !== ":")) {
      const name = char === "?" ? "" : /^\w+/.exec(text.slice(at + 1))![0];
      push("parameter", name, at + 1 + name.length);
      continue;
    }
    if (text.startsWith("&&", at)) throw syntaxError(text, at, "&&", "write AND");
    const symbol = SYMBOLS.find((candidate) => text.startsWith(candidate, at)) ?? char;
    push("symbol", symbol, at + symbol.length);
  }
  tokens.push({ type: "end", text: "", start: text.length, end: text.length });
  return tokens;
}

const ESCAPES: Record<string, string> = {
  0: "\0",
  b: "\b",
  n: "\n",
  r: "\r",
  t: "\t",
  Z: "\u001a",
  "%": "\\%",
  _: "\\_",
};

/** A quoted string from its opening quote on; a doubled quote stands for itself, escapes count, unless all is `kept`; in a `raw` one they are none. */
function readString(text: string, start: number, escapes: "read" | "kept" | "raw"): { value: string; end: number } {
  const quote = text[start]!;
  let value = "";
  for (let i = start + 1; i < text.length; i++) {
    const char = text[i]!;
    if (char === quote) {
      if (text[i + 1] !== quote || escapes === "raw") return { value, end: i + 1 };
      value += escapes === "kept" ? quote + quote : quote;
      i++;
    } else if (char === "\\" && escapes === "kept" && i + 1 < text.length) {
      value += char + text[++i]!;
    } else if (char === "\\" && escapes === "read" && i + 1 < text.length) {
      const unicode = /^(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(text.slice(i + 1, i + 10));
      const octal = /^[0-3][0-7]{2}/.exec(text.slice(i + 1, i + 4));
      if (unicode) {
        value += String.fromCodePoint(Number.parseInt(unicode[1] ?? unicode[2]!, 16));
        i += unicode[0].length;
      } else if (octal) {
        value += String.fromCharCode(Number.parseInt(octal[0], 8));
        i += 3;
      } else {
        const next = text[++i]!;
        value += ESCAPES[next] ?? next;
      }
    } else value += char;
  }
  throw syntaxError(text, start, quote, "the text that begins here is not closed");
}

export function syntaxError(text: string, position: number, near: string, hint = ""): Error {
  const at = near === "" ? "end of input" : `'${near}'`;
  return millraceError("PARSE_SYNTAX_ERROR", { error: at, hint: hint === "" ? "" : `: ${hint}` }, { text, position });
}
