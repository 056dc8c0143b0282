/** `df.write`: a batch into files, each of which is whole when it is seen; what fails before they stand leaves nothing. */
import { schemaOf } from "../analysis/attributes.ts";
import type { Plan } from "../analysis/plan.ts";
import { writePartitions } from "../formats/write-partitions.ts";
import type { Format } from "../formats/format.ts";
import type { Files } from "../runtime/runtime.ts";
import { checkWrittenColumns } from "./written-columns.ts";
import { checkOptions, text } from "../formats/options.ts";
import { findFormat, formatNames, ownersOfOption, unknownFormat } from "../formats/registry.ts";
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
    throw unknownFormat(name, [...formatNames, "noop"], "Write files, or collect the rows and send them.");
  const options = checkOptions(format.name, { ...format.writeOptions, path: text }, command.options, {
    elsewhere: ownersOfOption,
  });
  const path = command.path ?? options["path"];
  if (path === undefined)
    throw millraceError("MISSING_OPTION", {
      option: "path",
      format: format.name,
      suggestion: "Give a directory to save().",
    });
  const { files, random } = context.runtime;
  const directory = files.resolve(path);
  if (command.mode === "overwrite" && files.holdsWorkingDirectory(directory))
    throw millraceError("REMOVAL_REFUSED", { path: directory });
  const there = await files.names(directory);
  const existing = (there ?? []).some((entry) => entry !== ASIDE);
  if (existing && command.mode === "errorIfExists")
    throw millraceError("PATH_ALREADY_EXISTS", { outputPath: pathToUri(directory) });
  if (existing && command.mode === "ignore") return;
  const write: BatchWrite = { format, options, directory, partitionBy: command.partitioningColumns, id: random.uuid() };
  checkWrittenColumns(schemaOf(plan.output), write.partitionBy);
  // What is there now goes when the new files stand, and nothing else does.
  const old = command.mode === "overwrite" ? await everythingIn(files, directory) : { files: [], directories: [] };
  try {
    await files.publishAll(await writeAside(plan, write, context));
    for (const file of old.files) await files.remove(file);
    for (const inner of old.directories) await files.removeEmpty(inner);
    await files.replace(`${directory}/_SUCCESS`, "");
  } finally {
    // What went wrong before is what the user has to know.
    await cleanUp(files, write, there === undefined).catch(() => undefined);
  }
}

async function cleanUp(files: Files, write: BatchWrite, isNew: boolean): Promise<void> {
  await files.removeTree(asideOf(write));
  await files.removeEmpty(`${write.directory}/${ASIDE}`);
  if (isNew) await files.removeEmpty(write.directory);
}

interface BatchWrite {
  readonly format: Format;
  readonly options: Readonly<Record<string, string>>;
  readonly directory: string;
  readonly partitionBy: readonly string[];
  readonly id: string;
}

/** Readers pass over names that begin with a point. */
const ASIDE = ".millrace";
/** Of this write alone: others may write into the same directory. */
const asideOf = ({ directory, id }: BatchWrite): string => `${directory}/${ASIDE}/${id}`;

interface Tree {
  readonly files: readonly string[];
  /** The innermost first. */
  readonly directories: readonly string[];
}

async function everythingIn(files: Files, directory: string): Promise<Tree> {
  const found: { readonly files: string[]; readonly directories: string[] } = { files: [], directories: [] };
  for (const { name, isDirectory } of (await files.entries(directory)) ?? []) {
    if (name === ASIDE) continue;
    const path = `${directory}/${name}`;
    if (!isDirectory) {
      found.files.push(path);
      continue;
    }
    const inner = await everythingIn(files, path);
    found.files.push(...inner.files);
    found.directories.push(...inner.directories, path);
  }
  return found;
}

/** Writes all files where nobody looks, and says where they belong. */
async function writeAside(
  plan: Plan,
  write: BatchWrite,
  context: BatchContext,
): Promise<readonly { readonly aside: string; readonly final: string }[]> {
  const { format, options, directory, partitionBy, id } = write;
  const { files } = context.runtime;
  const made: { readonly aside: string; readonly final: string }[] = [];
  await files.makeDirectory(asideOf(write));
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
        const aside = `${asideOf(write)}/${name}.tmp`;
        made.push({ aside, final: `${folder}/${name}` });
        return files.nativePath(aside);
      },
    }),
  );
  return made;
}
