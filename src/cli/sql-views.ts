/** `--view name=path[:format[:schema]]` and `--option name.key=value`: the files that SQL text may name. */
import type { DataFrameReader, Session, StructType } from "../index.ts";
import { UsageError } from "./command.ts";

export interface ViewSource {
  readonly name: string;
  readonly path: string;
  readonly format: string;
  readonly schema?: string;
  readonly options: Readonly<Record<string, string>>;
}

const FORMATS = ["json", "csv", "parquet", "text"] as const;
const VIEW = /^(\w+)=(.+?)(?::(\w+)(?::(.*))?)?$/s;

export function viewSources(views: readonly string[], options: readonly string[]): readonly ViewSource[] {
  const sources = views.map((text) => {
    const match = VIEW.exec(text);
    if (match === null)
      throw new UsageError(`--view takes name=path:format:schema, as in r=sensors:json:"id INT", and not "${text}"`);
    const [, name, path, format, schema] = match as unknown as [string, string, string, string?, string?];
    return { name, path, format: formatOf(text, path, format), ...(schema ? { schema } : {}), options: {} };
  });
  return options.reduce(withOption, sources);
}

function withOption(sources: readonly ViewSource[], text: string): readonly ViewSource[] {
  const match = /^(\w+)\.(\w+)=(.*)$/s.exec(text);
  if (match === null) throw new UsageError(`--option takes view.name=value, as in r.header=true, and not "${text}"`);
  const [, view, name, value] = match as unknown as [string, string, string, string];
  if (!sources.some((source) => source.name === view))
    throw new UsageError(`--option ${text}: there is no view ${view}`);
  return sources.map((source) =>
    source.name === view ? { ...source, options: { ...source.options, [name]: value } } : source,
  );
}

/** By the path's end where it is not given. */
function formatOf(view: string, path: string, given: string | undefined): string {
  const end = /\.(\w+)(?:\.(?:gz|zst))?$/.exec(path)?.[1]?.toLowerCase() ?? "";
  const format = FORMATS.find((each) => each === (given ?? SYNONYMS[end] ?? end));
  if (format !== undefined) return format;
  const formats = FORMATS.join(", ");
  if (given !== undefined) throw new UsageError(`--view ${view}: there is no format "${given}", there are ${formats}`);
  throw new UsageError(`--view ${view}: its format is not known; write ${view}:json, or one of ${formats}`);
}

const SYNONYMS: Readonly<Record<string, string>> = { ndjson: "json", jsonl: "json", txt: "text", log: "text" };

/** Makes the view: of the files as they are, or as a stream of them, whose schema is that of the files now unless it is given. */
export async function createView(spark: Session, source: ViewSource, isStream: boolean): Promise<void> {
  const now = reading(spark.read, source, source.schema).load(source.path);
  const frame = isStream
    ? reading(spark.readStream, source, source.schema ?? (await now.schema())).load(source.path)
    : now;
  await frame.createOrReplaceTempView(source.name);
}

function reading(
  reader: DataFrameReader,
  { format, options }: ViewSource,
  schema: string | StructType | undefined,
): DataFrameReader {
  const configured = reader.format(format).options(options);
  return schema === undefined ? configured : configured.schema(schema as StructType);
}
