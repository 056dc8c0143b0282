/** What somebody may have meant by the name of a type that Millrace does not have. */
import { didYouMean } from "./nearest-name.ts";

const TYPES =
  "BOOLEAN TINYINT SMALLINT INT BIGINT FLOAT DOUBLE DECIMAL STRING BINARY DATE TIMESTAMP TIMESTAMP_NTZ INTERVAL ARRAY MAP STRUCT".split(
    " ",
  );

/** What other databases and languages call what Spark calls otherwise, and what stands in for types that are not there. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  BOOL: "BOOLEAN",
  INT2: "SMALLINT",
  INT4: "INT",
  INT8: "BIGINT",
  INT32: "INT",
  INT64: "BIGINT",
  FLOAT4: "FLOAT",
  FLOAT8: "DOUBLE",
  NUMBER: "DOUBLE or DECIMAL(20, 2)",
  DATETIME: "TIMESTAMP",
  TIME: "STRING or TIMESTAMP",
  STR: "STRING",
  NVARCHAR: "STRING",
  VARCHAR2: "STRING",
  UUID: "STRING",
  JSON: "STRING, and take it apart with from_json",
  VARIANT: "STRING, and take it apart with from_json",
  OBJECT: "STRUCT<a: INT, b: STRING>",
  LIST: "ARRAY<INT>",
};

export function typeMeantBy(name: string): string {
  const other = Object.hasOwn(ELSEWHERE, name) ? ELSEWHERE[name] : undefined;
  if (other !== undefined) return `Write ${other}.`;
  return didYouMean(name, TYPES, "") || `The types are ${TYPES.join(", ")}.`;
}
