/** Files in gzip, whole or not. */
import { gzipSync } from "node:zlib";
import type { Dice } from "../../sql/fuzz-dice.ts";

export interface Packed {
  readonly bytes: Buffer;
  /** Whether the file can be unpacked. */
  readonly isWhole: boolean;
}

export function packed(plain: Buffer, dice: Dice): Packed {
  const bytes = gzipSync(plain, { level: 1 });
  const broken = (wrong: Buffer): Packed => ({ bytes: wrong, isWhole: false });
  switch (dice.below(8)) {
    case 0:
      return broken(bytes.subarray(0, 1 + dice.below(bytes.length - 1)));
    case 1:
      return broken(Buffer.concat([bytes, Buffer.from(dice.oneOf(["garbage", "\u001f", "\n"]))]));
    case 2: {
      const half = dice.below(plain.length + 1);
      return {
        bytes: Buffer.concat([gzipSync(plain.subarray(0, half)), gzipSync(plain.subarray(half))]),
        isWhole: true,
      };
    }
    case 3: {
      // The check at the end: four bytes of sum, four of length.
      const wrong = Buffer.from(bytes);
      const at = wrong.length - 1 - dice.below(8);
      wrong[at] = wrong[at]! ^ 0x10;
      return broken(wrong);
    }
    case 4:
      return plain.length === 0 ? { bytes: plain, isWhole: true } : broken(plain);
    default:
      return { bytes, isWhole: true };
  }
}
