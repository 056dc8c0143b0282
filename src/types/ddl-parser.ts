import { millraceError, type MillraceError } from "../errors.ts";
import { typeMeantBy } from "./type-names.ts";
import {
  array,
  BINARY,
  BOOLEAN,
  BYTE,
  CALENDAR_INTERVAL,
  char,
  DATE,
  DAY_TIME_FIELDS,
  dayTimeInterval,
  decimal,
  DOUBLE,
  field,
  FLOAT,
  INT,
  LONG,
  map,
  MAX_DECIMAL_PRECISION,
  NULL,
  SHORT,
  STRING,
  struct,
  TIMESTAMP,
  TIMESTAMP_NTZ,
  varchar,
  YEAR_MONTH_FIELDS,
  yearMonthInterval,
  type DataType,
  type StructField,
  type StructType,
} from "./data-type.ts";

const NAMED: Record<string, DataType> = {
  boolean: BOOLEAN,
  tinyint: BYTE,
  byte: BYTE,
  smallint: SHORT,
  short: SHORT,
  int: INT,
  integer: INT,
  bigint: LONG,
  long: LONG,
  float: FLOAT,
  real: FLOAT,
  double: DOUBLE,
  string: STRING,
  text: STRING,
  binary: BINARY,
  date: DATE,
  timestamp: TIMESTAMP,
  timestamp_ltz: TIMESTAMP,
  timestamp_ntz: TIMESTAMP_NTZ,
  void: NULL,
};

/** A table schema (`a INT NOT NULL, b STRING COMMENT 'x'`), or a single struct type (`struct<a:int>`). */
export function parseSchema(ddl: string): StructType {
  const parser = new DdlParser(ddl, 0, "schema");
  const only = tryWholeType(ddl);
  if (only?.kind === "struct") return only;
  const schema = struct(parser.fields(""));
  parser.expectEnd();
  return schema;
}

/** One data type, as in `CAST(x AS ...)`. */
export function parseDataType(text: string): DataType {
  const parser = new DdlParser(text, 0, "type");
  const type = parser.type();
  parser.expectEnd();
  return type;
}

/** A data type that begins at `offset` in `text`, and where it ends: for a parser of a larger grammar. */
export function parseDataTypeAt(text: string, offset: number): { type: DataType; end: number } {
  const parser = new DdlParser(text, offset);
  const type = parser.type();
  return { type, end: parser.lastEnd };
}

function tryWholeType(text: string): DataType | undefined {
  return /^\s*struct\s*</i.test(text) ? parseDataType(text) : undefined;
}

const TOKEN =
  /\s*(?:(`(?:[^`]|``)*`)|([A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)|(\d+[A-Za-z_]\w*)|(-?\d+)|('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|([<>(),:])|(.))/suy;

class DdlParser {
  readonly #text: string;
  /** What the whole text is. */
  readonly #title: string;
  #token: string | undefined;
  #start = 0;
  #end: number;
  /** Where the last consumed token ended. */
  lastEnd: number;

  constructor(text: string, offset: number, title = "SQL") {
    this.#text = text;
    this.#title = title;
    this.#end = offset;
    this.lastEnd = offset;
    this.#advance();
  }

  fields(close: string): StructField[] {
    const fields: StructField[] = [];
    if (this.#is(close) && close !== "") return fields;
    do {
      const name = this.#name();
      if (this.#is(":")) this.#take();
      const type = this.type();
      let nullable = true;
      let metadata: Record<string, unknown> | undefined;
      for (;;) {
        if (this.#isWord("not")) {
          this.#take();
          this.#expectWord("null");
          nullable = false;
        } else if (this.#isWord("comment")) {
          this.#take();
          if (!/^['"]/.test(this.#token ?? "")) throw this.#syntaxError("expected a text in quotes");
          metadata = { comment: unquote(this.#take()) };
        } else break;
      }
      fields.push(field(name, type, nullable, metadata));
    } while (this.#is(",") && this.#take() !== "");
    return fields;
  }

  type(): DataType {
    const at = this.#start;
    const word = (this.#token ?? "").toLowerCase();
    if (!/^[a-z_]/i.test(word)) throw this.#syntaxError("expected a type, as in id BIGINT");
    this.#take();
    switch (word) {
      case "array": {
        this.#expect("<");
        const element = this.type();
        this.#close();
        return array(element);
      }
      case "map": {
        this.#expect("<");
        const key = this.type();
        this.#expect(",");
        const value = this.type();
        this.#close();
        return map(key, value);
      }
      case "struct": {
        this.#expect("<");
        const fields = this.#is(">") ? [] : this.fields(">");
        this.#close();
        return struct(fields);
      }
      case "decimal":
      case "dec":
      case "numeric":
        return this.#decimal();
      case "char":
      case "character":
        return char(this.#length("CHAR"));
      case "varchar":
        return varchar(this.#length("VARCHAR"));
      case "interval":
        return this.#interval();
      case "variant":
        throw this.#unsupported("VARIANT", at);
      default: {
        const type = Object.hasOwn(NAMED, word) ? NAMED[word] : undefined;
        if (type === undefined) throw this.#unsupported(this.#text.slice(at, this.lastEnd).toUpperCase(), at);
        return type;
      }
    }
  }

  expectEnd(): void {
    if (this.#token !== undefined) throw this.#syntaxError(`expected a comma or the end of the ${this.#title}`);
  }

  #decimal(): DataType {
    if (!this.#is("(")) return decimal();
    this.#take();
    const precision = this.#number();
    let scale = 0;
    if (this.#is(",")) {
      this.#take();
      scale = this.#number();
    }
    this.#expect(")");
    if (precision > MAX_DECIMAL_PRECISION) {
      throw millraceError("DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION", {
        precision: String(precision),
        maxPrecision: "38",
      });
    }
    if (precision === 0)
      throw millraceError("UNSUPPORTED_DATATYPE", {
        typeName: '"DECIMAL(0,0)"',
        suggestion: "Give at least one digit.",
      });
    if (scale > precision) {
      throw millraceError("DECIMAL_SCALE_EXCEEDS_PRECISION", { scale: String(scale), precision: String(precision) });
    }
    return decimal(precision, scale);
  }

  #length(type: string): number {
    if (!this.#is("(")) throw millraceError("DATATYPE_MISSING_SIZE", { type: `"${type}"` });
    this.#take();
    const length = this.#number();
    this.#expect(")");
    return length;
  }

  #interval(): DataType {
    const first = (this.#token ?? "").toLowerCase();
    const names = DAY_TIME_FIELDS.includes(first)
      ? DAY_TIME_FIELDS
      : YEAR_MONTH_FIELDS.includes(first)
        ? YEAR_MONTH_FIELDS
        : undefined;
    if (names === undefined) return CALENDAR_INTERVAL;
    this.#take();
    const start = names.indexOf(first);
    let end = start;
    if (this.#isWord("to")) {
      this.#take();
      end = names.indexOf(this.#take().toLowerCase());
      if (end <= start) throw this.#syntaxError("expected a smaller unit");
    }
    return names === DAY_TIME_FIELDS ? dayTimeInterval(start, end) : yearMonthInterval(start, end);
  }

  #name(): string {
    const token = this.#token;
    if (token === undefined || !/^[`\w\u0080-\uffff]/u.test(token) || /^-?\d+$/.test(token) || token === "`")
      throw this.#syntaxError("expected a column's name");
    this.#take();
    return token.startsWith("`") ? token.slice(1, -1).replaceAll("``", "`") : token;
  }

  #number(): number {
    const token = this.#token ?? "";
    if (!/^\d+$/.test(token)) throw this.#syntaxError("expected a number");
    this.#take();
    return Number(token);
  }

  #is(token: string): boolean {
    return this.#token === token;
  }
  #isWord(word: string): boolean {
    return this.#token?.toLowerCase() === word;
  }
  #expect(token: string): void {
    if (!this.#is(token)) throw this.#syntaxError(`expected '${token}'`);
    this.#take();
  }
  #expectWord(word: string): void {
    if (!this.#isWord(word)) throw this.#syntaxError(`expected ${word.toUpperCase()}`);
    this.#take();
  }
  #close(): void {
    this.#expect(">");
  }

  #take(): string {
    const token = this.#token;
    if (token === undefined) throw this.#syntaxError("more was expected");
    this.lastEnd = this.#end;
    this.#advance();
    return token;
  }

  #advance(): void {
    while (/\s/.test(this.#text[this.#end] ?? "")) this.#end++;
    TOKEN.lastIndex = this.#end;
    const match = TOKEN.exec(this.#text);
    if (match === null) {
      this.#token = undefined;
      this.#start = this.#text.length;
      return;
    }
    this.#end = TOKEN.lastIndex;
    const token = match[1] ?? match[2] ?? match[3] ?? match[4] ?? match[5] ?? match[6] ?? match[7]!;
    this.#start = this.#end - token.length;
    this.#token = token;
  }

  #unsupported(type: string, position: number): MillraceError {
    const place = { position, text: this.#text, title: this.#title };
    if (/^time$/i.test(type)) return millraceError("UNSUPPORTED_TIME_TYPE", {}, place);
    return millraceError("UNSUPPORTED_DATATYPE", { typeName: `"${type}"`, suggestion: typeMeantBy(type) }, place);
  }

  #syntaxError(hint: string): MillraceError {
    const near = this.#token === undefined ? "end of input" : `'${this.#token}'`;
    const place = { position: this.#start, text: this.#text, title: this.#title };
    return millraceError("PARSE_SYNTAX_ERROR", { error: near, hint: `: ${hint}` }, place);
  }
}

function unquote(token: string): string {
  return token.slice(1, -1).replace(/\\(.)/gsu, "$1");
}
