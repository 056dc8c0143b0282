/** Replaces, in every text of a trace, what differs between two runs of the same scenario: the masks of record.py. */
export function masker(root: string): <T>(value: T) => T {
  const rules = maskRules(root);
  const maskText = (text: string) =>
    rules.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), text);
  const mask = (value: unknown): unknown => {
    if (typeof value === "string") return maskText(value);
    if (Array.isArray(value)) return value.map(mask);
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mask(one)]));
    return value;
  };
  return mask as <T>(value: T) => T;
}

function maskRules(root: string): readonly (readonly [RegExp, string])[] {
  const relative = escaped(root.replace(/^\/+/, ""));
  return [
    [new RegExp(`file:/*${relative}`, "g"), "file://<dir>"],
    [new RegExp(escaped(root), "g"), "<dir>"],
    [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "<uuid>"],
    [/#\d+L?/g, "#N"],
    [/__auto_generated_subquery_name_\w+/g, "__auto_generated_subquery_name"],
    [/"(batchTimestampMs|timestamp|modificationTime)":\d+/g, '"$1":<ms>'],
    [/\(TID \d+\)/g, "(TID N)"],
    [/@[0-9a-f]{6,8}\b/g, "@H"],
  ];
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
