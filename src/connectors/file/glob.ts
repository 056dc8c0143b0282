/** Paths with patterns, as Hadoop reads them: `*`, `?`, `[abc]`, `[^a-c]`, `{x,y}`, and `\` before a character that stands for itself. */
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
  return new RegExp(`^${source}$`, "s");
}

const escaped = (char: string): string => char.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);

/** What a path means: itself, or every file and directory its patterns match. */
export async function expandPath(files: Files, path: string): Promise<readonly FileInfo[]> {
  const whole = await files.stat(path);
  if (whole !== undefined) return [whole];
  if (!isGlob(path)) return [];
  const segments = path.split("/");
  const first = segments.findIndex(isGlob);
  let found: readonly FileInfo[] = [
    { path: segments.slice(0, first).join("/") || "/", size: 0, modified: 0, isDirectory: true },
  ];
  for (const segment of segments.slice(first)) {
    const pattern = globPattern(segment);
    const next: FileInfo[] = [];
    for (const directory of found) {
      if (!directory.isDirectory) continue;
      for (const entry of (await files.list(directory.path)) ?? [])
        if (pattern.test(entry.path.slice(entry.path.lastIndexOf("/") + 1))) next.push(entry);
    }
    found = next;
  }
  return found;
}
