import { gunzipSync, zstdDecompressSync } from "node:zlib";
import { isMillraceError, messageOf, millraceError } from "../errors.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { decoded } from "../types/charset.ts";
import { pathToUri } from "./file-uri.ts";
import type { ReadSettings } from "./format.ts";

/** The text of a file that is read; undefined for one that is gone or cannot be unpacked, where such files are to be passed over. */
export async function readDataText(
  runtime: Runtime,
  path: string,
  charset: string,
  { ignoreCorruptFiles, ignoreMissingFiles }: ReadSettings,
): Promise<string | undefined> {
  if (ignoreMissingFiles && (await runtime.files.stat(path)) === undefined) return undefined;
  try {
    return await readTextFile(runtime, path, charset);
  } catch (error) {
    if (ignoreCorruptFiles && isMillraceError(error, "FAILED_READ_FILE.NO_HINT")) return undefined;
    throw error;
  }
}

/** A data file's text, unpacked by its ending, without a byte order mark. */
export async function readTextFile(runtime: Runtime, path: string, charset = "UTF-8"): Promise<string> {
  const bytes = await runtime.files.read(path);
  if (bytes === undefined)
    throw millraceError("FAILED_READ_FILE.NO_HINT", { path: pathToUri(path), reason: "it is gone" });
  try {
    const plain = path.endsWith(".gz") ? gunzipSync(bytes) : path.endsWith(".zst") ? zstdDecompressSync(bytes) : bytes;
    return decoded(plain, charset);
  } catch (error) {
    throw millraceError(
      "FAILED_READ_FILE.NO_HINT",
      { path: pathToUri(path), reason: messageOf(error) },
      { cause: error },
    );
  }
}
