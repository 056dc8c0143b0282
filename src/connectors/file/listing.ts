/** Which data files a path holds. */
import { uriToPath } from "../../formats/file-uri.ts";
import type { FileInfo, Files } from "../../runtime/runtime.ts";
import { isTrue } from "../../formats/options.ts";
import type { DirectoryMemory, InnerDirectory } from "./directory-memory.ts";
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
 * `recursiveFileLookup` in every directory. A file is itself. Undefined when there is no such path. What is
 * passed over is left out.
 */
export async function listDataFiles(
  files: Files,
  path: string,
  options: ListingOptions = {},
  passing: Partial<Passing> = {},
): Promise<readonly DataFile[] | undefined> {
  const roots = await expandPath(files, path);
  if (roots.length === 0) return undefined;
  // One that lies below two of them is one file.
  const found = new Map<string, DataFile>();
  for (const root of roots)
    for (const file of await filesOf(files, root, options, passing))
      if (!found.has(file.path) && isChosen(file, options)) found.set(file.path, file);
  return [...found.values()];
}

async function filesOf(
  files: Files,
  root: FileInfo,
  options: ListingOptions,
  passing: Partial<Passing>,
): Promise<readonly DataFile[]> {
  const base = options["basePath"] === undefined ? undefined : files.resolve(options["basePath"]);
  if (!root.isDirectory)
    return isHidden(baseName(root.path)) ? [] : [{ ...root, partition: partitionBelow(base, root.path) }];
  const log = await files.stat(`${root.path}/${SINK_LOG_DIRECTORY}`);
  if (log !== undefined) return loggedFiles(files, root.path, log, passing.memory);
  const found: DataFile[] = [];
  const isRecursive = isTrue(options["recursiveFileLookup"]);
  await walk(
    { files, isRecursive, found, ...passing },
    { path: root.path, partition: partitionBelow(base, `${root.path}/.`) },
  );
  return found;
}

async function loggedFiles(
  files: Files,
  path: string,
  log: FileInfo,
  memory: DirectoryMemory | undefined,
): Promise<readonly DataFile[]> {
  if (memory?.recall(log) !== undefined) return [];
  const at = memory?.now ?? 0;
  const listed = await new SinkLog(files, path).files();
  memory?.remember(log, at, []);
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

/** What a listing may pass over. */
export interface Passing {
  /** Of a directory, whether a name is wanted: what is not costs nothing but its name. */
  readonly isWantedIn: (directory: string) => (name: string) => boolean;
  /** Directories known to hold nothing new. */
  readonly memory: DirectoryMemory;
}

interface Walk extends Partial<Passing> {
  readonly files: Files;
  readonly isRecursive: boolean;
  readonly found: DataFile[];
}

/** So many files are asked for at once. */
const STAT_WIDTH = 64;

/** Files of the directory and of what belongs to it, in the order of their names. */
async function walk(to: Walk, { path, partition }: InnerDirectory): Promise<void> {
  const { files, memory } = to;
  const info = memory && (await files.stat(path));
  const known = info && memory.recall(info);
  const at = memory?.now ?? 0;
  const inner = known ?? (await listDirectory(to, path, partition));
  if (info !== undefined && known === undefined) memory?.remember(info, at, inner);
  for (const each of inner) await walk(to, each);
}

/**
 * Adds the files of one directory to what was found; gives the directories inside that belong to it. Names alone are asked for, and only of new ones what
 * they are: a directory may hold very many that have been seen.
 */
async function listDirectory(
  { files, isRecursive, isWantedIn, found }: Walk,
  directory: string,
  partition: readonly PartitionValue[],
): Promise<readonly InnerDirectory[]> {
  const inner: InnerDirectory[] = [];
  const isWanted = isWantedIn?.(directory);
  const wanted = ((await files.names(directory)) ?? []).filter((name) => !isHidden(name) && isWanted?.(name) !== false);
  for (let i = 0; i < wanted.length; i += STAT_WIDTH) {
    const names = wanted.slice(i, i + STAT_WIDTH);
    const infos = await Promise.all(names.map((name) => files.stat(`${directory}/${name}`)));
    for (const [at, info] of infos.entries()) {
      if (info === undefined) continue;
      const value = info.isDirectory && !isRecursive ? partitionOf(names[at]!) : undefined;
      if (!info.isDirectory) found.push({ ...info, partition });
      else if (value !== undefined) inner.push({ path: info.path, partition: [...partition, value] });
      // Below a partition every directory belongs to it.
      else if (isRecursive || partition.length > 0) inner.push({ path: info.path, partition });
    }
  }
  return inner;
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
