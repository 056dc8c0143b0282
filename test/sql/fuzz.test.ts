import fc from "fast-check";
import { expect, test } from "vitest";
import { isMillraceError } from "../../src/index.ts";
import { planFromJson, planToJson } from "../../src/plan/json.ts";
import { parseExpression } from "../../src/sql/query-parser.ts";
import { parseQuery } from "../../src/sql/query-parser.ts";
import { fuzzText, PIECES } from "./fuzz-texts.ts";

const context = { zone: "Europe/Berlin", namedArguments: {}, posArguments: [] };

/** Parses or is refused with a condition; nothing else may happen. A failure's seed and text are printed by fast-check. */
function harmless(parse: () => unknown): void {
  try {
    parse();
  } catch (error) {
    if (!isMillraceError(error)) throw error;
    expect(error.condition).not.toBe("");
    if (error.line !== undefined) expect(error.message).toContain("^^^");
  }
}

const pieces = fc.constantFrom(...PIECES);

test("any sequence of SQL's pieces", () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), fc.constantFrom(" ", ""), (words, between) => {
      const text = words.join(between);
      harmless(() => parseExpression(text, context));
      harmless(() => parseQuery(text, context));
    }),
    { numRuns: 3000 },
  );
}, 60_000);

test("any text at all", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => {
      harmless(() => parseExpression(text, context));
      harmless(() => parseQuery(`SELECT ${text} FROM t`, context));
    }),
    { numRuns: 2000 },
  );
}, 60_000);

test("a right query with one piece changed, left out or put in", () => {
  const right =
    "WITH w AS ( SELECT a , b [ 0 ] . c :: int AS d , count ( DISTINCT x ) FILTER ( WHERE y > 1 ) FROM STREAM t WATERMARK time DELAY OF INTERVAL 1 MINUTE WHERE a IN ( 1 , 2 ) AND b BETWEEN 1 AND 2 OR NOT c LIKE 'x%' ESCAPE '!' GROUP BY a , window ( time , '5 seconds' ) HAVING n > 1 ) SELECT CASE WHEN a IS NULL THEN transform ( xs , x -> x + 1 ) ELSE - 1 END FROM w LEFT JOIN u ON w.a <=> u.a ORDER BY a DESC NULLS LAST LIMIT 5".split(
      " ",
    );
  expect(() => parseQuery(right.join(" "), context)).not.toThrow();
  fc.assert(
    fc.property(
      fc.nat(right.length - 1),
      fc.constantFrom(0, 1),
      fc.option(pieces, { nil: undefined }),
      (at, removed, piece) => {
        const text = right.toSpliced(at, removed, ...(piece === undefined ? [] : [piece])).join(" ");
        harmless(() => parseQuery(text, context));
      },
    ),
    { numRuns: 2000 },
  );
}, 60_000);

test("statements that something was done to, as `npm run fuzz` asks them", () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      harmless(() => parseQuery(fuzzText(seed), context));
    }),
    { numRuns: 3000 },
  );
}, 60_000);

test("what parses survives as a plan's JSON", () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (words) => {
      let plan;
      try {
        plan = parseExpression(words.join(" "), context);
      } catch {
        return;
      }
      expect(planFromJson(planToJson(plan))).toEqual(plan);
    }),
    { numRuns: 2000 },
  );
}, 60_000);

test.each([
  ["parentheses", "(".repeat(20_000)],
  ["minus signs", "- ".repeat(20_000)],
  ["NOTs", `${"NOT ".repeat(20_000)}a`],
  ["brackets", `a${"[0".repeat(20_000)}`],
  ["CASEs", "CASE WHEN ".repeat(10_000)],
  ["calls", "f(".repeat(20_000)],
  ["types", `CAST(a AS ${"ARRAY<".repeat(20_000)}`],
])("%s too deep for any stack are refused with a condition", (_, text) => {
  harmless(() => parseExpression(text, context));
});

test.each([
  ["OR", `a${" OR a".repeat(20_000)}`],
  ["+", `1${" + 1".repeat(20_000)}`],
  ["IN", `a IN (${"1, ".repeat(20_000)}1)`],
  ["select list", `a${".b".repeat(20_000)}`],
])("a long chain of %s is parsed in a moment", (_, text) => {
  parseExpression(text, context);
});
