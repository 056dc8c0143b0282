/** `cleanSource`: what becomes of files whose rows have been committed. As in Spark a file that cannot go stays; the first one is told of. */
import { millraceError, reasonOf } from "../../errors.ts";
import type { Files, Runtime } from "../../runtime/runtime.ts";
import { expandPath, mayMatchBelow } from "./glob.ts";
import { SINK_LOG_DIRECTORY } from "./sink-log.ts";

export type CleanSource = (path: string) => Promise<void>;

/** `source` is the path that is read, which may be a pattern. */
export function cleanSource(
  source: string,
  options: Readonly<Record<string, string>>,
  { files, process }: Runtime,
): CleanSource | undefined {
  const mode = options["cleanSource"]?.toLowerCase() ?? "off";
  if (mode === "off") return undefined;
  const archive = mode === "archive" ? archiveRoot(source, options, files) : undefined;
  let hasFailed = false;
  return async (path) => {
    try {
      if (archive === undefined) await files.remove(path);
      else await moveTo(files, path, `${archive}${path}`);
    } catch (error) {
      if (!hasFailed)
        process.warn(
          `millrace: cleanSource = ${mode} leaves ${path} where it is: ${reasonOf(error)} It says so of the first file only.`,
        );
      hasFailed = true;
    }
  };
}

function archiveRoot(source: string, options: Readonly<Record<string, string>>, files: Files): string {
  const archive = options["sourceArchiveDir"];
  if (archive === undefined)
    throw millraceError("MISSING_OPTION", {
      option: "sourceArchiveDir",
      format: "a file source with cleanSource = archive",
      suggestion: "Name the directory that takes the files.",
    });
  const root = files.resolve(archive);
  // What is archived there would be new again.
  if (mayMatchBelow(source, root))
    throw millraceError("INVALID_OPTION_VALUE", {
      option: "sourceArchiveDir",
      value: archive,
      expected: `a directory is expected that ${source} does not match, nor anything above or below it`,
    });
  return root;
}

async function moveTo(files: Files, path: string, target: string): Promise<void> {
  if ((await files.stat(path)) === undefined) return;
  // An earlier file of the same name is not given up for it.
  if ((await files.stat(target)) !== undefined) throw millraceError("PATH_ALREADY_EXISTS", { outputPath: target });
  const slash = target.lastIndexOf("/");
  await files.makeDirectory(target.slice(0, slash));
  try {
    await files.rename(path, target);
  } catch (error) {
    // Another file system has to be copied to.
    if (!/EXDEV/.test(String(error))) throw error;
    const aside = `${target.slice(0, slash)}/.${target.slice(slash + 1)}.tmp`;
    await files.copy(path, aside);
    await files.publish(aside, target);
    await files.remove(path);
  }
}

/** A sink's log would go on naming files that were cleaned away, and its output could not be read any more. */
export async function checkCleanable(source: string, files: Files): Promise<void> {
  for (const { path } of await expandPath(files, source))
    if ((await files.stat(`${path}/${SINK_LOG_DIRECTORY}`)) !== undefined)
      throw millraceError("INVALID_OPTION_VALUE", {
        option: "cleanSource",
        value: path,
        expected: "the output of another query cannot be cleaned up: off is expected",
      });
}
