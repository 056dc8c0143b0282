/** The text of data files: line by line in bounded memory, or whole where a record may be the file. Packed ones are unpacked by their ending. */
import { Readable, type Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
// By name it would be missed at once on an older Node, which connect() is to refuse in words.
import * as zlib from "node:zlib";
import { isMillraceError, messageOf, millraceError } from "../errors.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { BROKEN, PieceDecoder } from "../types/charset.ts";
import { pathToUri } from "./file-uri.ts";
import { LineSplitter } from "./line-splitter.ts";
import type { ReadSettings } from "./format.ts";
import { isTrue } from "./options.ts";

export interface TextForm {
  readonly charset: string;
  /** What ends a line, if it is not one of the usual ends. */
  readonly lineSeparator?: string;
  /** The whole file as one text. */
  readonly isWhole?: boolean;
  /** Bytes that are no text become `BROKEN`, and not what stands for such bytes. */
  readonly marksBroken?: boolean;
}

type Options = Readonly<Record<string, string>>;

export const charsetOf = (options: Options): string => options["encoding"] ?? options["charset"] ?? "UTF-8";

/** What the options of JSON and CSV say of the text. */
export const textForm = (options: Options): TextForm => ({
  charset: charsetOf(options),
  ...(options["lineSep"] === undefined ? {} : { lineSeparator: options["lineSep"] }),
  isWhole: isTrue(options["multiLine"]),
});

/**
 * The file's lines in groups, without their ends, none for the empty line behind the last end. A file that is gone or cannot be unpacked
 * gives what came before that, where such files are to be passed over.
 */
export async function* readLines(
  runtime: Runtime,
  path: string,
  form: TextForm,
  { ignoreCorruptFiles, ignoreMissingFiles }: Pick<ReadSettings, "ignoreCorruptFiles" | "ignoreMissingFiles">,
): AsyncGenerator<readonly string[]> {
  if ((await runtime.files.stat(path)) === undefined) {
    if (ignoreMissingFiles) return;
    throw unreadable(path, "it is gone");
  }
  try {
    yield* form.isWhole === true ? wholeText(runtime, path, form) : lineGroups(runtime, path, form);
  } catch (error) {
    if (!(error instanceof UnpackError)) throw error;
    if (!ignoreCorruptFiles) throw unreadable(path, error.message, error.cause);
  }
}

/** What a packed file's bytes are not. */
class UnpackError extends Error {}

function unreadable(path: string, reason: string, cause?: unknown): Error {
  return millraceError("FAILED_READ_FILE.NO_HINT", { path: pathToUri(path), reason }, { cause });
}

async function* lineGroups(runtime: Runtime, path: string, form: TextForm): AsyncGenerator<readonly string[]> {
  const splitter = new LineSplitter(form.lineSeparator);
  for await (const text of texts(runtime, path, form)) {
    const lines = bounded(path, () => splitter.write(text));
    if (lines.length > 0) yield lines;
  }
  const last = bounded(path, () => splitter.end());
  if (last.length > 0) yield last;
}

async function* wholeText(runtime: Runtime, path: string, form: TextForm): AsyncGenerator<readonly string[]> {
  const pieces: string[] = [];
  for await (const text of texts(runtime, path, form)) pieces.push(text);
  const whole = bounded(path, () => pieces.join(""));
  if (whole !== "") yield [whole];
}

/** The host holds no text longer than some 500 million characters. */
function bounded<T>(path: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) throw unreadable(path, "one of its records is longer than a text can be", error);
    throw error;
  }
}

async function* texts(runtime: Runtime, path: string, form: TextForm): AsyncGenerator<string> {
  const decoder = form.marksBroken === true ? new PieceDecoder(form.charset, BROKEN) : new PieceDecoder(form.charset);
  for await (const bytes of unpacked(runtime, path)) yield decoder.write(bytes);
  yield decoder.end();
}

/** Endings by which Spark unpacks, and Millrace does not. */
const OTHER_CODECS = [".bz2", ".snappy", ".lz4"];
const PIECE = { chunkSize: 1024 * 1024 };

function unpacked(runtime: Runtime, path: string): AsyncIterable<Uint8Array> {
  const codec = OTHER_CODECS.find((ending) => path.endsWith(ending));
  if (codec !== undefined) throw unreadable(path, `files packed as ${codec} cannot be unpacked`);
  const pieces = runtime.files.pieces(path);
  if (/\.gz$/i.test(path)) return through(zlib.createGunzip(PIECE), pieces);
  if (path.endsWith(".deflate")) return through(zlib.createInflate(PIECE), pieces);
  return path.endsWith(".zst") ? through(zlib.createZstdDecompress(PIECE), pieces) : pieces;
}

/** What the transform makes of the pieces, which are good only until the next: it gets copies. */
async function* through(unpacker: Transform, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let isEmpty = true;
  async function* copies(): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      isEmpty = false;
      yield Uint8Array.from(piece);
    }
  }
  const packed = pipeline(Readable.from(copies()), unpacker);
  // Whoever reads the unpacked side is told of the same failure.
  packed.catch(() => undefined);
  try {
    for await (const piece of unpacker) yield piece as Uint8Array;
  } catch (error) {
    // A file of no bytes is an empty file, whatever its name says.
    if (isEmpty) return;
    throw isMillraceError(error) ? error : new UnpackError(messageOf(error), { cause: error });
  } finally {
    unpacker.destroy();
  }
}
