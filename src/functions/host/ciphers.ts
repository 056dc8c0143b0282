/** AES over bytes that travel as hexadecimal. */
import { createCipheriv, createDecipheriv, createHmac, type CipherGCM, type DecipherGCM } from "node:crypto";
import { isMillraceError, messageOf, millraceError } from "../../errors.ts";
import { host, type HostFunction } from "./host-function.ts";

const FUNCTIONS = "`aes_encrypt`/`aes_decrypt`";
const TAG_BYTES = 16;

interface Mode {
  readonly name: "ECB" | "CBC" | "GCM";
  readonly ivBytes: number;
}
const MODES: Readonly<Record<string, Mode>> = {
  "ECB PKCS": { name: "ECB", ivBytes: 0 },
  "ECB DEFAULT": { name: "ECB", ivBytes: 0 },
  "CBC PKCS": { name: "CBC", ivBytes: 16 },
  "CBC DEFAULT": { name: "CBC", ivBytes: 16 },
  "GCM NONE": { name: "GCM", ivBytes: 12 },
  "GCM DEFAULT": { name: "GCM", ivBytes: 12 },
};

function modeOf(mode: string, padding: string): Mode {
  const found = MODES[`${mode.toUpperCase()} ${padding.toUpperCase()}`];
  if (found !== undefined) return found;
  throw millraceError("UNSUPPORTED_FEATURE.AES_MODE", { mode, padding, functionName: FUNCTIONS });
}

function checkKey(key: Buffer): void {
  if (![16, 24, 32].includes(key.length))
    throw millraceError("INVALID_PARAMETER_VALUE.AES_KEY_LENGTH", {
      parameter: "`key`",
      functionName: FUNCTIONS,
      actualLength: String(key.length),
    });
}

const bytesOf = (hex: string): Buffer => Buffer.from(hex, "hex");
const algorithm = (key: Buffer, { name }: Mode): string => `aes-${key.length * 8}-${name.toLowerCase()}`;

/**
 * The bytes that were drawn for the query and the message choose the initial vector, where none is given: no two messages have one in
 * common, and a batch that runs again gives the same.
 */
function vector(key: Buffer, input: Buffer, aad: Buffer, entropy: string, { ivBytes }: Mode): Buffer {
  return createHmac("sha256", key).update(entropy).update(aad).update(input).digest().subarray(0, ivBytes);
}

function encrypt(
  inputHex: string,
  keyHex: string,
  modeName: string,
  padding: string,
  ivHex: string,
  aadHex: string,
  entropy: string,
): string {
  const [input, key, given, aad] = [inputHex, keyHex, ivHex, aadHex].map(bytesOf) as [Buffer, Buffer, Buffer, Buffer];
  checkKey(key);
  const mode = modeOf(modeName, padding);
  const functionName = "`aes_encrypt`";
  if (given.length > 0 && mode.ivBytes === 0)
    throw millraceError("UNSUPPORTED_FEATURE.AES_MODE_IV", { mode: mode.name, functionName });
  if (given.length > 0 && given.length !== mode.ivBytes)
    throw millraceError("INVALID_PARAMETER_VALUE.AES_IV_LENGTH", {
      mode: mode.name,
      parameter: "`iv`",
      functionName: FUNCTIONS,
      actualLength: String(given.length),
    });
  if (aad.length > 0 && mode.name !== "GCM")
    throw millraceError("UNSUPPORTED_FEATURE.AES_MODE_AAD", { mode: mode.name, functionName });
  const iv = given.length > 0 ? given : vector(key, input, aad, entropy, mode);
  const cipher = createCipheriv(algorithm(key, mode), key, mode.ivBytes === 0 ? null : iv);
  if (mode.name === "GCM" && aad.length > 0) (cipher as CipherGCM).setAAD(aad);
  const body = [cipher.update(input), cipher.final()];
  const tag = mode.name === "GCM" ? [(cipher as CipherGCM).getAuthTag()] : [];
  return Buffer.concat([iv, ...body, ...tag]).toString("hex");
}

function decrypt(
  inputHex: string,
  keyHex: string,
  modeName: string,
  padding: string,
  aadHex: string,
  isTry: boolean,
): string | null {
  try {
    return decrypted(inputHex, keyHex, modeName, padding, aadHex);
  } catch (error) {
    if (isTry) return null;
    if (isMillraceError(error)) throw error;
    throw cryptoError(messageOf(error));
  }
}

const cryptoError = (detailMessage: string): Error =>
  millraceError("INVALID_PARAMETER_VALUE.AES_CRYPTO_ERROR", {
    parameter: "`expr`, `key`",
    functionName: FUNCTIONS,
    detailMessage,
  });

function decrypted(inputHex: string, keyHex: string, modeName: string, padding: string, aadHex: string): string {
  const [input, key, aad] = [inputHex, keyHex, aadHex].map(bytesOf) as [Buffer, Buffer, Buffer];
  checkKey(key);
  const mode = modeOf(modeName, padding);
  if (aad.length > 0 && mode.name !== "GCM")
    throw millraceError("UNSUPPORTED_FEATURE.AES_MODE_AAD", { mode: mode.name, functionName: "`aes_decrypt`" });
  const tagBytes = mode.name === "GCM" ? TAG_BYTES : 0;
  if (input.length < mode.ivBytes + tagBytes)
    throw cryptoError("the bytes are too few for what goes before the message");
  const iv = input.subarray(0, mode.ivBytes);
  const decipher = createDecipheriv(algorithm(key, mode), key, mode.ivBytes === 0 ? null : iv);
  if (mode.name === "GCM") {
    const gcm = decipher as DecipherGCM;
    gcm.setAuthTag(input.subarray(input.length - tagBytes));
    if (aad.length > 0) gcm.setAAD(aad);
  }
  const body = decipher.update(input.subarray(mode.ivBytes, input.length - tagBytes));
  return Buffer.concat([body, decipher.final()]).toString("hex");
}

const TEXT = "VARCHAR";
export const cipherFunctions: readonly HostFunction[] = [
  host("millrace_aes_encrypt", [TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT], TEXT, encrypt),
  host("millrace_aes_decrypt", [TEXT, TEXT, TEXT, TEXT, TEXT, "BOOLEAN"], TEXT, decrypt),
];
