/**
 * Tables that stay: a Parquet directory below `spark.sql.warehouse.dir` for each, with a file that says which columns it has, so that the table
 * is there before its first row.
 */
import { millraceError } from "../errors.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { isRecord, parseEntry } from "../runtime/numbered-log.ts";
import type { StructType } from "../types/data-type.ts";
import { simpleString } from "../types/ddl-text.ts";
import { typeFromJson, typeToJson } from "../types/json-form.ts";
import type { ReadRequest } from "../types/read-request.ts";
import type { SessionSettings } from "./settings.ts";

/** Readers pass over names that begin with an underscore. */
const DESCRIPTION = "_millrace_table";

export interface Warehouse {
  readonly runtime: Runtime;
  readonly settings: SessionSettings;
}

/** The table's directory, which is made if it is new; rows of other columns than it has are refused. */
export async function openTable({ runtime, settings }: Warehouse, name: string, schema: StructType): Promise<string> {
  const { files } = runtime;
  const directory = directoryOf({ runtime, settings }, name);
  const known = await schemaIn(runtime, directory);
  if (known === undefined) {
    // Hidden ones may be what a crash has left of making it.
    if (((await files.names(directory)) ?? []).some((entry) => !entry.startsWith(".")))
      throw millraceError("LOCATION_ALREADY_EXISTS", { location: directory, identifier: `\`${name}\`` });
    await files.makeDirectory(directory);
    await files.createExclusive(`${directory}/${DESCRIPTION}`, JSON.stringify({ schema: typeToJson(schema) }));
  } else if (signature(known) !== signature(schema))
    throw millraceError("INCOMPATIBLE_DATA_FOR_TABLE", {
      tableName: `\`${name}\``,
      tableColumns: simpleString(known),
      dataColumns: simpleString(schema),
    });
  return directory;
}

/** How the table is read; undefined when there is none of that name. */
export async function tableRequest(warehouse: Warehouse, name: string): Promise<ReadRequest | undefined> {
  if (!isName(name)) return undefined;
  const directory = directoryOf(warehouse, name);
  const schema = await schemaIn(warehouse.runtime, directory);
  return schema && { format: "parquet", options: {}, paths: [directory], schema };
}

export async function tablesIn({ runtime, settings }: Warehouse): Promise<readonly string[]> {
  const root = runtime.files.resolve(settings.get("spark.sql.warehouse.dir")!);
  const names: string[] = [];
  for (const { name, isDirectory } of (await runtime.files.entries(root)) ?? [])
    if (isDirectory && (await runtime.files.stat(`${root}/${name}/${DESCRIPTION}`)) !== undefined) names.push(name);
  return names;
}

function directoryOf({ runtime, settings }: Warehouse, name: string): string {
  if (!isName(name)) throw millraceError("INVALID_SCHEMA_OR_RELATION_NAME", { name: `\`${name}\`` });
  return `${runtime.files.resolve(settings.get("spark.sql.warehouse.dir")!)}/${name.toLowerCase()}`;
}

const isName = (name: string): boolean => /^\w+$/.test(name);
const signature = (schema: StructType): string => simpleString(schema).toLowerCase();

async function schemaIn({ files }: Runtime, directory: string): Promise<StructType | undefined> {
  const file = `${directory}/${DESCRIPTION}`;
  const text = await files.readText(file);
  if (text === undefined) return undefined;
  const described = parseEntry(file, text, (v): v is { schema: unknown } => isRecord(v) && isRecord(v["schema"]));
  return typeFromJson(described.schema) as StructType;
}
