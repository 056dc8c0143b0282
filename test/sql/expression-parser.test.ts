import { describe, expect, test } from "vitest";
import type { SqlContext } from "../../src/sql/expression-parser.ts";
import { parseExpression } from "../../src/sql/query-parser.ts";
import { literal } from "../../src/plan/expression.ts";
import { INT } from "../../src/types/data-type.ts";
import { conditionOf, errorOf } from "../scratch.ts";
import { shape } from "./shape.ts";

const parsed = (text: string, context: Partial<SqlContext> = {}): string =>
  shape(parseExpression(text, { zone: "UTC", ...context }));

function cases(name: string, table: readonly (readonly [text: string, structure: string])[]): void {
  describe(name, () => {
    test.each(table)("%s", (text, structure) => {
      expect(parsed(text)).toBe(structure);
    });
  });
}

cases("numbers", [
  ["1", "1"],
  ["-1", "-1"],
  ["- 1", "-1"],
  ["2147483647", "2147483647"],
  ["-2147483648", "-2147483648"],
  ["2147483648", "2147483648:bigint"],
  ["-9223372036854775808", "-9223372036854775808:bigint"],
  ["9223372036854775808", "9223372036854775808:decimal(19,0)"],
  ["1L", "1:bigint"],
  ["1l", "1:bigint"],
  ["127Y", "127:tinyint"],
  ["-128Y", "-128:tinyint"],
  ["1S", "1:smallint"],
  ["1.5", "1.5:decimal(2,1)"],
  ["0.05", "0.05:decimal(2,2)"],
  ["00.50", "0.50:decimal(2,2)"],
  [".5", "0.5:decimal(1,1)"],
  ["5.", "5:decimal(1,0)"],
  ["1e3", "1000:double"],
  ["1.5E-3", "0.0015:double"],
  ["1D", "1:double"],
  ["1.5d", "1.5:double"],
  ["1e3D", "1000:double"],
  ["1.5F", "1.5:float"],
  ["1BD", "1:decimal(1,0)"],
  ["1.5e2BD", "150:decimal(3,0)"],
  ["12345678901234567890123456789012345678", "12345678901234567890123456789012345678:decimal(38,0)"],
]);

cases("texts", [
  ["'a'", "'a'"],
  ['"a"', "'a'"],
  ["''", "''"],
  ["'it''s'", "'it's'"],
  ["'it\\'s'", "'it's'"],
  ["'a' 'b' \"c\"", "'abc'"],
  ["'\\n\\t\\\\'", "'\n\t\\'"],
  ["'\\u00e9\\U0001F600'", "'é😀'"],
  ["'\\101'", "'A'"],
  ["'\\d'", "'d'"],
  ["r'\\d'", "'\\d'"],
  ['R"a\\nb"', "'a\\nb'"],
  ["'\\%\\_'", "'\\%\\_'"],
  ["'line\nend'", "'line\nend'"],
  ["'-- no comment /* nor here */'", "'-- no comment /* nor here */'"],
]);

cases("other literals", [
  ["TRUE", "true"],
  ["false", "false"],
  ["NULL", "null"],
  ["X'1aF'", "X'01af'"],
  ["x''", "X''"],
  ["DATE '2024-02-29'", "19782:date"],
  ["date'1969-12-31'", "-1:date"],
  ["TIMESTAMP '1970-01-01 00:00:01'", "1000000:timestamp"],
  ["TIMESTAMP_LTZ '1970-01-01T00:00:01Z'", "1000000:timestamp"],
  ["TIMESTAMP_NTZ '1970-01-01 00:00:01.5'", "1500000:timestamp_ntz"],
  ["INTERVAL '1' DAY", "86400000000:interval day"],
  ["INTERVAL 5 MINUTES", "300000000:interval minute"],
  ["INTERVAL '1 2:3:4.5' DAY TO SECOND", "93784500000:interval day to second"],
  ["INTERVAL '1-2' YEAR TO MONTH", "14:interval year to month"],
  ["INTERVAL -'1' HOUR", "-3600000000:interval hour"],
  ["INTERVAL 1 DAY 2 HOURS", "93600000000:interval day to hour"],
  ["INTERVAL '2 weeks'", "1209600000000:interval day"],
]);

test("a TIMESTAMP literal without a zone is the session's", () => {
  expect(parsed("TIMESTAMP '2024-07-01 00:00:00'", { zone: "Europe/Berlin" })).toBe(
    `${Date.UTC(2024, 5, 30, 22) * 1000}:timestamp`,
  );
});

cases("names", [
  ["a", "a"],
  ["a.b.c", "a.b.c"],
  ["`a b`", "`a b`"],
  ["`a.b`.c", "`a.b`.c"],
  ["`a``b`", "`a``b`"],
  ["größe", "größe"],
  ["_x1", "_x1"],
  ["date", "date"],
  ["timestamp", "timestamp"],
  ["interval", "interval"],
  ["count", "count"],
  ["*", "*"],
  ["t.*", "t.*"],
  ["a.b.*", "a.b.*"],
  ["`a`.`b`", "a.b"],
  ["day", "day"],
  ["filter", "filter"],
  ["window.start", "window.start"],
]);

cases("arithmetic binds as in Spark: unary, * / % DIV, + - ||, shifts, &, ^, |, comparison", [
  ["1 + 2 * 3", "(+ 1 (* 2 3))"],
  ["(1 + 2) * 3", "(* (+ 1 2) 3)"],
  ["1 - 2 - 3", "(- (- 1 2) 3)"],
  ["2-1", "(- 2 1)"],
  ["2 - -1", "(- 2 -1)"],
  ["a / b % c", "(% (/ a b) c)"],
  ["7 DIV 2 * 3", "(* (div 7 2) 3)"],
  ["-a * b", "(* (negative a) b)"],
  ["- - a", "(negative (negative a))"],
  ["+a", "(positive a)"],
  ["~a & b", "(& (~ a) b)"],
  ["a || b || c", "(concat (concat a b) c)"],
  ["a + b || c", "(concat (+ a b) c)"],
  ["1 << 2 + 3", "(<< 1 (+ 2 3))"],
  ["a >> 1 >> 2", "(>> (>> a 1) 2)"],
  ["a >>> 1", "(>>> a 1)"],
  ["a | b ^ c & d", "(| a (^ b (& c d)))"],
  ["a & b << 1", "(& a (<< b 1))"],
  ["a | b = c", "(== (| a b) c)"],
  ["a + 1 > b * 2", "(> (+ a 1) (* b 2))"],
]);

cases("comparisons", [
  ["a = b", "(== a b)"],
  ["a == b", "(== a b)"],
  ["a <> b", "(!= a b)"],
  ["a != b", "(!= a b)"],
  ["a <=> b", "(<=> a b)"],
  ["a < b", "(< a b)"],
  ["a >= b", "(>= a b)"],
  ["a<-1", "(< a -1)"],
]);

cases("logic: NOT, then AND, then OR", [
  ["a OR b AND c", "(or a (and b c))"],
  ["a AND b OR c AND d", "(or (and a b) (and c d))"],
  ["NOT a AND b", "(and (not a) b)"],
  ["NOT a = b", "(not (== a b))"],
  ["! a", "(not a)"],
  ["NOT NOT a", "(not (not a))"],
  ["NOT a IN (1)", "(not (in a 1))"],
  ["(a OR b) AND c", "(and (or a b) c)"],
]);

cases("predicates", [
  ["a IS NULL", "(isnull a)"],
  ["a IS NOT NULL", "(isnotnull a)"],
  ["a = b IS NULL", "(isnull (== a b))"],
  ["a IS TRUE", "(<=> a true)"],
  ["a IS NOT TRUE", "(not (<=> a true))"],
  ["a IS FALSE", "(<=> a false)"],
  ["a IS UNKNOWN", "(is unknown a)"],
  ["a IS NOT UNKNOWN", "(is not unknown a)"],
  ["a IS DISTINCT FROM b", "(not (<=> a b))"],
  ["a IS NOT DISTINCT FROM b + 1", "(<=> a (+ b 1))"],
  ["a IN (1, 2)", "(in a 1 2)"],
  ["a NOT IN (1, 2)", "(not (in a 1 2))"],
  [
    "(a, b) IN ((1, 2), (3, 4))",
    "(in (named_struct 'a' a 'b' b) (named_struct 'col1' 1 'col2' 2) (named_struct 'col1' 3 'col2' 4))",
  ],
  ["a BETWEEN 1 AND 2", "(between a 1 2)"],
  ["a NOT BETWEEN 1 AND 2", "(not (between a 1 2))"],
  ["a BETWEEN 1 AND 2 AND b", "(and (between a 1 2) b)"],
  ["a BETWEEN b + 1 AND c * 2 OR d", "(or (between a (+ b 1) (* c 2)) d)"],
  ["a LIKE 'x%'", "(like a 'x%')"],
  ["a NOT LIKE 'x%'", "(not (like a 'x%'))"],
  ["a LIKE 'x!%' ESCAPE '!'", "(like a 'x!%' '!')"],
  ["a ILIKE 'x'", "(ilike a 'x')"],
  ["a RLIKE '^x'", "(rlike a '^x')"],
  ["a REGEXP '^x'", "(rlike a '^x')"],
  ["a NOT RLIKE b || c", "(not (rlike a (concat b c)))"],
]);

cases("CASE", [
  ["CASE WHEN a THEN 1 END", "(when a 1)"],
  ["CASE WHEN a THEN 1 WHEN b THEN 2 ELSE 3 END", "(when a 1 b 2 3)"],
  ["CASE a WHEN 1 THEN 'x' ELSE 'y' END", "(when (== a 1) 'x' 'y')"],
  ["CASE WHEN a THEN CASE WHEN b THEN 1 END ELSE 2 END + 1", "(+ (when a (when b 1) 2) 1)"],
  ["case a + 1 when b or c then d end", "(when (== (+ a 1) (or b c)) d)"],
]);

cases("casts", [
  ["CAST(a AS BIGINT)", "(cast a bigint)"],
  ["cast(a + 1 as decimal(10, 2))", "(cast (+ a 1) decimal(10,2))"],
  ["TRY_CAST(a AS DATE)", "(try_cast a date)"],
  ["a::int", "(cast a int)"],
  ["a::int::string", "(cast (cast a int) string)"],
  ["-1::string", "(cast -1 string)"],
  ["-a::int", "(negative (cast a int))"],
  ["a + b::int", "(+ a (cast b int))"],
  ["a::int * 2", "(* (cast a int) 2)"],
  ["a::array<map<string, struct<x:int>>>", "(cast a array<map<string,struct<x:int>>>)"],
  ["CAST(a AS INTERVAL DAY TO SECOND)", "(cast a interval day to second)"],
  ["a::decimal(5,2) > 1", "(> (cast a decimal(5,2)) 1)"],
  ["a::array<int>>b", "(> (cast a array<int>) b)"],
  ["CAST(a AS VARCHAR(10))", "(cast a varchar(10))"],
]);

cases("parts of values", [
  ["a[0]", "(get a 0)"],
  ["a['k']", "(get a 'k')"],
  ["a[0][1]", "(get (get a 0) 1)"],
  ["a[b + 1].c", "(get (get a (+ b 1)) 'c')"],
  ["f(a).b", "(get (f a) 'b')"],
  ["f(a).`b c`", "(get (f a) 'b c')"],
  ["(a).b", "(get a 'b')"],
  ["-a[0]", "(negative (get a 0))"],
  ["a.b[0].c.d", "(get (get (get a.b 0) 'c') 'd')"],
]);

cases("calls", [
  ["f()", "(f)"],
  ["Upper(a)", "(upper a)"],
  ["f(a, 1 + 2, g(b))", "(f a (+ 1 2) (g b))"],
  ["count(*)", "(count *)"],
  ["count(t.*)", "(count t.*)"],
  ["count(DISTINCT a, b)", "(count DISTINCT a b)"],
  ["count(ALL a)", "(count a)"],
  ["sum(a) FILTER (WHERE b > 0)", "(filter (sum a) (> b 0))"],
  ["count(DISTINCT a) FILTER (WHERE b) + 1", "(+ (filter (count DISTINCT a) b) 1)"],
  ["first(a) IGNORE NULLS", "(first a ignore nulls)"],
  ["first(a IGNORE NULLS)", "(first a ignore nulls)"],
  ["first(a) RESPECT NULLS", "(first a)"],
  ["f(x => 1, y => a)", "(f x => 1 y => a)"],
  ["struct(a AS x, b)", "(struct (as a x) b)"],
  ["(a, b)", "(named_struct 'a' a 'b' b)"],
  ["current_timestamp", "(current_timestamp)"],
  ["current_date()", "(current_date)"],
  ["window(t, '5 seconds')", "(window t '5 seconds')"],
  ["if(a, 1, 2)", "(if a 1 2)"],
  ["left(a, 1)", "(left a 1)"],
  ["date(a)", "(date a)"],
  ["timestamp(a)", "(timestamp a)"],
  ["`upper`(a)", "(upper a)"],
]);

cases("lambdas", [
  ["transform(xs, x -> x + 1)", "(transform xs (x -> (+ x 1)))"],
  ["transform(xs, (x, i) -> x * i)", "(transform xs (x i -> (* x i)))"],
  ["filter(xs, x -> x > a AND x < 5)", "(filter xs (x -> (and (> x a) (< x 5))))"],
  ["aggregate(xs, 0, (acc, x) -> acc + x, acc -> acc * 2)", "(aggregate xs 0 (acc x -> (+ acc x)) (acc -> (* acc 2)))"],
  ["exists(xs, x -> x IS NULL)", "(exists xs (x -> (isnull x)))"],
  ["transform(xs, x -> transform(x.ys, y -> y + x.z))", "(transform xs (x -> (transform x.ys (y -> (+ y x.z)))))"],
]);

cases("calls with a grammar of their own", [
  ["extract(YEAR FROM t)", "(extract 'YEAR' t)"],
  ["trim(a)", "(trim a)"],
  ["trim(BOTH 'x' FROM a)", "(trim 'x' a)"],
  ["trim(LEADING FROM a)", "(ltrim a)"],
  ["trim(TRAILING 'x' FROM a)", "(rtrim 'x' a)"],
  ["substring(a FROM 2 FOR 3)", "(substring a 2 3)"],
  ["substr(a, 2)", "(substr a 2)"],
  ["position('x' IN a)", "(locate 'x' a)"],
  ["position('x', a)", "(position 'x' a)"],
  ["timestampadd(DAY, 1, t)", "(timestampadd 'DAY' 1 t)"],
  ["timestampdiff(MONTH, a, b)", "(timestampdiff 'MONTH' a b)"],
  ["date_add(d, 1)", "(date_add d 1)"],
  ["dateadd(DAY, 1, d)", "(timestampadd 'DAY' 1 d)"],
]);

cases("aliases", [
  ["a AS b", "(as a b)"],
  ["a b", "(as a b)"],
  ["a + 1 AS `b c`", "(as (+ a 1) b c)"],
  ["explode(m) AS (k, v)", "(as (explode m) k v)"],
  ["a AS date", "(as a date)"],
  ["count(*) AS count", "(as (count *) count)"],
]);

cases("window functions", [
  ["row_number() OVER (PARTITION BY a ORDER BY b DESC)", "(over (row_number) by a order (descending nulls-last b))"],
  ["sum(x) OVER ()", "(over (sum x) by order)"],
  [
    "sum(x) OVER (ORDER BY t ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)",
    "(over (sum x) by order (ascending nulls-first t) row unbounded currentRow)",
  ],
]);

cases("blanks, comments and letter case are nobody's business", [
  ["  a\n+\t1 ", "(+ a 1)"],
  ["a -- the rest\n+ 1", "(+ a 1)"],
  ["a /* between\nlines */ + 1", "(+ a 1)"],
  ["a --", "a"],
  ["Case wHen a tHen 1 eNd", "(when a 1)"],
  ["a/**/+1", "(+ a 1)"],
  ["a /* outer /* inner */ still */ + 1", "(+ a 1)"],
]);

describe("parameters", () => {
  const one = literal(INT, 1);
  test("by name and by position", () => {
    expect(parsed("a + :n", { namedArguments: { n: one } })).toBe("(+ a 1)");
    expect(parsed("? + ?", { posArguments: [one, literal(INT, 2)] })).toBe("(+ 1 2)");
    expect(parsed("x[:n]::int", { namedArguments: { n: one } })).toBe("(cast (get x 1) int)");
  });

  test("one that was not given is an error", async () => {
    expect((await errorOf(() => parsed(":n"))).message).toContain(":n");
    await errorOf(() => parsed("? + ?", { posArguments: [one] }));
  });
});

describe("what is refused", () => {
  test.each([
    ["", "PARSE_SYNTAX_ERROR"],
    ["1 +", "PARSE_SYNTAX_ERROR"],
    ["+ ", "PARSE_SYNTAX_ERROR"],
    ["a b c", "PARSE_SYNTAX_ERROR"],
    ["(a", "PARSE_SYNTAX_ERROR"],
    ["a)", "PARSE_SYNTAX_ERROR"],
    ["f(a,)", "PARSE_SYNTAX_ERROR"],
    ["f(,a)", "PARSE_SYNTAX_ERROR"],
    ["a[", "PARSE_SYNTAX_ERROR"],
    ["a[]", "PARSE_SYNTAX_ERROR"],
    ["a.", "PARSE_SYNTAX_ERROR"],
    ["'open", "PARSE_SYNTAX_ERROR"],
    ["`open", "PARSE_SYNTAX_ERROR"],
    ["/* open", "PARSE_SYNTAX_ERROR"],
    ["CASE END", "PARSE_SYNTAX_ERROR"],
    ["CASE WHEN a END", "PARSE_SYNTAX_ERROR"],
    ["CAST(a AS)", "PARSE_SYNTAX_ERROR"],
    ["a IN ()", "INVALID_SQL_SYNTAX.EMPTY_IN_PREDICATE"],
    ["a BETWEEN 1", "PARSE_SYNTAX_ERROR"],
    ["a LIKE 'x' ESCAPE", "PARSE_SYNTAX_ERROR"],
    ["a IS", "PARSE_SYNTAX_ERROR"],
    ["a NOT", "PARSE_SYNTAX_ERROR"],
    ["a = = b", "PARSE_SYNTAX_ERROR"],
    ["a # b", "PARSE_SYNTAX_ERROR"],
    ["128Y", "INVALID_NUMERIC_LITERAL_RANGE"],
    ["9223372036854775808L", "INVALID_NUMERIC_LITERAL_RANGE"],
    ["1e400D", "INVALID_NUMERIC_LITERAL_RANGE"],
    ["123456789012345678901234567890123456789", "DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION"],
    ["DATE '2024-02-30'", "INVALID_TYPED_LITERAL"],
    ["TIMESTAMP 'soon'", "INVALID_TYPED_LITERAL"],
    ["X'0g'", "INVALID_TYPED_LITERAL"],
    ["a::bignit", "UNSUPPORTED_DATATYPE"],
    ["INTERVAL 'x' DAY", "INVALID_INTERVAL_FORMAT"],
  ])("%s: %s", async (text, condition) => {
    expect(await conditionOf(() => parsed(text))).toBe(condition);
  });

  test.each([
    ["1 +", 1, 3, "1 +\n---^^^"],
    ["a\n  + 2 )\n", 2, 6, "a\n  + 2 )\n------^^^\n"],
    ["a = 'open", 1, 4, "a = 'open\n----^^^"],
    ["f(\n  a,\n  b c d\n)", 3, 4, "  b c d\n----^^^\n)"],
    ["a::bignit", 1, 3, "a::bignit\n---^^^"],
  ])("%s: line %i, column %i, with a caret", async (text, line, column, excerpt) => {
    const error = await errorOf(() => parsed(text));
    expect([error.line, error.column]).toEqual([line, column]);
    expect(error.message).toContain(excerpt);
  });
});
