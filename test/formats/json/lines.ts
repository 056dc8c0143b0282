import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Row, Session } from "../../../src/index.ts";
import { scratch } from "../../scratch.ts";

export const SCHEMA = "i INT, l BIGINT, d DOUBLE, b BOOLEAN, s STRING, t TIMESTAMP, e DATE, y TINYINT, h SMALLINT";

/** Any option beside the mode sends a file to the exact path; this one only says what holds anyway. */
const EXACTLY = { allowComments: "false" };

export interface Read {
  readonly fast: Outcome;
  readonly exact: Outcome;
}
export type Outcome = readonly Row[] | string;

/** The file's rows as both paths read them, or the condition with which they refuse. */
export async function readBoth(
  spark: Session,
  content: string | Uint8Array,
  schema: string,
  mode = "PERMISSIVE",
): Promise<Read> {
  const file = join(scratch(), "lines.json");
  writeFileSync(file, content);
  const read = (options: Record<string, string>): Promise<Outcome> =>
    spark.read
      .schema(schema)
      .options({ mode, ...options })
      .json(file)
      .collect()
      .catch((error: unknown) => String((error as { condition?: string }).condition ?? error));
  return { fast: await read({}), exact: await read(EXACTLY) };
}
