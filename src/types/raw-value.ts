/**
 * Values as they leave the kernel, before they become what a user holds: number up to INT, dates (days) and month intervals; bigint for
 * BIGINT, timestamps and day-time intervals (microseconds); text for STRING and DECIMAL; a struct is the list of its values, a map the
 * list of its entries.
 */
export type RawValue = null | boolean | number | bigint | string | Uint8Array | readonly RawValue[];

/** Rows column by column: `columns[i][row]`. */
export interface RawColumns {
  readonly rowCount: number;
  readonly columns: readonly (readonly RawValue[])[];
}
