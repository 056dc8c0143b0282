import type { StructType } from "./data-type.ts";

/** A table inside the kernel: `columns` are its column names in the order of the schema's fields. */
export interface KernelTable {
  readonly table: string;
  readonly schema: StructType;
  readonly columns: readonly string[];
}
