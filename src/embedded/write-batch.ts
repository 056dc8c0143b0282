/** `df.write`: a batch into files, whole or not at all visible. */
import type { Plan } from "../analysis/plan.ts";
import { checkOptions, text } from "../formats/options.ts";
import { findFormat, formatNames } from "../formats/registry.ts";
import { pathToUri } from "../formats/file-uri.ts";
import { millraceError } from "../errors.ts";
import type { WriteOperation } from "../plan/command.ts";
import { withQuery, type BatchContext } from "./batch.ts";

export async function writeBatch(plan: Plan, command: WriteOperation, context: BatchContext): Promise<void> {
  const name = command.source ?? "parquet";
  if (name === "noop")
    return withQuery(plan, context, (query, connection) => connection.run(`SELECT count(*) FROM (${query.sql})`));
  const format = findFormat(name);
  if (format === undefined)
    throw millraceError("DATA_SOURCE_NOT_FOUND", { provider: name, known: [...formatNames, "noop"].join(", ") });
  const options = checkOptions(format.name, { ...format.writeOptions, path: text }, command.options);
  const path = command.path ?? options["path"];
  if (path === undefined)
    throw millraceError("MISSING_OPTION", {
      option: "path",
      format: format.name,
      suggestion: "Give a directory to save().",
    });
  if (command.partitioningColumns.length > 0)
    throw millraceError("UNSUPPORTED_OPTION", { option: "partitionBy", format: format.name });
  const { files, random } = { files: context.runtime.files, random: context.runtime.random };
  const directory = files.resolve(path);
  const existing = (await files.stat(directory)) !== undefined;
  if (existing && command.mode === "errorIfExists")
    throw millraceError("PATH_ALREADY_EXISTS", { outputPath: pathToUri(directory) });
  if (existing && command.mode === "ignore") return;
  const fileName = `part-00000-${random.uuid()}-c000${format.extension(options)}`;
  const aside = `${directory}/.${fileName}.tmp`;
  await files.makeDirectory(directory);
  await withQuery(plan, context, (query, connection) =>
    format.write(connection, {
      ...query,
      options,
      target: files.nativePath(aside),
      zone: context.settings.zone,
      ignoreNullFields: context.settings.dialect.ignoreNullFields,
    }),
  );
  const old =
    command.mode === "overwrite"
      ? ((await files.names(directory)) ?? []).filter((entry) => entry !== `.${fileName}.tmp`)
      : [];
  await files.publish(aside, `${directory}/${fileName}`);
  for (const entry of old) await files.remove(`${directory}/${entry}`);
  await files.replace(`${directory}/_SUCCESS`, "");
}
