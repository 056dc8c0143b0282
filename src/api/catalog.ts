import { textArgument } from "./arguments.ts";
import type { DataFrame } from "./dataframe.ts";
import type { Executor, TableInfo } from "./executor.ts";

/**
 * What the session knows by name: temporary views, memory tables, functions.
 *
 * @example
 * await spark.range(3).createOrReplaceTempView("numbers");
 * console.log(await spark.catalog.listTables());
 */
export class Catalog {
  readonly #executor: Executor;
  readonly #table: (name: string) => DataFrame;

  constructor(executor: Executor, table: (name: string) => DataFrame) {
    this.#executor = executor;
    this.#table = table;
  }

  listTables(): Promise<readonly TableInfo[]> {
    return this.#executor.listTables();
  }
  async tableExists(name: string): Promise<boolean> {
    return (await this.listTables()).some(
      (table) => table.name === textArgument(name, "tableExists", "name").toLowerCase(),
    );
  }
  /** The columns of a table or view: name, type as DDL, nullability. */
  async listColumns(name: string): Promise<readonly { readonly name: string; readonly nullable: boolean }[]> {
    return (await this.#table(name).schema()).fields;
  }
  /** True when there was a view of that name. */
  dropTempView(name: string): Promise<boolean> {
    return this.#executor.dropTempView(textArgument(name, "dropTempView", "name"));
  }
  async functionExists(name: string): Promise<boolean> {
    return (await this.#executor.functionNames()).includes(textArgument(name, "functionExists", "name").toLowerCase());
  }
  /** The names of all functions, sorted. */
  async listFunctions(): Promise<readonly string[]> {
    return [...(await this.#executor.functionNames())].sort();
  }
  /** Forgets what `cache()` keeps, of all frames. */
  clearCache(): Promise<void> {
    return this.#executor.clearCache();
  }
}
