import { millraceError } from "../errors.ts";
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

/** Writes a batch: `df.write.mode("overwrite").parquet(path)`. */
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
    this.#format = name;
    return this;
  }
  mode(name: string): this {
    const mode = MODES[name.toLowerCase()];
    if (mode === undefined)
      throw millraceError("INVALID_OPTION_VALUE", {
        option: "mode",
        value: name,
        expected: `one of ${Object.keys(MODES).join(", ")} is expected`,
      });
    this.#mode = mode;
    return this;
  }
  option(name: string, value: OptionValue): this {
    this.#options = { ...this.#options, [name]: String(value) };
    return this;
  }
  options(options: Readonly<Record<string, OptionValue>>): this {
    for (const [name, value] of Object.entries(options)) this.option(name, value);
    return this;
  }
  partitionBy(...names: string[]): this {
    this.#partitions = names;
    return this;
  }

  save(path?: string): Promise<void> {
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
