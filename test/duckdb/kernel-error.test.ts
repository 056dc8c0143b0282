import { expect, test } from "vitest";
import { kernelError } from "../../src/duckdb/kernel-error.ts";
import { isMillraceError } from "../../src/errors.ts";

/** What DuckDB 1.5 says, and what becomes of it. */
test.each([
  ["INTERRUPT Error: Interrupted!", "OPERATION_CANCELED"],
  [
    'Conversion Error: Could not convert string "6172839450617283945061728.56172839455000" to DECIMAL(38,14)',
    "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION",
  ],
  ["Out of Range Error: Overflow in addition of INT64 (9223372036854775807 + 1)!", "ARITHMETIC_OVERFLOW"],
  ["Out of Memory Error: failed to pin block of size 256.0 KiB", "MEMORY_LIMIT_EXCEEDED"],
  ["Invalid Input Error: something nobody has met", "KERNEL_ERROR"],
])("%s", (message, condition) => {
  const error = kernelError(new Error(message));
  expect(isMillraceError(error) ? error.condition : String(error)).toBe(condition);
});
