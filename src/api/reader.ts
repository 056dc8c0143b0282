import { objectArgument, optionText, textArgument, wrongArgument } from "./arguments.ts";
import { Read, type Relation } from "../plan/relation.ts";
import type { StructType } from "../types/data-type.ts";
import { typeToJson } from "../types/json-form.ts";
import type { RowOf, ValidSchema } from "../types/row-type.ts";
import type { DataFrame } from "./dataframe.ts";

export type OptionValue = string | number | boolean;

/**
 * Describes what to read: `spark.read` for what is there, `spark.readStream` for what keeps coming. Every method gives a new reader.
 *
 * @example
 * const people = spark.read.schema("name STRING, city STRING").option("header", true).csv("people");
 * await people.where("city = 'Bonn'").show();
 */
export class DataFrameReader<R = any> {
  readonly #isStreaming: boolean;
  readonly #frame: (relation: Relation) => never;
  readonly #format: string | undefined;
  readonly #schema: string | undefined;
  readonly #options: Readonly<Record<string, string>>;

  constructor(
    isStreaming: boolean,
    frame: (relation: Relation) => never,
    format?: string,
    schema?: string,
    options: Readonly<Record<string, string>> = {},
  ) {
    this.#isStreaming = isStreaming;
    this.#frame = frame;
    this.#format = format;
    this.#schema = schema;
    this.#options = options;
  }

  format(name: string): DataFrameReader<R> {
    return this.#with(textArgument(name, "format", "name"), this.#schema, this.#options);
  }
  /** DDL such as "time TIMESTAMP, device STRING", or a struct type. */
  schema<const S extends string>(schema: S & ValidSchema<S>): DataFrameReader<RowOf<S>>;
  schema(schema: StructType): DataFrameReader;
  schema(schema: string | StructType): DataFrameReader {
    if (typeof schema !== "string" && schema?.kind !== "struct")
      throw wrongArgument("schema", "schema", "DDL text or a struct type", schema, 'Write schema("a INT, b STRING").');
    return this.#with(
      this.#format,
      typeof schema === "string" ? schema : JSON.stringify(typeToJson(schema)),
      this.#options,
    );
  }
  option(name: string, value: OptionValue): DataFrameReader<R> {
    return this.options({ [textArgument(name, "option", "name")]: value });
  }
  options(options: Readonly<Record<string, OptionValue>>): DataFrameReader<R> {
    const given = Object.entries(objectArgument(options, "options", "options"));
    const texts = Object.fromEntries(given.map(([name, value]) => [name, optionText(name, value, "option")]));
    return this.#with(this.#format, this.#schema, { ...this.#options, ...texts });
  }

  load(...paths: string[]): DataFrame<R> {
    for (const path of paths) textArgument(path, "load", "path");
    return this.#frame(
      Read.create({
        isStreaming: this.#isStreaming,
        dataSource: {
          options: this.#options,
          paths,
          ...(this.#format === undefined ? {} : { format: this.#format }),
          ...(this.#schema === undefined ? {} : { schema: this.#schema }),
        },
      }),
    );
  }

  json(...paths: string[]): DataFrame<R> {
    return this.format("json").load(...paths);
  }
  parquet(...paths: string[]): DataFrame<R> {
    return this.format("parquet").load(...paths);
  }
  csv(...paths: string[]): DataFrame<R> {
    return this.format("csv").load(...paths);
  }
  text(...paths: string[]): DataFrame<R> {
    return this.format("text").load(...paths);
  }
  table(name: string): DataFrame {
    return this.#frame(
      Read.create({
        isStreaming: this.#isStreaming,
        namedTable: { unparsedIdentifier: textArgument(name, "table", "name"), options: this.#options },
      }),
    );
  }

  #with(
    format: string | undefined,
    schema: string | undefined,
    options: Readonly<Record<string, string>>,
  ): DataFrameReader<R> {
    return new DataFrameReader(this.#isStreaming, this.#frame, format, schema, options);
  }
}
