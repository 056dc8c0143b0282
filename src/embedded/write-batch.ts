/** `df.write`: a batch into files, whole or not at all visible. */
import { schemaOf } from "../analysis/attributes.ts";
import type { Plan } from "../analysis/plan.ts";
import { writePartitions } from "../formats/write-partitions.ts";
import type { Format } from "../formats/format.ts";
import type { Files } from "../runtime/runtime.ts";
import type { StructType } from "../types/data-type.ts";
import { checkPartitions } from "./sinks.ts";
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
  const directory = context.runtime.files.resolve(path);
  const { files } = context.runtime;
  const existing = (await files.stat(directory)) !== undefined;
  if (existing && command.mode === "errorIfExists")
    throw millraceError("PATH_ALREADY_EXISTS", { outputPath: pathToUri(directory) });
  if (existing && command.mode === "ignore") return;
  const write: BatchWrite = { format, options, directory, partitionBy: command.partitioningColumns };
  checkColumns(schemaOf(plan.output), write.partitionBy);
  const made = await writeAside(plan, write, context);
  const old = command.mode === "overwrite" ? await entries(files, directory) : [];
  await files.publishAll(made);
  for (const entry of old) await files.remove(`${directory}/${entry}`);
  await files.remove(`${directory}/${ASIDE}`);
  await files.replace(`${directory}/_SUCCESS`, "");
}

interface BatchWrite {
  readonly format: Format;
  readonly options: Readonly<Record<string, string>>;
  readonly directory: string;
  readonly partitionBy: readonly string[];
}

/** Readers pass over names that begin with a point. */
const ASIDE = ".millrace";

async function entries(files: Files, directory: string): Promise<readonly string[]> {
  return ((await files.names(directory)) ?? []).filter((name) => name !== ASIDE);
}

/** Writes all files where nobody looks, and says where they belong. */
async function writeAside(
  plan: Plan,
  { format, options, directory, partitionBy }: BatchWrite,
  context: BatchContext,
): Promise<readonly { readonly aside: string; readonly final: string }[]> {
  const { files, random } = context.runtime;
  const id = random.uuid();
  const made: { readonly aside: string; readonly final: string }[] = [];
  await files.makeDirectory(`${directory}/${ASIDE}`);
  await withQuery(plan, context, (query, connection) =>
    writePartitions(format, connection, {
      ...query,
      options,
      zone: context.settings.zone,
      ignoreNullFields: context.settings.dialect.ignoreNullFields,
      partitionBy,
      table: context.kernel.uniqueName("write"),
      target: async (below) => {
        const name = `part-${String(made.length).padStart(5, "0")}-${id}-c000${format.extension(options)}`;
        const folder = below === "" ? directory : `${directory}/${below}`;
        const aside = `${directory}/${ASIDE}/${name}.tmp`;
        made.push({ aside, final: `${folder}/${name}` });
        return files.nativePath(aside);
      },
    }),
  );
  for (const { final } of made) await files.makeDirectory(final.slice(0, final.lastIndexOf("/")));
  return made;
}

function checkColumns(schema: StructType, partitionBy: readonly string[]): void {
  const names = schema.fields.map((f) => f.name.toLowerCase());
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw millraceError("COLUMN_ALREADY_EXISTS", { columnName: `\`${twice}\`` });
  for (const column of partitionBy)
    if (!names.includes(column.toLowerCase()))
      throw millraceError("PARTITION_COLUMN_NOT_FOUND", {
        columnName: column,
        validColumnNames: schema.fields.map((f) => f.name).join(", "),
      });
  checkPartitions(partitionBy, schema);
}
