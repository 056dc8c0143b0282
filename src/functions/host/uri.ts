/** URIs as Java takes them apart (RFC 2396 with its deviations): what `parse_url` goes by. */

export interface Uri {
  readonly scheme?: string;
  readonly authority?: string;
  /** Only where the authority names a server: another may be any registry's name. */
  readonly userInfo?: string;
  readonly host?: string;
  /** An opaque one, as `mailto:a@b`, has none. */
  readonly path?: string;
  readonly query?: string;
  readonly fragment?: string;
}

const OTHER = String.raw`[^\0-\x7F\s\u0080-\u009F]`;
const ESCAPED = "%[0-9A-Fa-f]{2}";
const UNRESERVED = String.raw`A-Za-z0-9_\-!.~'()*`;
const made = (chars: string): RegExp => new RegExp(`^(?:[${UNRESERVED}${chars}]|${ESCAPED}|${OTHER})*$`);

const PATH = made(":@&=+$,;/");
const URIC = made(String.raw`;/?:@&=+$,\[\]`);
const REGISTRY = made("$,;:@&=+");
const USER_INFO = made(";:&=+$,");
const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*$/;

/** The parts; undefined where the text is no URI. */
export function parseUri(text: string): Uri | undefined {
  const [, before, fragment] = /^([^#]*)(?:#(.*))?$/s.exec(text)!;
  if (fragment !== undefined && !URIC.test(fragment)) return undefined;
  const [, scheme, rest = ""] = /^(?:([^:/?]*):)?(.*)$/s.exec(before!)!;
  if (scheme !== undefined && !SCHEME.test(scheme)) return undefined;
  const base = { ...(scheme === undefined ? {} : { scheme }), ...(fragment === undefined ? {} : { fragment }) };
  if (scheme !== undefined && !rest.startsWith("/")) return rest !== "" && URIC.test(rest) ? base : undefined;
  const [, authority, path = "", query] = /^(?:\/\/([^/?]*))?([^?]*)(?:\?(.*))?$/s.exec(rest)!;
  // An empty authority stands before something.
  if (authority === "" && path === "" && query === undefined && fragment === undefined) return undefined;
  if (!PATH.test(path) || (query !== undefined && !URIC.test(query))) return undefined;
  const parts = { ...base, path, ...(query === undefined ? {} : { query }) };
  if (authority === undefined || authority === "") return parts;
  const server = serverOf(authority);
  if (server !== undefined) return { ...parts, authority, ...server };
  return REGISTRY.test(authority) ? { ...parts, authority } : undefined;
}

/** `user@host:port`; undefined where the authority is not of that form. */
function serverOf(authority: string): Pick<Uri, "userInfo" | "host"> | undefined {
  const [, userInfo, host = ""] = /^(?:([^@]*)@)?(\[[^\]]*\]|[^:[\]@]*)(?::\d*)?$/.exec(authority) ?? [];
  if (userInfo !== undefined && !USER_INFO.test(userInfo)) return undefined;
  if (!isIpv6(host) && !isIpv4(host) && !isHostName(host)) return undefined;
  return { ...(userInfo === undefined ? {} : { userInfo }), host };
}

const isIpv4 = (host: string): boolean =>
  /^\d{1,3}(\.\d{1,3}){3}$/.test(host) && host.split(".").every((part) => Number(part) <= 255);

/** Labels of letters and digits; of several the last begins with a letter. */
const isHostName = (host: string): boolean =>
  /^([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*\.?$/.test(host) &&
  (!/[^.]\../.test(host) || /(^|\.)[A-Za-z][^.]*\.?$/.test(host));

function isIpv6(host: string): boolean {
  const [, address] = /^\[([^%\]]+)(?:%[\w.]+)?\]$/.exec(host) ?? [];
  if (address === undefined) return false;
  const [, head = "", tail] = /^(.*?)(?:::(.*))?$/.exec(address)!;
  const groups = (part: string): readonly string[] => (part === "" ? [] : part.split(":"));
  const all = [...groups(head), ...groups(tail ?? "")];
  const last = all.at(-1) ?? "";
  const hex = isIpv4(last) ? all.slice(0, -1) : all;
  if (!hex.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return false;
  const count = hex.length + (hex.length < all.length ? 2 : 0);
  return tail === undefined ? count === 8 : count < 8;
}
