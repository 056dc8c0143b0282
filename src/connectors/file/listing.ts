/** Which data files a path holds. */
import { uriToPath } from "../../formats/file-uri.ts";
import type { FileInfo, Files } from "../../runtime/runtime.ts";
import { isTrue } from "../../formats/options.ts";
import { expandPath, globPattern } from "./glob.ts";
import { partitionOf, type PartitionValue } from "../../formats/partitions.ts";
import { SINK_LOG_DIRECTORY, SinkLog } from "./sink-log.ts";

/** A file with what its directories say of its rows. */
export interface DataFile extends FileInfo {
  readonly partition: readonly PartitionValue[];
}

/** Options that choose files, by their declared names. */
export type ListingOptions = Readonly<Record<string, string>>;

/** Names that are nobody's data: temporary, hidden, a log, or still being copied. A partition's name may begin with an underscore. */
const isHidden = (name: string): boolean =>
  name.startsWith(".") || (name.startsWith("_") && !name.includes("=")) || name.endsWith("._COPYING_");

const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/**
 * A path's data files: those its sink log lists where there is one, else what the directory holds, in `key=value` directories too; with
 * `recursiveFileLookup` in every directory. A file is itself. Undefined when there is no such path.
 */
export async function listDataFiles(
  files: Files,
  path: string,
  options: ListingOptions = {},
): Promise<readonly DataFile[] | undefined> {
  const roots = await expandPath(files, path, isHidden);
  if (roots.length === 0) return undefined;
  const found: DataFile[] = [];
  for (const root of roots) for (const file of await filesOf(files, root, options)) found.push(file);
  return found.filter((file) => isChosen(file, options));
}

async function filesOf(files: Files, root: FileInfo, options: ListingOptions): Promise<readonly DataFile[]> {
  const base = options["basePath"] === undefined ? undefined : files.resolve(options["basePath"]);
  if (!root.isDirectory) return [{ ...root, partition: partitionBelow(base, root.path) }];
  if ((await files.stat(`${root.path}/${SINK_LOG_DIRECTORY}`)) !== undefined) return loggedFiles(files, root.path);
  const found: DataFile[] = [];
  await walk(files, root.path, partitionBelow(base, `${root.path}/.`), isTrue(options["recursiveFileLookup"]), found);
  return found;
}

async function loggedFiles(files: Files, path: string): Promise<readonly DataFile[]> {
  const listed = await new SinkLog(files, path).files();
  return listed.map((file) => {
    const own = uriToPath(file.path);
    return {
      path: own,
      size: file.size,
      modified: file.modificationTime,
      isDirectory: false,
      partition: partitionBelow(path, own),
    };
  });
}

/** Files of the directory and of what belongs to it, in the order of their names. */
async function walk(
  files: Files,
  directory: string,
  partition: readonly PartitionValue[],
  isRecursive: boolean,
  found: DataFile[],
): Promise<void> {
  const below: { readonly path: string; readonly partition: readonly PartitionValue[] }[] = [];
  for (const entry of (await files.list(directory)) ?? []) {
    const name = baseName(entry.path);
    if (isHidden(name)) continue;
    if (!entry.isDirectory) {
      found.push({ ...entry, partition });
      continue;
    }
    const value = isRecursive ? undefined : partitionOf(name);
    if (value !== undefined) below.push({ path: entry.path, partition: [...partition, value] });
    else if (isRecursive) below.push({ path: entry.path, partition });
  }
  for (const each of below) await walk(files, each.path, each.partition, isRecursive, found);
}

/** Whether a directory has others named `key=value` in it. */
export async function hasPartitions(files: Files, directory: string): Promise<boolean> {
  return ((await files.names(directory)) ?? []).some((name) => !isHidden(name) && partitionOf(name) !== undefined);
}

/** What the directories between `base` and a file say. */
export function partitionBelow(base: string | undefined, path: string): readonly PartitionValue[] {
  if (base === undefined || !path.startsWith(`${base}/`)) return [];
  const directories = path
    .slice(base.length + 1)
    .split("/")
    .slice(0, -1);
  return directories.flatMap((name) => {
    const value = partitionOf(name);
    return value === undefined ? [] : [value];
  });
}

function isChosen(file: FileInfo, options: ListingOptions): boolean {
  const { pathGlobFilter, modifiedBefore, modifiedAfter } = options;
  if (pathGlobFilter !== undefined && !globPattern(pathGlobFilter).test(baseName(file.path))) return false;
  if (modifiedBefore !== undefined && file.modified >= Number(modifiedBefore)) return false;
  return modifiedAfter === undefined || file.modified > Number(modifiedAfter);
}
