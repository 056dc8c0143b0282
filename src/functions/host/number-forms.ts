/** Numbers as text by a format, and back. */
import { millraceError } from "../../errors.ts";
import { bigDecimalText } from "../../types/number-text.ts";
import { host, type HostFunction } from "./host-function.ts";

/** The digits of `text` (a plain or exponent decimal) rounded half to even at `places`. */
function halfEven(
  text: string,
  places: number,
): { readonly negative: boolean; readonly whole: string; readonly fraction: string } {
  const match = /^(-?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text)!;
  const exponent = Number(match[4] ?? 0);
  let [whole, fraction] = [match[2] ?? "", match[3] ?? ""];
  if (exponent > 0)
    [whole, fraction] = [whole + fraction.padEnd(exponent, "0").slice(0, exponent), fraction.slice(exponent)];
  else if (exponent < 0) {
    const padded = whole.padStart(1 - exponent, "0");
    [whole, fraction] = [padded.slice(0, exponent), padded.slice(exponent) + fraction];
  }
  const kept = BigInt(`${whole}${fraction.slice(0, places).padEnd(places, "0")}` || "0");
  const rest = fraction.slice(places);
  const half = /^50*$/.test(rest);
  const up = half ? kept % 2n === 1n : rest >= "5";
  const digits = String(kept + (up ? 1n : 0n)).padStart(places + 1, "0");
  return {
    negative: match[1] === "-",
    whole: digits.slice(0, digits.length - places),
    fraction: places === 0 ? "" : digits.slice(-places),
  };
}

const grouped = (digits: string, size: number): string =>
  size > 0 ? digits.replaceAll(new RegExp(String.raw`\B(?=(\d{${size}})+$)`, "g"), ",") : digits;

/** The exact decimal text of a double: half-way cases are those of its bits. */
function exactText(value: number): string {
  let [numerator, twos] = [value, 0];
  // Doubling is exact: it only moves the binary point.
  while (!Number.isInteger(numerator)) [numerator, twos] = [numerator * 2, twos + 1];
  const digits = String((numerator < 0 ? -BigInt(numerator) : BigInt(numerator)) * 5n ** BigInt(twos)).padStart(
    twos + 1,
    "0",
  );
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  return twos === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -twos)}.${digits.slice(-twos)}`;
}

/** `kind` says whether `text` came from a double, whose bits count, or is exact itself. */
function formatNumber(text: string, isDouble: boolean, places: number | null, format: string | null): string | null {
  if (places === null && format === null) return null;
  if (isDouble) {
    const value = Number(text.replace(/^(-?)inf(inity)?$/i, "$1Infinity").replace(/^-?nan$/i, "NaN"));
    if (Number.isNaN(value)) return "NaN";
    if (!Number.isFinite(value)) return value > 0 ? "∞" : "-∞";
    return formatNumber(exactText(value), false, places, format);
  }
  if (places !== null) {
    if (places < 0) return null;
    const { negative, whole, fraction } = halfEven(text, places);
    const body = grouped(whole, 3) + (places > 0 ? `.${fraction}` : "");
    return negative && /[1-9]/.test(body) ? `-${body}` : negative ? `-${body}` : body;
  }
  return byDecimalFormat(text, format!);
}

/** Java's DecimalFormat, as far as `#`, `0`, `,` and `.` go; what stands around them is kept. */
function byDecimalFormat(text: string, format: string): string {
  const match = /^([^#0,.]*)([#0,]*)(?:\.([#0]*))?([^#0,.]*)$/.exec(format);
  if (match === null) return text;
  const [, prefix, integers, fractions, suffix] = match as unknown as [
    string,
    string,
    string,
    string | undefined,
    string,
  ];
  const most = fractions?.length ?? 0;
  const least = (fractions ?? "").replaceAll("#", "").length;
  const { negative, whole, fraction } = halfEven(text, most);
  const comma = integers.lastIndexOf(",");
  const width = integers.replaceAll(/[#,]/g, "").length;
  const digits = (whole.replace(/^0+/, "") || (width === 0 && most > 0 ? "" : "0")).padStart(width, "0");
  let shown = fraction;
  while (shown.length > least && shown.endsWith("0")) shown = shown.slice(0, -1);
  const body = grouped(digits, comma < 0 ? 0 : integers.length - comma - 1) + (shown === "" ? "" : `.${shown}`);
  return `${negative ? "-" : ""}${prefix}${body}${suffix}`;
}

const CONVERSION = /%(?:(\d+)\$)?([-#+ 0,(]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g;

/** Java's Formatter over a JSON list of `{k, v}`: the value's kind and text (NULL as null). */
function formatString(pattern: string | null, valuesJson: string | null): string | null {
  if (pattern === null) return null;
  const values = JSON.parse(valuesJson ?? "[]") as readonly { readonly k: string; readonly v: string | null }[];
  let next = 0;
  return pattern.replaceAll(CONVERSION, (whole, index, flags: string, width, precision, conversion: string) => {
    if (index === "0")
      throw millraceError("INVALID_PARAMETER_VALUE.ZERO_INDEX", {
        parameter: "`strfmt`",
        functionName: "`format_string`",
      });
    if (conversion === "%") return pad("%", flags, width);
    if (conversion === "n") return "\n";
    const value = values[index === undefined ? next++ : Number(index) - 1];
    if (value === undefined) throw millraceError("FAILED_FUNCTION_CALL", { funcName: "`format_string`" });
    return pad(
      converted(value, flags, precision === undefined ? undefined : Number(precision), conversion),
      flags,
      width,
      value.v,
    );
  });
}

function converted(
  value: { readonly k: string; readonly v: string | null },
  flags: string,
  precision: number | undefined,
  conversion: string,
): string {
  const upper = conversion !== conversion.toLowerCase();
  const text = plainConversion(value, flags, precision, conversion.toLowerCase());
  return upper ? text.toUpperCase() : text;
}

/** The conversion is not one for such a value; a decimal is no number to Java's Formatter. */
const unlike = (): Error => millraceError("FAILED_FUNCTION_CALL", { funcName: "`format_string`" });

function plainConversion(
  { k, v }: { readonly k: string; readonly v: string | null },
  flags: string,
  precision: number | undefined,
  conversion: string,
): string {
  if (v === null) return conversion === "b" ? "false" : "null";
  const signed = (body: string): string =>
    body.startsWith("-")
      ? flags.includes("(")
        ? `(${body.slice(1)})`
        : body
      : flags.includes("+")
        ? `+${body}`
        : flags.includes(" ")
          ? ` ${body}`
          : body;
  const group = (body: string): string =>
    flags.includes(",") ? body.replace(/\d+/, (digits) => grouped(digits, 3)) : body;
  switch (conversion) {
    case "s":
      return precision === undefined ? v : v.slice(0, precision);
    case "b":
      return k === "boolean" ? v : "true";
    case "c":
      if (k !== "integral") throw unlike();
      return String.fromCodePoint(Number(v));
    case "d":
      if (k !== "integral") throw unlike();
      return signed(group(v));
    case "x":
    case "o": {
      if (k !== "integral") throw unlike();
      const bits = BigInt.asUintN(64, BigInt(v));
      return bits.toString(conversion === "x" ? 16 : 8);
    }
    case "h":
      return javaHash(v).toString(16);
    case "f": {
      if (k !== "real") throw unlike();
      if (!Number.isFinite(Number(v))) return v;
      return signed(group(halfUp(v, precision ?? 6)));
    }
    case "e": {
      if (k !== "real") throw unlike();
      const [mantissa, exponent] = Number(v)
        .toExponential(precision ?? 6)
        .split("e") as [string, string];
      return signed(`${mantissa}e${exponent[0]}${exponent.slice(1).padStart(2, "0")}`);
    }
    case "g":
      return signed(Number(v).toPrecision(precision ?? 6));
    default:
      throw millraceError("FAILED_FUNCTION_CALL", { funcName: "`format_string`" });
  }
}

/** A decimal text rounded half up, its sign kept even for zero. */
function halfUp(text: string, places: number): string {
  const plain = /e/i.test(text) ? exactText(Number(text)) : text;
  const match = /^(-?)(\d*)(?:\.(\d*))?$/.exec(plain)!;
  const fraction = match[3] ?? "";
  const kept =
    BigInt(`${match[2]}${fraction.slice(0, places).padEnd(places, "0")}` || "0") +
    ((fraction[places] ?? "0") >= "5" ? 1n : 0n);
  const digits = String(kept).padStart(places + 1, "0");
  return `${match[1]}${digits.slice(0, digits.length - places)}${places === 0 ? "" : `.${digits.slice(-places)}`}`;
}

const javaHash = (text: string): number => {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash >>> 0;
};

function pad(text: string, flags: string, width: string | undefined, value?: string | null): string {
  const size = Number(width ?? 0);
  if (flags.includes("-")) return text.padEnd(size);
  if (!flags.includes("0") || value === null) return text.padStart(size);
  const sign = /^[+-]/.exec(text)?.[0] ?? "";
  return sign + text.slice(sign.length).padStart(size - sign.length, "0");
}

export const numberFormFunctions: readonly HostFunction[] = [
  host("millrace_decimal_text", ["VARCHAR"], "VARCHAR", bigDecimalText),
  host(
    "millrace_format_number",
    ["VARCHAR", "BOOLEAN", "INTEGER", "VARCHAR"],
    "VARCHAR",
    (text: string | null, isDouble: boolean, places: number | null, format: string | null) =>
      text === null ? null : formatNumber(text, isDouble, places, format),
    true,
  ),
  host("millrace_format_string", ["VARCHAR", "VARCHAR"], "VARCHAR", formatString, true),
];
