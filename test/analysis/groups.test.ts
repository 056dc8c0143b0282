/** Grouping sets, sorting by what groups do not show, and counting: answers as Spark 4.3.0 gives them. */
import { describe, expect, test } from "vitest";
import { session } from "../scratch.ts";

const ROWS = "VALUES ('x', 1, 10), ('x', 2, 20), ('y', 1, 5) AS t(a, b, n)";

async function answer(text: string): Promise<readonly (readonly unknown[])[]> {
  const rows = await (await session()).sql(text).collect();
  return rows.map((row) => Array.from(row.fields as readonly unknown[], (_, i) => row.at(i) as unknown));
}

async function condition(text: string): Promise<unknown> {
  return answer(text).then(
    () => undefined,
    (error: unknown) => (error as { condition?: unknown }).condition,
  );
}

describe("the groups of", () => {
  test.each<[string, readonly (readonly unknown[])[]]>([
    [
      `SELECT a, grouping(a), sum(n) FROM ${ROWS} GROUP BY ROLLUP (a) ORDER BY a`,
      [
        [null, 1, 35n],
        ["x", 0, 30n],
        ["y", 0, 5n],
      ],
    ],
    [
      `SELECT a, b, grouping_id(), grouping_id(a, b), grouping(b) FROM ${ROWS} WHERE a = 'y' GROUP BY CUBE (a, b) ORDER BY 3`,
      [
        ["y", 1, 0n, 0n, 0],
        ["y", null, 1n, 1n, 1],
        [null, 1, 2n, 2n, 0],
        [null, null, 3n, 3n, 1],
      ],
    ],
    [
      `SELECT a, count(*) FROM ${ROWS} GROUP BY GROUPING SETS ((a), (a)) ORDER BY a`,
      [
        ["x", 2n],
        ["x", 2n],
        ["y", 1n],
        ["y", 1n],
      ],
    ],
    [`SELECT a FROM ${ROWS} GROUP BY a ORDER BY max(n)`, [["y"], ["x"]]],
    [
      `SELECT a, sum(n) AS s FROM ${ROWS} GROUP BY a ORDER BY sum(n) DESC, count(*)`,
      [
        ["x", 30n],
        ["y", 5n],
      ],
    ],
    [`SELECT a AS k FROM ${ROWS} GROUP BY a HAVING count(*) > 0 ORDER BY min(b) + count(1), k`, [["y"], ["x"]]],
    [`SELECT a FROM ${ROWS} GROUP BY a ORDER BY upper(a) DESC`, [["y"], ["x"]]],
    ["SELECT count(DISTINCT *), count(*) FROM VALUES (1, 2), (1, 2), (1, NULL) AS t(a, b)", [[1n, 3n]]],
  ])("%s", async (text, expected) => {
    expect(await answer(text)).toEqual(expected);
  });

  test.each([
    [`SELECT a FROM ${ROWS} ORDER BY max(n)`, "UNSUPPORTED_EXPR_FOR_OPERATOR"],
    [`SELECT grouping(a) FROM ${ROWS} GROUP BY a`, "UNSUPPORTED_GROUPING_EXPRESSION"],
    [`SELECT grouping(n) FROM ${ROWS} GROUP BY ROLLUP (a)`, "GROUPING_COLUMN_MISMATCH"],
    [`SELECT grouping_id(b) FROM ${ROWS} GROUP BY ROLLUP (a, b)`, "GROUPING_ID_COLUMN_MISMATCH"],
    [`SELECT count(t.*) FROM ${ROWS}`, "INVALID_USAGE_OF_STAR_WITH_TABLE_IDENTIFIER_IN_COUNT"],
    [`SELECT count() FROM ${ROWS}`, "WRONG_NUM_ARGS.WITH_SUGGESTION"],
    [`SELECT a FROM ${ROWS} GROUP BY a ORDER BY n`, "MISSING_AGGREGATION"],
  ])("%s is %s", async (text, expected) => {
    expect(await condition(text)).toBe(expected);
  });
});

describe("NULL treatment", () => {
  test("belongs to the call, not to its arguments", async () => {
    const rows = "VALUES (1, true), (2, NULL), (3, false) AS t(i, b)";
    expect(await answer(`SELECT i, lag(b, 1, false) OVER (ORDER BY i) FROM ${rows} ORDER BY i`)).toEqual([
      [1, false],
      [2, true],
      [3, null],
    ]);
    expect(await answer(`SELECT i, lag(b) IGNORE NULLS OVER (ORDER BY i) FROM ${rows} ORDER BY i`)).toEqual([
      [1, null],
      [2, true],
      [3, true],
    ]);
  });

  test.each([
    ["SELECT sum(a) IGNORE NULLS FROM VALUES (1) AS t(a)", "INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX"],
    [
      "SELECT row_number() IGNORE NULLS OVER (ORDER BY a) FROM VALUES (1) AS t(a)",
      "INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX",
    ],
  ])("%s is %s", async (text, expected) => {
    expect(await condition(text)).toBe(expected);
  });
});
