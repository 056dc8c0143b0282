/** VALUES: rows of expressions, each column in the common type of its values. */
import { isMillraceError, millraceError } from "../errors.ts";
import { commonTypeWithoutText } from "../functions/coercion.ts";
import type { InlineTable } from "../plan/relation.ts";
import { newAttribute } from "./attributes.ts";
import { NULL, type DataType } from "../types/data-type.ts";
import { castable } from "./casts.ts";
import type { ExpressionResolver } from "./expression-resolver.ts";
import type { Plan } from "./plan.ts";

export function inlineTable(relation: InlineTable, expressions: ExpressionResolver): Plan {
  const rows = relation.rows.map((row) => row.map((expr) => expressions.resolve(expr, { attributes: [] })));
  const [first] = rows;
  rows.forEach((row, i) => {
    if (row.length !== first!.length)
      throw millraceError("INVALID_INLINE_TABLE.NUM_COLUMNS_MISMATCH", {
        expectedNumCols: String(first!.length),
        actualNumCols: String(row.length),
        rowIndex: String(i),
      });
  });
  const output = first!.map((_, column) => {
    const values = rows.map((row) => row[column]!);
    // A text stands beside texts alone.
    const type = values
      .map((value) => value.dataType)
      .reduce<DataType | undefined>((a, b) => a && commonTypeWithoutText(a, b, expressions.dialect.ansi), NULL);
    if (type === undefined) throw incompatible(column);
    return newAttribute(
      `col${column + 1}`,
      type,
      values.some((value) => value.nullable),
    );
  });
  try {
    const cast = rows.map((row) => row.map((value, i) => castable(value, output[i]!.dataType, expressions.dialect)));
    return { kind: "values", rows: cast, output, isStreaming: false };
  } catch (error) {
    if (isMillraceError(error, "DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION")) throw incompatible(0);
    throw error;
  }
}

const incompatible = (column: number): Error =>
  millraceError("INVALID_INLINE_TABLE.INCOMPATIBLE_TYPES_IN_INLINE_TABLE", { colName: `\`col${column + 1}\`` });
