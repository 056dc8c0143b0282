/** `get_json_object`: a path through JSON, with what Spark has of Hive's ways of writing several hits down. */
import { jsonText, type JsonNode } from "../../types/json/parser.ts";

/** A field, an element, or all elements. */
export type Step = { readonly name: string } | { readonly index: number } | "all";

/** Plain text as it is; everything as JSON; or lists dissolved in the list they are in. */
type Style = "raw" | "quoted" | "flat";

/** The steps of a path, or undefined when it is malformed. */
export function pathSteps(path: string): readonly Step[] | undefined {
  if (!path.startsWith("$")) return undefined;
  const steps: Step[] = [];
  const pattern = /\.([^.[\]]+)|\[(\d+)\]|\[(\*)\]|\['([^']*)'\]/y;
  let at = 1;
  while (at < path.length) {
    pattern.lastIndex = at;
    const match = pattern.exec(path);
    if (match === null) return undefined;
    at = pattern.lastIndex;
    const [, name, index, all, quoted] = match;
    steps.push(all !== undefined ? "all" : index !== undefined ? { index: Number(index) } : { name: name ?? quoted! });
  }
  return steps;
}

/** What is found, or null. */
export function followed(node: JsonNode, steps: readonly Step[]): string | null {
  const out: string[] = [];
  return follow(node, steps, "raw", out) ? out.join(",") : null;
}

/** Whether anything was found; it is in `out` then. */
function follow(node: JsonNode, [step, ...rest]: readonly Step[], style: Style, out: string[]): boolean {
  if (step === undefined) return write(node, style, out);
  if (step === "all") return node.t === "array" && followAll(node.items, rest, style, out);
  if ("index" in step) {
    const item = node.t === "array" ? node.items[step.index] : undefined;
    return item !== undefined && follow(item, rest, rest[0] === "all" ? "quoted" : style, out);
  }
  // Of fields of one name the first in which something is found.
  return (
    node.t === "object" &&
    node.entries.some(([name, value]) => name === step.name && value.t !== "null" && follow(value, rest, style, out))
  );
}

function followAll(items: readonly JsonNode[], rest: readonly Step[], style: Style, out: string[]): boolean {
  const inner: string[] = [];
  const hits = (steps: readonly Step[], own: Style): number =>
    items.filter((item) => follow(item, steps, own, inner)).length;
  if (rest[0] === "all") {
    const found = hits(rest.slice(1), "flat");
    out.push(`[${inner.join(",")}]`);
    return found > 0;
  }
  const found = hits(rest, style === "raw" ? "quoted" : style);
  // A list that holds one thing only is not written as a list, but inside another one.
  if (style === "quoted" || found > 1) out.push(`[${inner.join(",")}]`);
  else out.push(...inner);
  return found > 0;
}

function write(node: JsonNode, style: Style, out: string[]): boolean {
  if (style === "flat" && node.t === "array") return node.items.filter((item) => write(item, "flat", out)).length > 0;
  out.push(style === "raw" && node.t === "string" ? node.text : jsonText(node));
  return true;
}
