import { Alias, attribute, call, Cast, type Expression } from "../plan/expression.ts";
import { Filter, Project, type Relation } from "../plan/relation.ts";
import { isNumeric, isString, type StructField } from "../types/data-type.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import type { NamesOf } from "../types/row-type.ts";
import { expressionOf, type LiteralInput } from "./column.ts";
import type { DataFrame } from "./dataframe.ts";

type Fill = number | bigint | string | boolean;

/** What `df.na` offers: filling, dropping and replacing values. Each needs the schema, so each is awaited. */
export class NullFunctions<R = any, K extends string = NamesOf<R>> {
  readonly #frame: DataFrame<any, any>;
  readonly #with: (relation: Relation) => never;

  constructor(frame: DataFrame<any, any>, build: (relation: Relation) => never) {
    this.#frame = frame;
    this.#with = build;
  }

  /** The value in place of NULL (and of NaN) in the columns of its kind, or a value per column. */
  async fill(value: Fill | Readonly<Partial<Record<K, Fill>>>, columns?: readonly K[]): Promise<DataFrame<R, K>> {
    const chosen = (f: StructField): Fill | undefined => {
      if (typeof value === "object") return (value as Readonly<Record<string, Fill>>)[f.name];
      const isAsked = columns === undefined || columns.includes(f.name as K);
      return isAsked && fits(f, value) ? value : undefined;
    };
    return this.#changed((f, column) => {
      const filling = chosen(f);
      if (filling === undefined) return column;
      const isReal = f.dataType.kind === "double" || f.dataType.kind === "float";
      const missing = isReal
        ? call("or", [call("isnull", [column]), call("isnan", [column])])
        : call("isnull", [column]);
      return call("if", [missing, typed(expressionOf(filling), f), column]);
    });
  }

  /** Rows without NULL: "any" drops a row for one of the columns, "all" for all of them; a number keeps rows with so many values. */
  async drop(how: "any" | "all" | number = "any", columns?: readonly K[]): Promise<DataFrame<R, K>> {
    const names = columns ?? (await this.#frame.columns());
    const present = names.map((name): Expression => call("isnotnull", [attribute(quoted(name))]));
    const counted = present.map((each) => call("if", [each, expressionOf(1), expressionOf(0)]));
    const least = how === "any" ? names.length : how === "all" ? 1 : how;
    const total = counted.reduce<Expression>((a, b) => call("+", [a, b]), expressionOf(0));
    return this.#with(
      Filter.create({ input: this.#frame.relation, condition: call(">=", [total, expressionOf(least)]) }),
    );
  }

  /** Values replaced by others, in the columns of their kind or in those named. */
  async replace(values: ReadonlyMap<LiteralInput, LiteralInput>, columns?: readonly K[]): Promise<DataFrame<R, K>> {
    return this.#changed((f, column) => {
      const pairs = [...values].filter(([from]) => fits(f, from as Fill));
      if ((columns !== undefined && !columns.includes(f.name as K)) || pairs.length === 0) return column;
      const branches = pairs.flatMap(([from, to]) => [
        call("==", [column, expressionOf(from)]),
        typed(expressionOf(to), f),
      ]);
      return call("when", [...branches, column]);
    });
  }

  async #changed(change: (f: StructField, column: Expression) => Expression): Promise<never> {
    const { fields } = await this.#frame.schema();
    const expressions = fields.map((f) => Alias.create({ expr: change(f, attribute(quoted(f.name))), name: [f.name] }));
    return this.#with(Project.create({ input: this.#frame.relation, expressions }));
  }
}

const quoted = (name: string): string => `\`${name.replaceAll("`", "``")}\``;
const typed = (value: Expression, f: StructField): Expression =>
  Cast.create({ expr: value, typeStr: sqlTypeText(f.dataType) });

function fits({ dataType }: StructField, value: Fill): boolean {
  if (typeof value === "string") return isString(dataType);
  return typeof value === "boolean" ? dataType.kind === "boolean" : isNumeric(dataType);
}
