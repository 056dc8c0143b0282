/** Character sets, percent signs and URLs. Bytes travel as hexadecimal text. */
import { millraceError } from "../../errors.ts";
import { encoded } from "../../types/charset.ts";
import { host, type HostFunction } from "./host-function.ts";
import { javaPattern } from "./java-pattern.ts";
import { parseUri } from "./uri.ts";

const CHARSETS = ["ISO-8859-1", "US-ASCII", "UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-8"];

function charset(name: string, functionName: string): string {
  const upper = name.toUpperCase();
  if (CHARSETS.includes(upper)) return upper;
  throw millraceError("INVALID_PARAMETER_VALUE.CHARSET", {
    functionName: `\`${functionName}\``,
    parameter: "`charset`",
    charset: name,
    charsets: CHARSETS.join(", "),
  });
}

const malformed = (functionName: string, name: string): Error =>
  millraceError("MALFORMED_CHARACTER_CODING", { function: `\`${functionName}\``, charset: name });

const swapped = (buffer: Buffer): Buffer => Buffer.from(buffer).swap16();

function encode(value: string, name: string): string {
  const set = charset(name, "encode");
  switch (set) {
    case "UTF-8":
      return Buffer.from(value, "utf8").toString("hex");
    case "UTF-16LE":
      return Buffer.from(value, "utf16le").toString("hex");
    case "UTF-16BE":
      return swapped(Buffer.from(value, "utf16le")).toString("hex");
    case "UTF-16":
      return `feff${swapped(Buffer.from(value, "utf16le")).toString("hex")}`;
    case "UTF-32":
      return Array.from(value, (char) => char.codePointAt(0)!.toString(16).padStart(8, "0")).join("");
    default: {
      const most = set === "US-ASCII" ? 0x7f : 0xff;
      if (Array.from(value).some((char) => char.codePointAt(0)! > most)) throw malformed("encode", set);
      return Buffer.from(value, "latin1").toString("hex");
    }
  }
}

function decode(hex: string, name: string): string {
  const set = charset(name, "decode");
  const bytes = Buffer.from(hex, "hex");
  switch (set) {
    case "ISO-8859-1":
      return bytes.toString("latin1");
    case "US-ASCII":
      if (bytes.some((byte) => byte > 0x7f)) throw malformed("decode", set);
      return bytes.toString("latin1");
    case "UTF-32": {
      if (bytes.length % 4 !== 0) throw malformed("decode", set);
      return Array.from({ length: bytes.length / 4 }, (_, i) => String.fromCodePoint(bytes.readUInt32BE(i * 4))).join(
        "",
      );
    }
    default:
      try {
        return new TextDecoder(set === "UTF-16" ? "utf-16be" : set, {
          fatal: true,
          ignoreBOM: set !== "UTF-16",
        }).decode(bytes);
      } catch {
        throw malformed("decode", set);
      }
  }
}

/** The form of HTML forms: blanks are plus signs, and all but letters, digits and `.-*_` is escaped. */
function urlEncode(value: string): string {
  return encodeURIComponent(value)
    .replaceAll(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+");
}

function urlDecode(value: string, isTry: boolean): string | null {
  try {
    return decodeURIComponent(value.replaceAll("+", " "));
  } catch {
    if (isTry) return null;
    throw millraceError("CANNOT_DECODE_URL", { url: value });
  }
}

function parseUrl(url: string, part: string, key: string | null, isTry: boolean): string | null {
  const uri = parseUri(url);
  if (uri === undefined) {
    if (isTry) return null;
    throw millraceError("INVALID_URL", { url });
  }
  const { path, query } = uri;
  switch (part) {
    case "HOST":
      return uri.host ?? null;
    case "PATH":
      return path ?? null;
    case "QUERY":
      if (key === null || query === undefined) return query ?? null;
      return valueIn(query, key);
    case "REF":
      return uri.fragment ?? null;
    case "PROTOCOL":
      return uri.scheme ?? null;
    case "FILE":
      return query === undefined ? (path ?? null) : `${path}?${query}`;
    case "AUTHORITY":
      return uri.authority ?? null;
    case "USERINFO":
      return uri.userInfo ?? null;
    default:
      return null;
  }
}

/** As in Spark the key is a pattern. */
function valueIn(query: string, key: string): string | null {
  return javaPattern(`(&|^)${key}=([^&]*)`).exec(query)?.[2] ?? null;
}

function isUtf8(hex: string): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(hex, "hex"));
    return true;
  } catch {
    return false;
  }
}

/** What Java's decoder makes of bytes that are no UTF-8: the replacement character. */
const lenient = (hex: string): string => new TextDecoder("utf-8", { ignoreBOM: true }).decode(Buffer.from(hex, "hex"));

function binary(value: string, format: string, isTry: boolean): string | null {
  const fail = (): null => {
    if (isTry) return null;
    throw millraceError("CONVERSION_INVALID_INPUT", {
      str: `'${value}'`,
      fmt: `'${format.toUpperCase()}'`,
      targetType: '"BINARY"',
      suggestion: "`try_to_binary`",
    });
  };
  switch (format.toLowerCase()) {
    case "hex":
      return /^[0-9a-fA-F]*$/.test(value) ? (value.length % 2 === 1 ? `0${value}` : value) : fail();
    case "utf-8":
    case "utf8":
      return Buffer.from(value, "utf8").toString("hex");
    case "base64":
      return base64Bytes(value) ?? fail();
    default:
      return fail();
  }
}

/** Bytes of base64 text, with or without padding and line ends; undefined when it is none. */
function base64Bytes(value: string): string | undefined {
  const text = value.replaceAll(/[\s]/g, "");
  return /^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.replace(/=+$/, "").length % 4 !== 1
    ? Buffer.from(text, "base64").toString("hex")
    : undefined;
}

function unbase64(value: string): string {
  // As MIME has it, what is no letter of base64 is passed over.
  const hex = base64Bytes(value.replaceAll(/[^A-Za-z0-9+/=]/g, ""));
  if (hex !== undefined) return hex;
  throw millraceError("CONVERSION_INVALID_INPUT", {
    str: `'${value}'`,
    fmt: "'BASE64'",
    targetType: '"BINARY"',
    suggestion: "`try_to_binary`",
  });
}

/** MIME's base64: lines of 76 characters. */
const base64Lines = (hex: string): string =>
  Buffer.from(hex, "hex")
    .toString("base64")
    .replaceAll(/.{76}(?=.)/g, "$&\r\n");

export const encodingFunctions: readonly HostFunction[] = [
  host("millrace_encode", ["VARCHAR", "VARCHAR"], "VARCHAR", encode),
  host("millrace_decode", ["VARCHAR", "VARCHAR"], "VARCHAR", decode),
  host("millrace_encode_lossy", ["VARCHAR", "VARCHAR"], "VARCHAR", (value: string, name: string) =>
    Buffer.from(encoded(value, name)).toString("hex"),
  ),
  host("millrace_lossy_text", ["VARCHAR"], "VARCHAR", (hex: string) => Buffer.from(hex, "hex").toString("utf8")),
  host("millrace_url_encode", ["VARCHAR"], "VARCHAR", urlEncode),
  host("millrace_url_decode", ["VARCHAR", "BOOLEAN"], "VARCHAR", urlDecode),
  host(
    "millrace_parse_url",
    ["VARCHAR", "VARCHAR", "VARCHAR", "BOOLEAN"],
    "VARCHAR",
    (url: string | null, part: string | null, key: string | null, isTry: boolean) =>
      url === null || part === null ? null : parseUrl(url, part, key, isTry),
    true,
  ),
  host("millrace_is_utf8", ["VARCHAR"], "BOOLEAN", isUtf8),
  host("millrace_lenient_utf8", ["VARCHAR"], "VARCHAR", lenient),
  host("millrace_to_binary", ["VARCHAR", "VARCHAR", "BOOLEAN"], "VARCHAR", binary),
  host("millrace_unbase64", ["VARCHAR"], "VARCHAR", unbase64),
  host("millrace_base64", ["VARCHAR"], "VARCHAR", base64Lines),
];
