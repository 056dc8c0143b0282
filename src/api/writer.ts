import { objectArgument, optionText, textArgument, textArguments, wordArgument } from "./arguments.ts";
import { WriteOperation, type SaveMode } from "../plan/command.ts";
import type { Relation } from "../plan/relation.ts";
import type { Executor } from "./executor.ts";
import type { OptionValue } from "./reader.ts";

const MODES: Readonly<Record<string, SaveMode>> = {
  append: "append",
  overwrite: "overwrite",
  error: "errorIfExists",
  errorifexists: "errorIfExists",
  default: "errorIfExists",
  ignore: "ignore",
};

/**
 * Writes a batch: `df.write.mode("overwrite").parquet(path)`.
 *
 * @example
 * await spark.range(3).write.mode("overwrite").parquet("numbers");
 * console.log(await spark.read.parquet("numbers").count());
 */
export class DataFrameWriter {
  readonly #input: Relation;
  readonly #executor: Executor;
  #format = "parquet";
  #mode: SaveMode = "errorIfExists";
  #options: Record<string, string> = {};
  #partitions: readonly string[] = [];

  constructor(input: Relation, executor: Executor) {
    this.#input = input;
    this.#executor = executor;
  }

  format(name: string): this {
    this.#format = textArgument(name, "format", "name");
    return this;
  }
  mode(name: string): this {
    this.#mode = wordArgument(name, MODES, "mode", "mode");
    return this;
  }
  option(name: string, value: OptionValue): this {
    const key = textArgument(name, "option", "name");
    this.#options = { ...this.#options, [key]: optionText(key, value, "option") };
    return this;
  }
  options(options: Readonly<Record<string, OptionValue>>): this {
    objectArgument(options, "options", "options");
    for (const [name, value] of Object.entries(options)) this.option(name, value);
    return this;
  }
  partitionBy(...names: string[]): this {
    this.#partitions = textArguments(names, "partitionBy", "column");
    return this;
  }

  save(path?: string): Promise<void> {
    if (path !== undefined) textArgument(path, "save", "path");
    return this.#executor.execute(
      WriteOperation.create({
        input: this.#input,
        source: this.#format,
        mode: this.#mode,
        partitioningColumns: this.#partitions,
        options: this.#options,
        ...(path === undefined ? {} : { path }),
      }),
    );
  }

  parquet(path: string): Promise<void> {
    return this.format("parquet").save(path);
  }
  json(path: string): Promise<void> {
    return this.format("json").save(path);
  }
  csv(path: string): Promise<void> {
    return this.format("csv").save(path);
  }
  text(path: string): Promise<void> {
    return this.format("text").save(path);
  }
}
