import { expect, test } from "vitest";
import { CsvSyntaxError, CsvTokenizer, type CsvGrammar } from "../../../src/types/csv/tokenizer.ts";

const GRAMMAR: CsvGrammar = {
  separator: ",",
  quote: '"',
  escape: "\\",
  escapeEscape: "\\",
  comment: "",
  trimLeading: false,
  trimTrailing: false,
  unescapedQuotes: "STOP_AT_DELIMITER",
  mostColumns: 20_480,
  mostCharacters: -1,
};

/** The values of every record; a value in quotes stands in angle brackets. */
function records(text: string, changes: Partial<CsvGrammar> = {}): string[][] {
  const tokenizer = new CsvTokenizer(text, { ...GRAMMAR, ...changes }, "\n");
  const found: string[][] = [];
  for (let record = tokenizer.next(); record !== undefined; record = tokenizer.next())
    found.push(
      record.tokens.map((token) => (token === undefined ? "-" : token.isQuoted ? `<${token.text}>` : token.text)),
    );
  return found;
}

test("values stand between separators, in quotes or not", () => {
  expect(records('a,"b,c",\n,"",x\n')).toEqual([
    ["a", "<b,c>", ""],
    ["", "<>", "x"],
  ]);
});

test("a line end inside of quotes belongs to the value", () => {
  expect(records('"a\nb",c\nd')).toEqual([["<a\nb>", "c"], ["d"]]);
});

test("an escaped quote stands for itself", () => {
  expect(records(String.raw`"a\"b",c`)).toEqual([['<a"b>', "c"]]);
  expect(records('"a""b",c', { escape: '"', escapeEscape: "" })).toEqual([['<a"b>', "c"]]);
});

test("empty lines and comments are no records", () => {
  expect(records("\n#x\na\n\n", { comment: "#" })).toEqual([["a"]]);
});

test("blanks around a value go when they are to", () => {
  expect(records(" a , b ", { trimLeading: true })).toEqual([["a ", "b "]]);
  expect(records(" a , b ", { trimLeading: true, trimTrailing: true })).toEqual([["a", "b"]]);
});

test("a separator may be several characters", () => {
  expect(records("a||b|c||d", { separator: "||" })).toEqual([["a", "b|c", "d"]]);
});

test("more columns than may be are refused", () => {
  expect(() => records("a,b,c", { mostColumns: 2 })).toThrow(CsvSyntaxError);
});
