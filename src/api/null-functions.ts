import { millraceError } from "../errors.ts";
import { Alias, attribute, call, Cast, type Expression } from "../plan/expression.ts";
import { Filter, Project, type Relation } from "../plan/relation.ts";
import { isNumeric, isString, type StructField } from "../types/data-type.ts";
import { quoteName, sqlTypeText } from "../types/ddl-text.ts";
import type { NamesOf } from "../types/row-type.ts";
import { instanceArgument, nameList, objectArgument, wrongArgument } from "./arguments.ts";
import { expressionOf, type LiteralInput } from "./column.ts";
import type { DataFrame } from "./dataframe.ts";

type Fill = number | bigint | string | boolean;

/**
 * What `df.na` offers: filling, dropping and replacing values. Each needs the schema, so each is awaited.
 *
 * @example
 * const rows = spark.createDataFrame([[1, null], [null, "b"]], "n INT, s STRING");
 * await (await rows.na.fill(0)).show();
 */
export class NullFunctions<R = any, K extends string = NamesOf<R>> {
  readonly #frame: DataFrame<any, any>;
  readonly #with: (relation: Relation) => never;

  constructor(frame: DataFrame<any, any>, build: (relation: Relation) => never) {
    this.#frame = frame;
    this.#with = build;
  }

  /** The value in place of NULL (and of NaN) in the columns of its kind, or a value per column. */
  async fill(value: Fill | Readonly<Partial<Record<K, Fill>>>, columns?: readonly K[]): Promise<DataFrame<R, K>> {
    if (!["string", "number", "bigint", "boolean"].includes(typeof value)) objectArgument(value, "na.fill", "value");
    if (columns !== undefined) nameList(columns, "na.fill");
    const { fields } = await this.#frame.schema();
    const asked: ReadonlyMap<StructField, Fill> =
      typeof value === "object"
        ? new Map(
            Object.entries<Fill>(value as Record<string, Fill>).map(([name, each]) => [fieldNamed(fields, name), each]),
          )
        : new Map(
            (columns === undefined ? fields : columns.map((name) => fieldNamed(fields, name)))
              .filter((f) => fits(f, value))
              .map((f) => [f, value]),
          );
    return this.#changed(fields, (f, column) => {
      const filling = asked.get(f);
      if (filling === undefined) return column;
      return call("if", [isMissing(f, column), typed(expressionOf(filling), f), column]);
    });
  }

  /** Rows without NULL or NaN: "any" drops a row for one of the columns, "all" for all of them; a number keeps rows with so many values. */
  async drop(how: "any" | "all" | number = "any", columns?: readonly K[]): Promise<DataFrame<R, K>> {
    if (how !== "any" && how !== "all" && !isCount(how))
      throw wrongArgument("na.drop", "how", '"any", "all" or a number of values', how, 'Write na.drop("any").');
    if (columns !== undefined) nameList(columns, "na.drop");
    const { fields } = await this.#frame.schema();
    const looked = columns === undefined ? fields : columns.map((name) => fieldNamed(fields, name));
    const counted = looked.map((f) =>
      call("if", [isMissing(f, attribute(quoteName(f.name))), expressionOf(0), expressionOf(1)]),
    );
    const least = how === "any" ? looked.length : how === "all" ? 1 : how;
    const total = counted.reduce<Expression>((a, b) => call("+", [a, b]), expressionOf(0));
    return this.#with(
      Filter.create({ input: this.#frame.relation, condition: call(">=", [total, expressionOf(least)]) }),
    );
  }

  /** Values replaced by others, in the columns of their kind or in those named. */
  async replace(values: ReadonlyMap<LiteralInput, LiteralInput>, columns?: readonly K[]): Promise<DataFrame<R, K>> {
    instanceArgument(values, Map, "na.replace", "Map");
    if (columns !== undefined) nameList(columns, "na.replace");
    const { fields } = await this.#frame.schema();
    const asked = new Set(columns === undefined ? fields : columns.map((name) => fieldNamed(fields, name)));
    return this.#changed(fields, (f, column) => {
      const pairs = [...values].filter(([from]) => fits(f, from as Fill));
      if (!asked.has(f) || pairs.length === 0) return column;
      const branches = pairs.flatMap(([from, to]) => [
        call("==", [column, expressionOf(from)]),
        typed(expressionOf(to), f),
      ]);
      return call("when", [...branches, column]);
    });
  }

  #changed(fields: readonly StructField[], change: (f: StructField, column: Expression) => Expression): never {
    const expressions = fields.map((f) =>
      Alias.create({ expr: change(f, attribute(quoteName(f.name))), name: [f.name] }),
    );
    return this.#with(Project.create({ input: this.#frame.relation, expressions }));
  }
}

const isCount = (how: unknown): boolean => typeof how === "number" && Number.isInteger(how) && how >= 0;

/** NULL, or a NaN of the columns that can hold one. */
function isMissing(f: StructField, column: Expression): Expression {
  const isNull = call("isnull", [column]);
  const isReal = f.dataType.kind === "double" || f.dataType.kind === "float";
  return isReal ? call("or", [isNull, call("isnan", [column])]) : isNull;
}

function fieldNamed(fields: readonly StructField[], name: string): StructField {
  const found = fields.find((f) => f.name.toLowerCase() === name.toLowerCase());
  if (found === undefined)
    throw millraceError("UNRESOLVED_COLUMN_AMONG_FIELD_NAMES", {
      colName: name,
      fieldNames: fields.map((f) => f.name).join(", "),
    });
  return found;
}

const typed = (value: Expression, f: StructField): Expression =>
  Cast.create({ expr: value, typeStr: sqlTypeText(f.dataType) });

function fits({ dataType }: StructField, value: Fill): boolean {
  if (typeof value === "string") return isString(dataType);
  return typeof value === "boolean" ? dataType.kind === "boolean" : isNumeric(dataType);
}
