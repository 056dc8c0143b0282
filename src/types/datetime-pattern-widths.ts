/** How many digits each number of a datetime pattern takes: alone, and where numbers stand side by side. */
import type { PatternPiece } from "./datetime-pattern.ts";

/** How a number is read, by the rules of Java's formatters. */
export interface NumberWidth {
  readonly least: number;
  readonly most: number;
  /** Which signs may stand before it: `exceeds` takes a plus where there are more than `least` digits, and wants it there. */
  readonly sign: "none" | "minus" | "exceeds";
  /** Digits that the numbers right behind it need. */
  reserved: number;
}

const cache = new WeakMap<readonly PatternPiece[], readonly (NumberWidth | undefined)[]>();

/** For each piece its width, if it is a number. The first of numbers side by side leaves those of a fixed width behind it their digits. */
export function numberWidths(pieces: readonly PatternPiece[]): readonly (NumberWidth | undefined)[] {
  let widths = cache.get(pieces);
  if (widths !== undefined) return widths;
  let first: NumberWidth | undefined;
  widths = pieces.map((piece) => {
    const width = "letter" in piece ? widthOf(piece) : undefined;
    if (width !== undefined && first !== undefined && width.sign === "none" && width.least === width.most)
      first.reserved += width.most;
    else first = width;
    return width;
  });
  cache.set(pieces, widths);
  return widths;
}

function widthOf({ letter, count }: { readonly letter: string; readonly count: number }): NumberWidth | undefined {
  const width = (least: number, most: number, sign: NumberWidth["sign"]): NumberWidth => ({
    least,
    most,
    sign,
    reserved: 0,
  });
  if (letter === "y" && count !== 2) return width(count, 19, count < 4 ? "minus" : "exceeds");
  if (letter === "D" && count > 1) return width(count, 3, "none");
  if (!/[yMLdDHhKkms]/.test(letter) || (/[ML]/.test(letter) && count > 2)) return undefined;
  return count === 1 ? width(1, 19, "minus") : width(count, count, "none");
}

/** The text of the number at `at`, sign and all; undefined where there is none. */
export function numberAt(text: string, at: number, { least, most, sign, reserved }: NumberWidth): string | undefined {
  const lead = sign === "none" ? "" : (/^[+-]/.exec(text.slice(at, at + 1))?.[0] ?? "");
  if (lead === "+" && sign === "minus") return undefined;
  const start = at + lead.length;
  const run = /^\d*/.exec(text.slice(start, start + most + reserved))![0];
  const digits = reserved > 0 ? run.slice(0, Math.max(least, run.length - reserved)) : run;
  if (digits.length < least) return undefined;
  if (sign === "exceeds" && lead !== "-" && (lead === "+") !== digits.length > least) return undefined;
  return lead + digits;
}
