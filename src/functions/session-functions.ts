/** What a query knows of the session around it. */
import { INT, STRING } from "../types/data-type.ts";
import { family } from "./family.ts";
import { text, type ScalarFunction } from "./function.ts";

export const sessionFunctions: readonly ScalarFunction[] = family({
  current_user: {
    args: [],
    result: STRING,
    nullable: "never",
    aliases: ["user", "session_user"],
    duckdb: (_, site) => text(site.user),
  },
  current_catalog: { args: [], result: STRING, nullable: "never", duckdb: () => text("spark_catalog") },
  current_schema: {
    args: [],
    result: STRING,
    nullable: "never",
    aliases: ["current_database"],
    duckdb: () => text("default"),
    pretty: () => "current_schema()",
  },
  // There is one partition.
  spark_partition_id: {
    args: [],
    result: INT,
    nullable: "never",
    duckdb: () => "CAST(0 AS INTEGER)",
    pretty: () => "SPARK_PARTITION_ID()",
  },
});
