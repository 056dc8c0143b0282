import { DbutilsFs } from "./api/dbutils-fs.ts";
import { realRuntime } from "./runtime/real.ts";

/**
 * The part of Databricks' notebook utilities that a pipeline needs: files by name.
 *
 * @example
 * for (const { name, size } of await dbutils.fs.ls("sensors")) console.log(name, size);
 */
export const dbutils: { readonly fs: DbutilsFs } = Object.freeze({
  fs: new DbutilsFs(realRuntime.files, (text) => realRuntime.process.write(text)),
});
