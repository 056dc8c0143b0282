import { gunzipSync, zstdDecompressSync } from "node:zlib";
import { messageOf, millraceError } from "../errors.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { decoded } from "../types/charset.ts";
import { pathToUri } from "./file-uri.ts";

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
