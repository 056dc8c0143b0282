import { millraceError } from "../../errors.ts";
import type { Files } from "../../runtime/runtime.ts";
import { isListOf, isRecord, parseEntry } from "../../runtime/numbered-log.ts";
import type { StatefulOperator } from "../operators/operator.ts";

/** Beside each operator's state: who it belongs to (Spark's file) and what its rows are made of (ours). */
export async function writeStateMetadata(
  files: Files,
  directory: string,
  operator: StatefulOperator,
  partitions: number,
): Promise<void> {
  const info = {
    operatorInfo: { operatorId: operator.id, operatorName: operator.name },
    stateStoreInfo: [{ storeName: "default", numColsPrefixKey: 0, numPartitions: partitions }],
  };
  await files.replace(metadataFile(directory), `v1\n${JSON.stringify(info)}`);
  await files.replace(schemaFile(directory), JSON.stringify(operator.stateSchema));
}

/** Refuses a query whose operators are not those that wrote the checkpoint's state. */
export async function checkStateMetadata(
  files: Files,
  operators: readonly StatefulOperator[],
  stateRoot: string,
): Promise<void> {
  const current = describe(operators.map((operator) => [operator.id, operator.name]));
  const stored: [number, string][] = [];
  for (const directory of (await files.names(stateRoot)) ?? []) {
    const operator = await readOperator(files, `${stateRoot}/${directory}`);
    if (operator !== undefined) stored.push([operator.operatorId, operator.operatorName]);
  }
  if (stored.length === 0 && operators.length > 0)
    throw millraceError("STREAMING_STATEFUL_OPERATOR_MISSING_STATE_DIRECTORY", {
      stateDirectory: stateRoot,
      OpsInCurBatchSeq: current,
    });
  if (describe(stored) !== current)
    throw millraceError("STREAMING_STATEFUL_OPERATOR_NOT_MATCH_IN_STATE_METADATA", {
      stateDirectory: stateRoot,
      OpsInMetadataSeq: describe(stored),
      OpsInCurBatchSeq: current,
    });
  for (const operator of operators) await checkSchema(files, `${stateRoot}/${operator.id}`, operator);
}

/** Whose state lies in the directory; undefined when nobody has said so. */
export async function readOperator(
  files: Files,
  directory: string,
): Promise<{ readonly operatorId: number; readonly operatorName: string } | undefined> {
  const text = await files.readText(metadataFile(directory));
  if (text === undefined) return undefined;
  return parseEntry(metadataFile(directory), text.split("\n")[1], isMetadata).operatorInfo;
}

/** What the rows in the directory are made of. */
export async function readSchema(files: Files, directory: string): Promise<StatefulOperator["stateSchema"]> {
  const file = schemaFile(directory);
  const text = await files.readText(file);
  if (text === undefined) throw millraceError("CHECKPOINT_FILE_MISSING", { checkpoint: directory, file });
  return parseEntry(
    file,
    text,
    (v): v is StatefulOperator["stateSchema"] =>
      isRecord(v) && isListOf(v["key"], isText) && isListOf(v["value"], isText),
  );
}

async function checkSchema(files: Files, directory: string, operator: StatefulOperator): Promise<void> {
  const stored = await readSchema(files, directory);
  const { key, value } = operator.stateSchema;
  if (stored.key.join() !== key.join()) {
    throw millraceError("STATE_STORE_KEY_SCHEMA_NOT_COMPATIBLE", {
      stateDirectory: directory,
      storedKeySchema: stored.key.join(","),
      newKeySchema: key.join(","),
    });
  }
  if (stored.value.join() !== value.join()) {
    throw millraceError("STATE_STORE_VALUE_SCHEMA_NOT_COMPATIBLE", {
      stateDirectory: directory,
      storedValueSchema: stored.value.join(","),
      newValueSchema: value.join(","),
    });
  }
}

function describe(operators: readonly (readonly [number, string])[]): string {
  return operators
    .toSorted((a, b) => a[0] - b[0])
    .map(([id, name]) => `(OperatorId: ${id} -> OperatorName: ${name})`)
    .join(", ");
}

const metadataFile = (directory: string): string => `${directory}/_metadata/metadata`;
const schemaFile = (directory: string): string => `${directory}/_metadata/millrace-schema`;

function isMetadata(value: unknown): value is { operatorInfo: { operatorId: number; operatorName: string } } {
  if (!isRecord(value) || !isRecord(value["operatorInfo"])) return false;
  const { operatorId, operatorName } = value["operatorInfo"];
  return Number.isSafeInteger(operatorId) && isText(operatorName);
}

const isText = (value: unknown): boolean => typeof value === "string";
