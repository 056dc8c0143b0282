import { arrows, effectRooms, mayImport, roomOf } from "./arrows.ts";
import { importsOf, lineAt, resolveImport, sourceFiles, withoutComments } from "./source-files.ts";
import type { SourceFile } from "./source-files.ts";

/** Every breach of the layering below `root`, as "file:line sentence". */
export function layeringViolations(root: string): string[] {
  return sourceFiles(root).flatMap((file) => [...strangerRoom(file), ...forbiddenImports(file)]);
}

/** What the linter has no rule for: reading the clock through `new Date()`. */
export function clockViolations(root: string): string[] {
  return sourceFiles(root)
    .filter((file) => !effectRooms.includes(roomOf(file.path)))
    .flatMap((file) => {
      const code = withoutComments(file.text);
      return [...code.matchAll(/\bnew Date(?:\(\s*\)|(?!\w|\s*\())/g)].map(
        (match) => `${file.path}:${lineAt(code, match.index)} reads the clock: new Date() without a time`,
      );
    });
}

function strangerRoom(file: SourceFile): string[] {
  const room = roomOf(file.path);
  return Object.hasOwn(arrows, room)
    ? []
    : [`${file.path}:1 is in no known room: add "${room}" to the table of arrows`];
}

function forbiddenImports(file: SourceFile): string[] {
  return importsOf(file).flatMap(({ line, specifier }) => {
    const target = resolveImport(file, specifier);
    if (target === undefined) return [];
    if (target.startsWith("..")) return [`${file.path}:${line} leaves src/: ${specifier}`];
    return mayImport(file.path, target) ? [] : [`${file.path}:${line} ${roomOf(file.path)} may not import ${target}`];
  });
}
