import { analysisConditions } from "./error-conditions/analysis.ts";
import { datatypeMismatchConditions } from "./error-conditions/datatype-mismatch.ts";
import { functionsConditions } from "./error-conditions/functions.ts";
import { sessionConditions } from "./error-conditions/session.ts";
import { sourcesConditions } from "./error-conditions/sources.ts";
import { streamsConditions } from "./error-conditions/streams.ts";
import { textsConditions } from "./error-conditions/texts.ts";
import { valuesConditions } from "./error-conditions/values.ts";

/**
 * One row per error condition: SQLSTATE; message, with `<parameter>` where a value goes; what to do about it; and Spark's own
 * name where that is only an unnamed class. Documentation pages and tests are made from this table.
 */
export const ERROR_TABLE: typeof valuesConditions &
  typeof textsConditions &
  typeof analysisConditions &
  typeof datatypeMismatchConditions &
  typeof functionsConditions &
  typeof sourcesConditions &
  typeof streamsConditions &
  typeof sessionConditions = {
  ...valuesConditions,
  ...textsConditions,
  ...analysisConditions,
  ...datatypeMismatchConditions,
  ...functionsConditions,
  ...sourcesConditions,
  ...streamsConditions,
  ...sessionConditions,
};

export type Condition = keyof typeof ERROR_TABLE;

export interface ErrorRow {
  readonly sqlState: string;
  readonly message: string;
  readonly remedy: string;
  readonly spark: string | undefined;
}

export function errorRow(condition: Condition): ErrorRow {
  const [sqlState, message, remedy, spark] = ERROR_TABLE[condition] as readonly [string, string, string?, string?];
  return { sqlState, message, remedy: remedy ?? "", spark };
}
