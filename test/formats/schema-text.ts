import type { StructType } from "../../src/index.ts";
import { sqlTypeText } from "../../src/types/ddl-text.ts";

/** A schema as its columns' names and types. */
export const ddl = (schema: StructType): string =>
  schema.fields.map((f) => `${f.name} ${sqlTypeText(f.dataType)}`).join(", ");
