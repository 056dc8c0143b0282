/** `cleanSource`: what becomes of files whose rows have been committed. Best effort, as in Spark: a file that cannot go stays. */
import { millraceError } from "../../errors.ts";
import type { Files } from "../../runtime/runtime.ts";

export type CleanSource = (path: string) => Promise<void>;

export function cleanSource(
  source: string,
  options: Readonly<Record<string, string>>,
  files: Files,
): CleanSource | undefined {
  const mode = options["cleanSource"]?.toLowerCase() ?? "off";
  if (mode === "off") return undefined;
  if (mode === "delete") return async (path) => files.remove(path).catch(() => undefined);
  const archive = options["sourceArchiveDir"];
  if (archive === undefined)
    throw millraceError("MISSING_OPTION", {
      option: "sourceArchiveDir",
      format: "a file source with cleanSource = archive",
      suggestion: "Name the directory that takes the files.",
    });
  const root = files.resolve(archive);
  // What is archived there would be new again.
  if (root === source || root.startsWith(`${source}/`))
    throw millraceError("INVALID_OPTION_VALUE", {
      option: "sourceArchiveDir",
      value: archive,
      expected: "a directory outside of the source's is expected",
    });
  return async (path) => {
    const target = `${root}${path}`;
    try {
      // An earlier file of the same name is not given up for it.
      if ((await files.stat(target)) !== undefined) return;
      await files.makeDirectory(target.slice(0, target.lastIndexOf("/")));
      await files.rename(path, target);
    } catch {
      // The file stays where it is.
    }
  };
}
