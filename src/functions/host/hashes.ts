/** Spark's hash functions over values given as longs or text. */
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { host, type HostFunction } from "./host-function.ts";

const MASK = (1n << 64n) - 1n;
const rotl32 = (x: number, r: number): number => (x << r) | (x >>> (32 - r));
const rotl64 = (x: bigint, r: bigint): bigint => ((x << r) | (x >> (64n - r))) & MASK;

function mixK(k: number): number {
  return Math.imul(rotl32(Math.imul(k, 0xcc9e2d51), 15), 0x1b873593);
}
function mixH(h: number, k: number): number {
  return (Math.imul(rotl32(h ^ mixK(k), 13), 5) + 0xe6546b64) | 0;
}
function finish(h0: number, length: number): number {
  let h = h0 ^ length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function murmurLong(value: bigint, seed: number): number {
  const low = Number(BigInt.asIntN(32, value));
  const high = Number(BigInt.asIntN(32, value >> 32n));
  return finish(mixH(mixH(seed, low), high), 8);
}

/** Spark's own tail: every byte past the last whole word is mixed as a word of its own, sign extended. */
function murmurBytes(bytes: Buffer, seed: number): number {
  let h = seed;
  const aligned = bytes.length - (bytes.length % 4);
  for (let i = 0; i < aligned; i += 4) h = mixH(h, bytes.readInt32LE(i));
  for (let i = aligned; i < bytes.length; i++) h = mixH(h, bytes.readInt8(i));
  return finish(h, bytes.length);
}

const [P1, P2, P3, P4, P5] = [
  0x9e3779b185ebca87n,
  0xc2b2ae3d27d4eb4fn,
  0x165667b19e3779f9n,
  0x85ebca77c2b2ae63n,
  0x27d4eb2f165667c5n,
] as const;
const mul = (a: bigint, b: bigint): bigint => (a * b) & MASK;

function avalanche(h0: bigint): bigint {
  let h = h0;
  h = mul(h ^ (h >> 33n), P2);
  h = mul(h ^ (h >> 29n), P3);
  return h ^ (h >> 32n);
}

const round = (acc: bigint, k: bigint): bigint => mul(rotl64((acc + mul(k, P2)) & MASK, 31n), P1);

function xxTail(h0: bigint, bytes: Buffer, from: number): bigint {
  let h = h0;
  let i = from;
  for (; i + 8 <= bytes.length; i += 8) h = (mul(rotl64(h ^ round(0n, bytes.readBigUInt64LE(i)), 27n), P1) + P4) & MASK;
  if (i + 4 <= bytes.length) {
    h = (mul(rotl64(h ^ mul(BigInt(bytes.readUInt32LE(i)), P1), 23n), P2) + P3) & MASK;
    i += 4;
  }
  for (; i < bytes.length; i++) h = mul(rotl64(h ^ mul(BigInt(bytes[i]!), P5), 11n), P1);
  return avalanche(h);
}

function xxBytes(bytes: Buffer, seed: bigint): bigint {
  if (bytes.length < 32) return xxTail((seed + P5 + BigInt(bytes.length)) & MASK, bytes, 0);
  const v = [(seed + P1 + P2) & MASK, (seed + P2) & MASK, seed, (seed - P1) & MASK];
  let i = 0;
  for (; i + 32 <= bytes.length; i += 32)
    v.forEach((acc, lane) => {
      v[lane] = round(acc, bytes.readBigUInt64LE(i + lane * 8));
    });
  let h = (rotl64(v[0]!, 1n) + rotl64(v[1]!, 7n) + rotl64(v[2]!, 12n) + rotl64(v[3]!, 18n)) & MASK;
  for (const acc of v) h = (mul(h ^ round(0n, acc), P1) + P4) & MASK;
  return xxTail((h + BigInt(bytes.length)) & MASK, bytes, i);
}

type Width = "int" | "long" | "text" | "double" | "float" | "parts";

/** The bits of a double or float as an integer, -0.0 counting as 0.0. */
function bitsOf(width: Width, text: string): bigint {
  const buffer = Buffer.alloc(8);
  const value =
    Number(text.replace(/^(-?)inf(inity)?$/i, "$1Infinity").replace(/^-?nan$/i, "NaN")) ||
    (/nan/i.test(text) ? Number.NaN : 0);
  if (width === "float") {
    buffer.writeFloatLE(value);
    return BigInt(buffer.readInt32LE(0));
  }
  buffer.writeDoubleLE(value);
  return buffer.readBigInt64LE(0);
}

/** The bytes of a whole number, the highest first, as few as say its sign. */
function bytesOfNumber(value: bigint): Buffer {
  let length = 1;
  while (BigInt.asIntN(length * 8, value) !== value) length++;
  return Buffer.from(
    BigInt.asUintN(length * 8, value)
      .toString(16)
      .padStart(length * 2, "0"),
    "hex",
  );
}

type Hash = (seed: bigint, width: Width, long: bigint | null, text: string | null) => bigint;
type BytesHash = (bytes: Buffer, seed: bigint) => bigint;

/** The parts of a nested value one after the other, each seeded with the hash so far. */
function ofParts(parts: string, seed: bigint, hash: Hash, hashBytes: BytesHash): bigint {
  return parts
    .split(";")
    .filter((part) => part !== "")
    .reduce((soFar, part) => {
      const [width, value] = part.split(":") as [string, string];
      if (width === "bytes") return hashBytes(Buffer.from(value, "hex"), soFar);
      if (width === "big") return hashBytes(bytesOfNumber(wholeNumber(value)), soFar);
      return width === "int" || width === "long"
        ? hash(soFar, width, wholeNumber(value), null)
        : hash(soFar, width as Width, null, value);
    }, seed);
}

const wholeNumber = (value: string): bigint => (value.startsWith("-") ? -BigInt(value.slice(1)) : BigInt(value));

function murmur3(seed: bigint, width: Width, long: bigint | null, text: string | null): bigint {
  const s = Number(seed) | 0;
  if (long === null && text === null) return BigInt(s);
  if (width === "parts")
    return ofParts(text!, seed, murmur3, (bytes, soFar) => BigInt(murmurBytes(bytes, Number(soFar) | 0)));
  if (width === "text") return BigInt(murmurBytes(Buffer.from(text!, "utf8"), s));
  const value = text === null ? long! : bitsOf(width, text);
  return BigInt(
    width === "int" || width === "float" ? finish(mixH(s, Number(BigInt.asIntN(32, value))), 4) : murmurLong(value, s),
  );
}

function xxhash64(seed: bigint, width: Width, long: bigint | null, text: string | null): bigint {
  const s = seed & MASK;
  if (long === null && text === null) return seed;
  if (width === "parts")
    return ofParts(text!, seed, xxhash64, (bytes, soFar) => BigInt.asIntN(64, xxBytes(bytes, soFar & MASK)));
  if (width === "text") return BigInt.asIntN(64, xxBytes(Buffer.from(text!, "utf8"), s));
  const value = text === null ? long! : bitsOf(width, text);
  const isInt = width === "int" || width === "float";
  const bytes = Buffer.alloc(isInt ? 4 : 8);
  if (isInt) bytes.writeInt32LE(Number(BigInt.asIntN(32, value)));
  else bytes.writeBigInt64LE(BigInt.asIntN(64, value));
  return BigInt.asIntN(64, xxTail((s + P5 + BigInt(bytes.length)) & MASK, bytes, 0));
}

const SHA2: Record<number, string> = { 0: "sha256", 224: "sha224", 256: "sha256", 384: "sha384", 512: "sha512" };

export const hashFunctions: readonly HostFunction[] = [
  host("millrace_murmur3", ["BIGINT", "VARCHAR", "BIGINT", "VARCHAR"], "BIGINT", murmur3, true),
  host("millrace_xxhash64", ["BIGINT", "VARCHAR", "BIGINT", "VARCHAR"], "BIGINT", xxhash64, true),
  host("millrace_sha2", ["VARCHAR", "INTEGER"], "VARCHAR", (hex: string, bits: number) =>
    SHA2[bits] === undefined ? null : createHash(SHA2[bits]).update(Buffer.from(hex, "hex")).digest("hex"),
  ),
  host("millrace_crc32", ["VARCHAR"], "BIGINT", (hex: string) => BigInt(crc32(Buffer.from(hex, "hex")))),
];
