import { raise, text } from "./function.ts";

/** More elements than Java, and so Spark, has in an array. */
const MOST = 2_147_483_632n;

/** A branch of CASE that refuses so many elements. */
export function whenTooMany(functionName: string, count: string): string {
  return `WHEN ${count} > ${MOST} THEN ${raise("COLLECTION_SIZE_LIMIT_EXCEEDED.PARAMETER", {
    numberOfElements: count,
    maxRoundedArrayLength: String(MOST),
    functionName: text(`\`${functionName}\``),
    parameter: text("`count`"),
  })}`;
}
