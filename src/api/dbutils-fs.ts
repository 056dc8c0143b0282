import { millraceError } from "../errors.ts";
import type { FileInfo, Files } from "../runtime/runtime.ts";
import { textArgument, wholeNumber, wrongArgument } from "./arguments.ts";

/** An entry of a directory, by Databricks' field names. */
export interface ListedFile {
  /** The absolute path. */
  readonly path: string;
  /** The last part of the path; a directory's ends in "/". */
  readonly name: string;
  /** Bytes; 0 for a directory. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modificationTime: number;
}

const MOST_BYTES = 64 * 1024;

/** Files by name, as the `dbutils.fs` of Databricks notebooks has them: paths are local, absolute or from the working directory. */
export class DbutilsFs {
  readonly #files: Files;
  readonly #print: (text: string) => void;

  constructor(files: Files, print: (text: string) => void) {
    this.#files = files;
    this.#print = print;
  }

  /** What a directory holds, by name; a file is its own list. Rejects with PATH_NOT_FOUND. */
  async ls(path: string): Promise<readonly ListedFile[]> {
    const info = await this.#existing(path, "ls");
    const entries = info.isDirectory ? ((await this.#files.list(info.path)) ?? []) : [info];
    return entries.map(listed);
  }

  /** The beginning of a file as UTF-8 text: at most `maxBytes` (64 KiB). Says so when there is more. */
  async head(file: string, maxBytes: number = MOST_BYTES): Promise<string> {
    const most = wholeNumber(maxBytes, "head", "maxBytes", 1);
    const info = await this.#existing(file, "head");
    if (info.isDirectory) throw millraceError("IS_A_DIRECTORY", { path: info.path });
    const pieces: Buffer[] = [];
    let length = 0;
    for await (const piece of this.#files.pieces(info.path)) {
      pieces.push(Buffer.from(piece.subarray(0, most - length)));
      length += pieces.at(-1)!.length;
      if (length >= most) break;
    }
    if (info.size > length) this.#print(`[Truncated to first ${length} bytes]\n`);
    // A character that is cut in two is left out.
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(Buffer.concat(pieces), { stream: info.size > length });
  }

  /** Makes a directory, and those above it; true also when it is there. */
  async mkdirs(directory: string): Promise<boolean> {
    const path = this.#path(directory, "mkdirs");
    const info = await this.#files.stat(path);
    if (info !== undefined && !info.isDirectory) throw millraceError("FILE_ALREADY_EXISTS", { path });
    await this.#files.makeDirectory(path);
    return true;
  }

  /** Removes a file, or a directory: with `recurse` what is in it too. False when there is nothing. */
  async rm(path: string, recurse: boolean = false): Promise<boolean> {
    const absolute = this.#path(path, "rm");
    // A path cut too short must not cost everything.
    if (this.#files.holdsWorkingDirectory(absolute)) throw millraceError("REMOVAL_REFUSED", { path: absolute });
    const info = await this.#files.stat(absolute);
    if (info === undefined) return false;
    if (info.isDirectory && !recurse && ((await this.#files.names(info.path)) ?? []).length > 0)
      throw millraceError("DIRECTORY_NOT_EMPTY", { path: info.path });
    await this.#files.removeTree(info.path);
    return true;
  }

  /** Copies a file, or with `recurse` a directory; into `to` where that is a directory. */
  async cp(from: string, to: string, recurse: boolean = false): Promise<boolean> {
    const { source, target } = await this.#fromTo(from, to, recurse, "cp");
    await this.#files.copy(source, target);
    return true;
  }

  /** Moves a file, or with `recurse` a directory; into `to` where that is a directory. */
  async mv(from: string, to: string, recurse: boolean = false): Promise<boolean> {
    const { source, target } = await this.#fromTo(from, to, recurse, "mv");
    try {
      await this.#files.rename(source, target);
    } catch (error) {
      // Another file system has to be copied to.
      if (!/EXDEV/.test(String(error))) throw error;
      await this.#files.copy(source, target);
      await this.#files.removeTree(source);
    }
    return true;
  }

  /** Writes a text as a file in UTF-8. Rejects with FILE_ALREADY_EXISTS unless `overwrite` is true. */
  async put(file: string, contents: string, overwrite: boolean = false): Promise<boolean> {
    const path = this.#path(file, "put");
    const text = textArgument(contents, "put", "contents");
    if ((await this.#files.stat(path))?.isDirectory) throw millraceError("IS_A_DIRECTORY", { path });
    if (overwrite) await this.#files.replace(path, text);
    else if (!(await this.#files.createExclusive(path, text))) throw millraceError("FILE_ALREADY_EXISTS", { path });
    this.#print(`Wrote ${Buffer.byteLength(text)} bytes.\n`);
    return true;
  }

  async #fromTo(
    from: string,
    to: string,
    recurse: boolean,
    method: string,
  ): Promise<{ readonly source: string; readonly target: string }> {
    const info = await this.#existing(from, method);
    if (info.isDirectory && !recurse) throw millraceError("IS_A_DIRECTORY", { path: info.path });
    const target = this.#path(to, method);
    const isInside = (await this.#files.stat(target))?.isDirectory === true;
    return { source: info.path, target: isInside ? `${target}/${baseName(info.path)}` : target };
  }

  async #existing(path: string, method: string): Promise<FileInfo> {
    const absolute = this.#path(path, method);
    const info = await this.#files.stat(absolute);
    if (info === undefined) throw millraceError("PATH_NOT_FOUND", { path: absolute });
    return info;
  }

  #path(path: string, method: string): string {
    const text = textArgument(path, method, "path");
    if (text.trim() === "")
      throw wrongArgument(method, "path", "the name of a file or directory", path, "Give a path.");
    return this.#files.resolve(text);
  }
}

const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

const listed = ({ path, isDirectory, size, modified }: FileInfo): ListedFile => ({
  path: isDirectory ? `${path}/` : path,
  name: `${baseName(path)}${isDirectory ? "/" : ""}`,
  size: isDirectory ? 0 : size,
  modificationTime: modified,
});
