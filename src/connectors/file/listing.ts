import { millraceError } from "../../errors.ts";
import { uriToPath } from "../../formats/file-uri.ts";
import type { FileInfo, Files } from "../../runtime/runtime.ts";
import { SINK_LOG_DIRECTORY, SinkLog } from "./sink-log.ts";

/** Names that begin so are nobody's data: temporary, hidden, or a log. */
const isHidden = (name: string): boolean => name.startsWith(".") || name.startsWith("_");

const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** A path's data files: those its sink log lists where there is one, else what the directory holds; a file is itself. Undefined when there is no such path. */
export async function listDataFiles(files: Files, path: string): Promise<readonly FileInfo[] | undefined> {
  const info = await files.stat(path);
  if (info === undefined) return undefined;
  if (!info.isDirectory) return [info];
  if ((await files.stat(`${path}/${SINK_LOG_DIRECTORY}`)) !== undefined) return loggedFiles(files, path);
  return directoryFiles(files, path);
}

async function loggedFiles(files: Files, path: string): Promise<readonly FileInfo[]> {
  const listed = await new SinkLog(files, path).files();
  return listed.map((file) => ({
    path: uriToPath(file.path),
    size: file.size,
    modified: file.modificationTime,
    isDirectory: false,
  }));
}

/** Files of the directory. Partition directories (`key=value`) are refused rather than read without their columns. */
async function directoryFiles(files: Files, path: string): Promise<readonly FileInfo[]> {
  const found: FileInfo[] = [];
  for (const entry of (await files.list(path)) ?? []) {
    const name = baseName(entry.path);
    if (isHidden(name)) continue;
    if (!entry.isDirectory) found.push(entry);
    else if (name.includes("="))
      throw millraceError("UNSUPPORTED_FORMAT", {
        format: `partition directory ${name}`,
        operation: "reading",
        supported: "directories that hold their files themselves",
      });
  }
  return found;
}
