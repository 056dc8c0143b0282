/**
 * The decimal digits of binary numbers as Java 17 chooses them (before JDK-4511638 made them the shortest): Steele and White's generation with the
 * stops that Java's class library has. Spark's texts are made of them.
 */

/** Bits that powers of five take, from 5^0 on, as far as they fit into 64. */
const BITS_OF_FIVES = [
  0, 3, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28, 31, 33, 35, 38, 40, 42, 45, 47, 49, 52, 54, 56, 59, 61,
];
/** How many decimal digits say nothing where so many bits are unknown. */
const INSIGNIFICANT = [
  0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 6, 6, 7, 7, 7, 8, 8, 8, 9, 9, 9, 9, 10, 10, 10, 11,
  11, 11, 12, 12, 12, 12, 13, 13, 13, 14, 14, 14, 15, 15, 15, 15, 16, 16, 16, 17, 17, 17, 18, 18, 18, 19,
];

export interface DecimalDigits {
  readonly digits: string;
  /** The number is 0.digits times ten to this. */
  readonly exponent: number;
}

interface BinaryNumber {
  /** Power of two of the leading bit. */
  readonly exponent: number;
  /** The leading bit at bit 52. */
  readonly bits: bigint;
  readonly significantBits: number;
}

const view = new DataView(new ArrayBuffer(8));

function ofDouble(value: number): BinaryNumber {
  view.setFloat64(0, value);
  const raw = view.getBigUint64(0);
  const [exponent, fraction] = [Number((raw >> 52n) & 0x7ffn), raw & 0xfffffffffffffn];
  if (exponent !== 0) return { exponent: exponent - 1023, bits: fraction | (1n << 52n), significantBits: 53 };
  const length = fraction.toString(2).length;
  return { exponent: length - 52 - 1023, bits: fraction << BigInt(53 - length), significantBits: length };
}

function ofFloat(value: number): BinaryNumber {
  view.setFloat32(0, value);
  const raw = view.getUint32(0);
  const [exponent, fraction] = [(raw >>> 23) & 0xff, raw & 0x7fffff];
  if (exponent !== 0)
    return { exponent: exponent - 127, bits: BigInt(fraction | 0x800000) << 29n, significantBits: 24 };
  const length = fraction.toString(2).length;
  return { exponent: length - 23 - 127, bits: BigInt(fraction) << BigInt(53 - length), significantBits: length };
}

/** The digits of a positive, finite number. */
export function javaDigits(value: number, isFloat: boolean): DecimalDigits {
  const binary = isFloat ? ofFloat(value) : ofDouble(value);
  const { exponent, bits } = binary;
  const tail = trailingZeros(bits);
  const fractionBits = 53 - tail;
  const tinyBits = Math.max(0, fractionBits - exponent - 1);
  if (exponent >= -21 && exponent <= 62 && tinyBits === 0 && fractionBits < 64) return wholeDigits(binary);
  return generated(binary, tail, fractionBits, tinyBits);
}

function trailingZeros(bits: bigint): number {
  let [rest, count] = [bits, 0];
  for (; (rest & 1n) === 0n; rest >>= 1n) count++;
  return count;
}

/** A whole number of at most 63 bits: its own digits, less those that its precision does not cover. */
function wholeDigits({ exponent, bits, significantBits }: BinaryNumber): DecimalDigits {
  const unknown = exponent > significantBits ? exponent - significantBits - 1 : 0;
  const dropped = unknown > 1 ? (INSIGNIFICANT[unknown] ?? 0) : 0;
  let whole = exponent >= 52 ? bits << BigInt(exponent - 52) : bits >> BigInt(52 - exponent);
  if (dropped > 0) {
    const power = 10n ** BigInt(dropped);
    whole = whole / power + (whole % power >= power / 2n ? 1n : 0n);
  }
  const text = String(whole);
  return { digits: text.replace(/0+$/, "") || "0", exponent: text.length + dropped };
}

function generated(
  { exponent, bits, significantBits }: BinaryNumber,
  tail: number,
  fractionBits: number,
  tinyBits: number,
): DecimalDigits {
  let decimal = estimate(bits, exponent);
  const [b5, s5] = [Math.max(0, -decimal), Math.max(0, decimal)];
  let [b2, s2] = [b5 + tinyBits + exponent, s5 + tinyBits];
  let m2 = b2 - significantBits;
  b2 -= fractionBits - 1;
  const common = Math.min(b2, s2);
  [b2, s2, m2] = [b2 - common, s2 - common, m2 - common];
  if (fractionBits === 1) m2 -= 1;
  if (m2 < 0) [b2, s2, m2] = [b2 - m2, s2 - m2, 0];
  const fiveBits = (n: number): number => BITS_OF_FIVES[n] ?? n * 3;
  // With wide numbers Java compares one step more generously.
  const isNarrow = fractionBits + b2 + fiveBits(b5) < 64 && s2 + 1 + fiveBits(s5 + 1) < 64;
  let b = ((bits >> BigInt(tail)) * 5n ** BigInt(b5)) << BigInt(b2);
  const s = (5n ** BigInt(s5)) << BigInt(s2);
  let m = (5n ** BigInt(b5)) << BigInt(m2);
  const tens = s * 10n;
  const isHigh = (): boolean => (isNarrow ? b + m > tens : b + m >= tens);
  let digit = b / s;
  [b, m] = [10n * (b % s), m * 10n];
  let [low, high] = [b < m, isHigh()];
  const digits: number[] = [];
  if (digit === 0n && !high) decimal -= 1;
  else digits.push(Number(digit));
  if (decimal < -3 || decimal >= 8) [low, high] = [false, false];
  while (!low && !high) {
    digit = b / s;
    [b, m] = [10n * (b % s), m * 10n];
    [low, high] = [b < m, isHigh()];
    digits.push(Number(digit));
  }
  const rest = 2n * b - tens;
  const up = high && (!low || rest > 0n || (rest === 0n && digits.at(-1)! % 2 === 1));
  return up ? roundedUp(digits, decimal + 1) : { digits: digits.join(""), exponent: decimal + 1 };
}

/** The power of ten, perhaps one too high. */
function estimate(bits: bigint, exponent: number): number {
  const mantissa = Number(bits) / 2 ** 52;
  return Math.floor((mantissa - 1.5) * 0.289529654 + 0.176091259 + exponent * 0.301029995663981);
}

function roundedUp(digits: readonly number[], exponent: number): DecimalDigits {
  const whole = String(BigInt(digits.join("")) + 1n);
  return whole.length > digits.length
    ? { digits: `1${"0".repeat(digits.length - 1)}`, exponent: exponent + 1 }
    : { digits: whole.padStart(digits.length, "0"), exponent };
}
