import { readdirSync, readFileSync } from "node:fs";
import { join, posix, sep } from "node:path";

export interface SourceFile {
  /** Relative to the source root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
}

export function sourceFiles(root: string): SourceFile[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => {
      const text = readFileSync(file, "utf8");
      const path = file.slice(root.length + 1).replaceAll(sep, "/");
      return { path, text, lines: text.split("\n").length - (text.endsWith("\n") ? 1 : 0) };
    });
}

export interface Import {
  readonly line: number;
  /** As written: "../plan/filter.ts", "node:fs". */
  readonly specifier: string;
}

const importForms = [
  /^\s*(?:import|export)\b[^;"'`]*?\bfrom\s*["']([^"']+)["']/gm,
  /^\s*import\s*["']([^"']+)["']/gm,
  /\bimport\(\s*["']([^"']+)["']\s*\)/g,
];

/** Every import, type-only ones and `import("…")` types included: knowing a room's types is knowing the room. */
export function importsOf(file: SourceFile): Import[] {
  const code = withoutComments(file.text);
  return importForms
    .flatMap((form) => [...code.matchAll(form)])
    .map((match) => ({ line: lineAt(code, match.index + match[0].length), specifier: match[1] ?? "" }))
    .sort((a, b) => a.line - b.line);
}

/** The imported file relative to the source root, or undefined for a package or a Node module. */
export function resolveImport(file: SourceFile, specifier: string): string | undefined {
  return specifier.startsWith(".") ? posix.join(posix.dirname(file.path), specifier) : undefined;
}

export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}

/** Comments blanked out, line numbers kept. Only comments that begin a line, so that "https://…" in a string stays. */
export function withoutComments(text: string): string {
  const blank = (comment: string): string => comment.replaceAll(/[^\n]/g, " ");
  return text.replaceAll(/^[ \t]*\/\*[\s\S]*?\*\//gm, blank).replaceAll(/^[ \t]*\/\/.*$/gm, blank);
}
