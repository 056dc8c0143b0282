/** Rows of the program, under a schema. */
import { millraceError } from "../errors.ts";
import { fits } from "../plan/literal-value.ts";
import type { LocalRelation } from "../plan/relation.ts";
import { parseSchema } from "../types/ddl-parser.ts";
import { attributesOf } from "./attributes.ts";
import type { Plan } from "./plan.ts";

export function localRelation({ schema: ddl, data }: LocalRelation): Plan {
  const schema = parseSchema(ddl);
  const { fields } = schema;
  data.forEach((row, i) => {
    // The kernel is handed the values as ones of the schema's types, whatever their own say.
    if (row.length !== fields.length || !row.every((cell, at) => fits(fields[at]!.dataType, cell.value)))
      throw millraceError("INVALID_PLAN", {
        reason: `row ${i + 1} of a local relation does not fit its schema, ${ddl.slice(0, 200)}`,
      });
  });
  return { kind: "local", rows: data, output: attributesOf(schema), isStreaming: false };
}
