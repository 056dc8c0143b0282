/** Java's regular expressions as JavaScript ones: what the two write differently is rewritten, what only Java has is refused. */
import { millraceError } from "../../errors.ts";

const compiled = new Map<string, RegExp>();

/** POSIX and java.lang.Character classes, as they stand inside brackets. */
const CLASSES: Readonly<Record<string, string>> = {
  Lower: "a-z",
  Upper: "A-Z",
  ASCII: String.raw`\x00-\x7F`,
  Alpha: "a-zA-Z",
  Digit: "0-9",
  Alnum: "a-zA-Z0-9",
  Punct: String.raw`!-\/:-@\[-\x60{-~`,
  Graph: "!-~",
  Print: " -~",
  Blank: String.raw` \t`,
  Cntrl: String.raw`\x00-\x1F\x7F`,
  XDigit: "0-9a-fA-F",
  Space: String.raw` \t\n\x0B\f\r`,
  javaLowerCase: String.raw`\p{Ll}`,
  javaUpperCase: String.raw`\p{Lu}`,
  javaLetter: String.raw`\p{L}`,
  javaDigit: String.raw`\p{Nd}`,
  javaLetterOrDigit: String.raw`\p{L}\p{Nd}`,
  javaWhitespace: String.raw`\s`,
  IsAlphabetic: String.raw`\p{Alphabetic}`,
  IsLetter: String.raw`\p{L}`,
  IsDigit: String.raw`\p{Nd}`,
  IsUppercase: String.raw`\p{Uppercase}`,
  IsLowercase: String.raw`\p{Lowercase}`,
  IsPunctuation: String.raw`\p{P}`,
  IsWhite_Space: String.raw`\p{White_Space}`,
};
/** Java's own letters for white space and line ends, which know ASCII only unless (?U) is set. */
const ESCAPES: Readonly<Record<string, string>> = {
  s: String.raw` \t\n\x0B\f\r`,
  h: String.raw` \t\xA0\u1680\u180e\u2000-\u200a\u202f\u205f\u3000`,
  v: String.raw`\n\x0B\f\r\x85\u2028\u2029`,
};
const UNICODE_ESCAPES: Readonly<Record<string, string>> = {
  d: String.raw`\p{Nd}`,
  w: String.raw`\p{Alphabetic}\p{M}\p{Nd}\p{Pc}`,
  s: String.raw`\p{White_Space}`,
};
const LINE_BREAK = String.raw`(?:\r\n|[\n\x0B\f\r\x85\u2028\u2029])`;
/** Java's `$` and `\Z`: before a last line end, or at the very end. */
const END = String.raw`(?=(?:\r\n|[\n\r\x85\u2028\u2029])?(?![^]))`;

/** The pattern with the flags `g` and, where its letters allow it, `v`. Its `lastIndex` is 0. */
export function javaPattern(source: string): RegExp {
  let pattern = compiled.get(source);
  if (pattern === undefined) {
    pattern = compile(source);
    compiled.set(source, pattern);
  }
  pattern.lastIndex = 0;
  return pattern;
}

function compile(source: string): RegExp {
  try {
    const { body, flags } = new Translator(source).translate();
    return new RegExp(body, `g${flags}v`);
  } catch (error) {
    throw millraceError(
      "INVALID_PARAMETER_VALUE.PATTERN",
      { parameter: "`regexp`", functionName: "`rlike`", value: `'${source}'` },
      { cause: error },
    );
  }
}

class Translator {
  readonly #source: string;
  #at = 0;
  #flags: ReadonlySet<string> = new Set();
  #groups = 0;

  constructor(source: string) {
    this.#source = source;
  }

  translate(): { readonly body: string; readonly flags: string } {
    const inline = /^\(\?([idmsuxU]+)\)/.exec(this.#source);
    if (inline !== null) {
      this.#flags = new Set(inline[1]);
      this.#at = inline[0].length;
    }
    let body = "";
    while (this.#at < this.#source.length) body += this.#piece();
    const has = (flag: string): boolean => this.#flags.has(flag);
    return { body, flags: `${has("i") && !this.#foldsAscii ? "i" : ""}${has("m") ? "m" : ""}${has("s") ? "s" : ""}` };
  }

  #piece(): string {
    const char = this.#next();
    switch (char) {
      case "\\":
        return this.#quantified(this.#escape(false));
      case "[":
        return this.#quantified(this.#class());
      case "(":
        return this.#open();
      case ")":
        return this.#quantified(")");
      case "$":
        return this.#flags.has("m") ? "$" : END;
      case "#":
        if (this.#flags.has("x")) {
          while (this.#at < this.#source.length && this.#source[this.#at] !== "\n") this.#at++;
          return "";
        }
        return "#";
      case ".":
        return this.#quantified(this.#flags.has("s") ? "[^]" : String.raw`[^\n\r\x85\u2028\u2029]`);
      case "^":
      case "|":
        return char;
      case "*":
      case "+":
      case "?":
        throw new SyntaxError(`a quantifier without anything before it: ${char}`);
      case "{":
        throw new SyntaxError("a repetition of nothing, or of no number");
      default:
        if (this.#flags.has("x") && /\s/.test(char)) return "";
        return this.#quantified(this.#literal(char));
    }
  }

  /** Without (?u) Java's (?i) knows ASCII letters only, and JavaScript's flag knows all: so both cases are written out. */
  get #foldsAscii(): boolean {
    return this.#flags.has("i") && !this.#flags.has("u") && !this.#flags.has("U");
  }

  #next(): string {
    const char = String.fromCodePoint(this.#source.codePointAt(this.#at)!);
    this.#at += char.length;
    return char;
  }

  #literal(char: string): string {
    if (/[{}\]/]/.test(char)) return `\\${char}`;
    return this.#foldsAscii && /[a-z]/i.test(char) ? `[${char}${swapCase(char)}]` : char;
  }

  /** A quantifier after `atom`; a possessive one becomes a look-ahead whose match cannot be taken back. */
  #quantified(atom: string): string {
    const match = /^(?:[*+?]|\{\d+(?:,\d*)?\})[+?]?/.exec(this.#source.slice(this.#at));
    if (match === null) return atom;
    this.#at += match[0].length;
    const text = match[0];
    const possessive = text.length > 1 && text.endsWith("+");
    if (/^[*+?{]/.test(this.#source.slice(this.#at)) && !/^\{\D/.test(this.#source.slice(this.#at)))
      throw new SyntaxError("a quantifier after a quantifier");
    if (!possessive || atom === ")") return atom + (possessive ? text.slice(0, -1) : text);
    const name = `possessive${this.#groups++}`;
    return String.raw`(?=(?<${name}>${atom}${text.slice(0, -1)}))\k<${name}>`;
  }

  #open(): string {
    const rest = this.#source.slice(this.#at);
    if (rest.startsWith("?>")) {
      this.#at += 2;
      const name = `atomic${this.#groups++}`;
      return String.raw`(?=(?<${name}>${this.#group()}))\k<${name}>`;
    }
    const special = /^\?(?:[:=!]|<[=!]|<[A-Za-z][A-Za-z0-9]*>|[ims]*(?:-[ims]+)?:)/.exec(rest);
    if (special === null) {
      if (rest.startsWith("?")) throw new SyntaxError(`a group that only Java has: (${rest.slice(0, 4)}`);
      return `(${this.#group()})${this.#quantified("")}`;
    }
    this.#at += special[0].length;
    return `(${special[0]}${this.#group()})${this.#quantified("")}`;
  }

  /** What stands before the closing bracket. */
  #group(): string {
    let body = "";
    while (this.#at < this.#source.length && this.#source[this.#at] !== ")") body += this.#piece();
    if (this.#at >= this.#source.length) throw new SyntaxError("a group that is not closed");
    this.#at++;
    return body;
  }

  #escape(inClass: boolean): string {
    if (this.#at >= this.#source.length) throw new SyntaxError("the pattern ends with a backslash");
    const char = this.#next();
    const wrapped = (content: string): string => (inClass ? content : `[${content}]`);
    switch (char) {
      case "Q": {
        const end = this.#source.indexOf("\\E", this.#at);
        const quoted = this.#source.slice(this.#at, end < 0 ? undefined : end);
        this.#at = end < 0 ? this.#source.length : end + 2;
        return quoted.replaceAll(/[\\^$.|?*+()[\]{}/&~!#%,:;<=>@`-]/g, String.raw`\$&`);
      }
      case "A":
        return "(?<![^])";
      case "z":
        return "(?![^])";
      case "Z":
        return END;
      case "R":
        return LINE_BREAK;
      case "G":
      case "X":
        throw new SyntaxError(`an escape that only Java has: \\${char}`);
      case "e":
        return String.raw`\x1B`;
      case "a":
        return String.raw`\x07`;
      case "p":
      case "P":
        return this.#property(char === "P", inClass);
      case "x":
        return this.#hex();
      case "0":
        return this.#octal();
      case "d":
      case "w":
      case "s":
      case "h":
      case "v": {
        const content = this.#flags.has("U") ? UNICODE_ESCAPES[char] : undefined;
        return content === undefined && ESCAPES[char] === undefined ? `\\${char}` : wrapped(content ?? ESCAPES[char]!);
      }
      case "S":
      case "H":
      case "V":
        return `[^${ESCAPES[char.toLowerCase()]}]`;
      case "u": {
        const code = this.#source.slice(this.#at, this.#at + 4);
        this.#at += 4;
        return `\\u${code}`;
      }
      default:
        if (/[DWBbnrtfkc1-9]/.test(char)) return `\\${char}`;
        if (/[A-Za-z]/.test(char)) throw new SyntaxError(`an unknown escape: \\${char}`);
        return /[\\^$.|?*+()[\]{}/&~!#%,:;<=>@`-]/.test(char) ? `\\${char}` : char;
    }
  }

  #hex(): string {
    const match = /^(?:\{([0-9a-fA-F]+)\}|([0-9a-fA-F]{2}))/.exec(this.#source.slice(this.#at));
    if (match === null) throw new SyntaxError("\\x wants hexadecimal digits");
    this.#at += match[0].length;
    return `\\u{${match[1] ?? match[2]}}`;
  }

  #octal(): string {
    const match = /^(?:[0-3][0-7]{2}|[0-7]{1,2})/.exec(this.#source.slice(this.#at));
    if (match === null) throw new SyntaxError("\\0 wants octal digits");
    this.#at += match[0].length;
    return `\\u{${Number.parseInt(match[0], 8).toString(16)}}`;
  }

  #property(negated: boolean, inClass: boolean): string {
    const match = /^(?:\{(\^?)([^}]+)\}|([A-Z]))/.exec(this.#source.slice(this.#at));
    if (match === null) throw new SyntaxError("\\p wants a property");
    this.#at += match[0].length;
    const name = match[2] ?? match[3]!;
    const not = negated !== (match[1] === "^");
    const content = Object.hasOwn(CLASSES, name) ? CLASSES[name] : undefined;
    if (content !== undefined) return not ? `[^${content}]` : inClass ? content : `[${content}]`;
    return `\\${not ? "P" : "p"}{${propertyName(name)}}`;
  }

  /** A class: unions and intersections are nested ones of the `v` flag. */
  #class(): string {
    const parts: string[] = [""];
    const negated = this.#source[this.#at] === "^";
    if (negated) this.#at++;
    let first = true;
    for (;;) {
      if (this.#at >= this.#source.length) throw new SyntaxError("a class that is not closed");
      if (this.#source.startsWith("&&", this.#at)) {
        this.#at += 2;
        parts.push("");
        continue;
      }
      const char = this.#next();
      if (char === "]" && !first) break;
      first = false;
      const last = parts.length - 1;
      if (char === "[") parts[last] += this.#class();
      else if (char === "\\") parts[last] += this.#escape(true);
      else if (char === "-") parts[last] += this.#isRange(parts[last]!) ? "-" : String.raw`\-`;
      else parts[last] += /[()[\]{}/|&!#%,:;<=>@`~^$*+.?]/.test(char) ? `\\${char}` : char;
    }
    const filled = parts.filter((part) => part !== "").map((part) => (this.#foldsAscii ? bothCases(part) : part));
    const body = filled.length > 1 ? filled.map((part) => `[${part}]`).join("&&") : (filled[0] ?? "");
    return `[${negated ? "^" : ""}${body}]`;
  }

  #isRange(before: string): boolean {
    const next = this.#source[this.#at];
    return before !== "" && next !== undefined && next !== "]" && next !== "[" && !before.endsWith("\\-");
  }
}

const swapCase = (char: string): string => (char < "a" ? char.toLowerCase() : char.toUpperCase());

/** A class's content with the other case of every ASCII letter and of every range of them. */
function bothCases(content: string): string {
  return content.replaceAll(
    /\\[pPu]\{[^}]*\}|\\.|\[|([A-Za-z])-([A-Za-z])|([A-Za-z])/g,
    (whole, from?: string, to?: string, one?: string) => {
      if (from !== undefined) return `${whole}${swapCase(from)}-${swapCase(to!)}`;
      return one === undefined ? whole : whole + swapCase(one);
    },
  );
}

/** `IsHan`, `InGreek`, `Han`, `Lu`, `script=Han` as ECMAScript names them. */
function propertyName(name: string): string {
  const assigned = /^(script|sc|general_category|gc)=(.+)$/i.exec(name);
  if (assigned !== null) return `${/^s/i.test(assigned[1]!) ? "Script" : "General_Category"}=${assigned[2]}`;
  const bare = name.replace(/^(?:Is|In)(?=[A-Z])/, "");
  if (bare === name) return name;
  return /^(?:L|M|N|P|S|Z|C)[a-z]?$/.test(bare) ? bare : `Script=${bare}`;
}

/** Java's replacement text: `$1` and `${name}` are groups, a backslash takes the next character as it is. */
export function javaReplacement(replacement: string, fail: () => Error): (match: RegExpExecArray) => string {
  const parts: (string | { readonly group: string })[] = [];
  for (let i = 0; i < replacement.length; i++) {
    const char = replacement[i]!;
    if (char === "\\") {
      if (++i >= replacement.length) throw fail();
      parts.push(replacement[i]!);
    } else if (char === "$") {
      const match = /^(?:\{([A-Za-z][A-Za-z0-9]*)\}|(\d))/.exec(replacement.slice(i + 1));
      if (match === null) throw fail();
      parts.push({ group: match[1] ?? match[2]! });
      i += match[0].length;
    } else parts.push(char);
  }
  return (found) =>
    parts
      .map((part) => {
        if (typeof part === "string") return part;
        const isNumber = /^\d$/.test(part.group);
        if (isNumber ? Number(part.group) >= found.length : !(part.group in (found.groups ?? {}))) throw fail();
        return (isNumber ? found[Number(part.group)] : found.groups![part.group]) ?? "";
      })
      .join("");
}
