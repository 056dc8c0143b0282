/** Paths with patterns, as Hadoop reads them: `*`, `?`, `[abc]`, `[^a-c]`, `{x,y}`, and `\` before a character that stands for itself. */
import { millraceError } from "../../errors.ts";
import type { FileInfo, Files } from "../../runtime/runtime.ts";

export const isGlob = (path: string): boolean => /[*?[{\\]/.test(path);

/** The pattern of one name as a regular expression. */
export function globPattern(glob: string): RegExp {
  let source = "";
  let depth = 0;
  for (let i = 0; i < glob.length; i++) {
    const char = glob[i]!;
    if (char === "\\") source += escaped(glob[++i] ?? "\\");
    else if (char === "*") source += "[^/]*";
    else if (char === "?") source += "[^/]";
    else if (char === "{") {
      depth++;
      source += "(?:";
    } else if (char === "}" && depth > 0) {
      depth--;
      source += ")";
    } else if (char === "," && depth > 0) source += "|";
    else if (char === "[") {
      const end = glob.indexOf("]", i + 2);
      if (end < 0) source += String.raw`\[`;
      else {
        source += `[${glob
          .slice(i + 1, end)
          .replace(/^!/, "^")
          .replaceAll("\\", "\\\\")}]`;
        i = end;
      }
    } else source += escaped(char);
  }
  if (depth > 0) throw millraceError("INVALID_GLOB", { pattern: glob, reason: "a brace is not closed" });
  try {
    return new RegExp(`^${source}$`, "s");
  } catch (error) {
    throw millraceError(
      "INVALID_GLOB",
      { pattern: glob, reason: "its brackets hold no set of characters" },
      { cause: error },
    );
  }
}

const escaped = (char: string): string => char.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);

/** Directories that are nobody's data, whatever pattern they match: a sink's log, and where it writes aside. */
const isInternal = (name: string): boolean => name === "_spark_metadata" || name === ".millrace";

/** What a path means: itself, or every file and directory its patterns match, hidden ones too. */
export async function expandPath(files: Files, path: string): Promise<readonly FileInfo[]> {
  const whole = await files.stat(path);
  if (whole !== undefined) return [whole];
  if (!isGlob(path)) return [];
  const found = new Map<string, FileInfo>();
  for (const each of alternatives(path)) for (const entry of await matching(files, each)) found.set(entry.path, entry);
  return [...found.values()];
}

/** A path for each of the words in braces that hold a slash: no name matches them. */
function alternatives(path: string): readonly string[] {
  for (const { index, 0: whole, 1: words = "" } of path.matchAll(/\{([^{}]*)\}/g)) {
    if (!words.includes("/")) continue;
    const [before, after] = [path.slice(0, index), path.slice(index + whole.length)];
    return words.split(",").flatMap((word) => alternatives(`${before}${word}${after}`));
  }
  return [path];
}

/** Whether a pattern can match the path, one above it, or one below it: as far down as both go. */
export function mayMatchBelow(glob: string, path: string): boolean {
  const names = path === "/" ? [""] : path.split("/");
  return alternatives(glob).some((each) =>
    each
      .split("/")
      .slice(0, names.length)
      .every((segment, i) => segment === names[i] || globPattern(segment).test(names[i]!)),
  );
}

async function matching(files: Files, path: string): Promise<readonly FileInfo[]> {
  const segments = path.split("/");
  const first = segments.findIndex(isGlob);
  if (first < 0) return [await files.stat(path)].filter((entry) => entry !== undefined);
  let found: readonly FileInfo[] = [
    { path: segments.slice(0, first).join("/") || "/", size: 0, modified: 0, isDirectory: true },
  ];
  for (const segment of segments.slice(first)) {
    const pattern = globPattern(segment);
    const next: FileInfo[] = [];
    for (const directory of found) {
      if (!directory.isDirectory) continue;
      for (const entry of (await files.list(directory.path)) ?? []) {
        const name = entry.path.slice(entry.path.lastIndexOf("/") + 1);
        if (!isInternal(name) && pattern.test(name)) next.push(entry);
      }
    }
    found = next;
  }
  return found;
}
