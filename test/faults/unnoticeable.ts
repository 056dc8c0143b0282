/**
 * What no reader can notice. Spark's logs have no checksum in them: where another digit or letter makes another number or path of the same form,
 * there is nothing to hold it against. (What contradicts the entries around it is noticed.)
 */
export interface Harm {
  readonly kind: string;
  readonly damage: string;
  readonly original: Buffer;
  readonly damaged: Buffer | undefined;
}

interface Exception {
  readonly kind: RegExp;
  /** Keys of the values that may be other ones; undefined where the damage is not a flipped bit. */
  readonly values: readonly string[];
  readonly why: string;
}

const exceptions: readonly Exception[] = [
  {
    kind: /^offsets, the last$/,
    values: ["batchWatermarkMs", "batchTimestampMs", "logOffset"],
    why: "a number that is not before that of the batch before is as good as any",
  },
  { kind: /^commits, the last$/, values: ["nextBatchWatermarkMs"], why: "a greater watermark is as good as any" },
  {
    kind: /^source log/,
    values: ["path", "timestamp"],
    why: "files that have been read may be gone, so that any path is one of them; the file of the true path is read again",
  },
];

/** Whether a wrong answer is one of the exceptions: a flipped bit in a value of theirs, that leaves the form of the text as it was. */
export function unnoticeable({ kind, damage, original, damaged }: Harm): boolean {
  const exception = exceptions.find((each) => each.kind.test(kind));
  if (exception === undefined || !damage.startsWith("one bit flipped") || damaged === undefined) return false;
  const [before, after] = [original.toString(), damaged.toString()].map((text) => text.split("\n"));
  return before!.every((line, i) => {
    const other = after![i];
    if (line === other) return true;
    const [fields, changed] = [recordOf(line), recordOf(other)];
    return (
      fields !== undefined &&
      changed !== undefined &&
      Object.keys(fields).join() === Object.keys(changed).join() &&
      Object.keys(fields).every((key) => fields[key] === changed[key] || exception.values.includes(key))
    );
  });
}

function recordOf(line: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(line ?? "") as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}
