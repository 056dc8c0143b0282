import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, isMillraceError, type Session } from "../../src/index.ts";

/** A test for each statement: Spark 4.3.0 gives these rows as JSON lines, or this condition. */
export function expectAnswers(answers: Readonly<Record<string, readonly string[] | string>>): void {
  let spark: Session;
  beforeAll(async () => {
    spark = await connect({ conf: { "spark.sql.jsonGenerator.ignoreNullFields": "false" } });
  });
  afterAll(() => spark.stop());

  test.each(Object.entries(answers))("%s", async (sql, answer) => {
    expect(await answerTo(spark, sql)).toEqual(answer);
  });
}

async function answerTo(spark: Session, sql: string): Promise<readonly string[] | string> {
  try {
    return (await spark.sql(sql).toJSON()).toSorted();
  } catch (error) {
    if (isMillraceError(error)) return error.condition;
    throw error;
  }
}
