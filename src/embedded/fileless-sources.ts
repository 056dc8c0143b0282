/** Streams that no directory holds: their options, their schemas, and how they are opened. */
import { RATE_OPTIONS } from "../connectors/rate/options.ts";
import { RateMicroBatchSource } from "../connectors/rate/micro-batch-source.ts";
import { RATE_SCHEMA } from "../connectors/rate/rows.ts";
import { RateSource } from "../connectors/rate/source.ts";
import { SOCKET_OPTIONS, SocketSource, socketSchema } from "../connectors/socket/source.ts";
import { millraceError } from "../errors.ts";
import { checkOptions, type OptionTable } from "../formats/options.ts";
import type { DataSource } from "../plan/relation.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { Source } from "../streaming/source.ts";
import type { StructType } from "../types/data-type.ts";
import type { ReadRequest } from "../types/read-request.ts";

type Options = Readonly<Record<string, string>>;

interface FilelessSource {
  readonly options: OptionTable;
  /** Options without which it cannot be, and what to say then. */
  readonly required: Options;
  readonly schema: (options: Options) => StructType;
  readonly open: (runtime: Runtime, options: Options, logDirectory: string) => Promise<Source>;
}

const SOURCES: Readonly<Record<string, FilelessSource>> = {
  rate: {
    options: RATE_OPTIONS["rate"]!,
    required: {},
    schema: () => RATE_SCHEMA,
    open: (runtime, options, logDirectory) => RateSource.open(runtime, options, logDirectory),
  },
  "rate-micro-batch": {
    options: RATE_OPTIONS["rate-micro-batch"]!,
    required: { rowsPerBatch: "Say how many rows a batch has." },
    schema: () => RATE_SCHEMA,
    open: async (_, options) => new RateMicroBatchSource(options),
  },
  socket: {
    options: SOCKET_OPTIONS,
    required: { host: "Say where the server is.", port: "Say on which port the server listens." },
    schema: socketSchema,
    open: (runtime, options) => SocketSource.open(runtime, options),
  },
};

export const filelessNames: readonly string[] = Object.keys(SOURCES);

const find = (format: string): FilelessSource | undefined =>
  Object.hasOwn(SOURCES, format.toLowerCase()) ? SOURCES[format.toLowerCase()] : undefined;

/** The checked request; undefined where the format is none of these. */
export function filelessRequest(format: string, { options, schema }: DataSource): ReadRequest | undefined {
  const source = find(format);
  if (source === undefined) return undefined;
  if (schema !== undefined)
    throw millraceError("INVALID_OPTION_VALUE", {
      option: "schema",
      value: schema,
      expected: `${format} has a schema of its own`,
    });
  const checked = checkOptions(format, source.options, options);
  for (const [option, suggestion] of Object.entries(source.required))
    if (checked[option] === undefined) throw millraceError("MISSING_OPTION", { option, format, suggestion });
  return { format: format.toLowerCase(), options: checked, paths: [], schema: source.schema(checked) };
}

/** Undefined where the request is of none of these. */
export function openFileless(
  { format, options }: ReadRequest,
  runtime: Runtime,
  logDirectory: string,
): Promise<Source> | undefined {
  return find(format)?.open(runtime, options, logDirectory);
}
