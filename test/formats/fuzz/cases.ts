/** Files for the fuzzer, clean ones that something was done to; a seed decides all of a case. */
import { diceOf, type Dice } from "../../sql/fuzz-dice.ts";
import { cleanLines, shapeOf, type FileShape } from "./clean-files.ts";
import { BYTE_MANGLES } from "./mangle-bytes.ts";
import { mangledLine } from "./mangle-lines.ts";
import { packed } from "./packing.ts";

export interface FuzzFile {
  readonly name: string;
  readonly bytes: Buffer;
  /** What the file holds; undefined where it cannot be unpacked. */
  readonly plain: Buffer | undefined;
}

export interface FuzzCase extends FileShape {
  readonly files: readonly FuzzFile[];
}

export function caseOf(seed: number): FuzzCase {
  const dice = diceOf(seed);
  const shape = shapeOf(dice);
  const count = dice.next() < 0.8 ? 1 : 2;
  return { ...shape, files: Array.from({ length: count }, (_, i) => fileOf(shape, i, dice)) };
}

function fileOf(shape: FileShape, place: number, dice: Dice): FuzzFile {
  const plain = contentOf(shape, dice);
  const name = `part-${place}.${shape.kind}`;
  if (dice.next() > 0.15) return { name, bytes: plain, plain };
  const { bytes, isWhole } = packed(plain, dice);
  return { name: `${name}.gz`, bytes, plain: isWhole ? plain : undefined };
}

function contentOf(shape: FileShape, dice: Dice): Buffer {
  const lines = cleanLines(shape, dice);
  for (let n = dice.below(4); n > 0; n--) {
    const at = dice.below(lines.length);
    lines[at] = mangledLine(lines[at]!, shape, dice);
  }
  let bytes: Buffer = Buffer.from(lines.join("\n") + dice.oneOf(["\n", "\n", ""]));
  // A file that is empty is soon tested enough.
  const names = Object.keys(BYTE_MANGLES).filter((name) => name !== "nothing" || dice.next() < 0.2);
  for (let n = dice.below(3); n > 0; n--) bytes = BYTE_MANGLES[dice.oneOf(names)]!(bytes, dice);
  return bytes;
}
