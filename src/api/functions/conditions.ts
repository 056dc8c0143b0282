/** Choice, NULLs and what is known of a value. */
import { gives, type Gives } from "./call.ts";

export const coalesce: Gives<any> = gives("coalesce");
export const nvl: Gives<any> = gives("nvl");
export const nvl2: Gives<any> = gives("nvl2");
export const ifnull: Gives<any> = gives("ifnull");
export const nullif: Gives<any> = gives("nullif");
export const nanvl: Gives<any> = gives("nanvl");
export const nullifzero: Gives<any> = gives("nullifzero");
export const zeroifnull: Gives<any> = gives("zeroifnull");
export const raiseError: Gives<any> = gives("raise_error");
export const assertTrue: Gives<any> = gives("assert_true");
export const isnull: Gives<boolean> = gives("isnull");
export const isnotnull: Gives<boolean> = gives("isnotnull");
export const isnan: Gives<boolean> = gives("isnan");
export const equalNull: Gives<boolean> = gives("equal_null");
export const typeOf: Gives<string> = gives("typeof");
export const inputFileName: Gives<string> = gives("input_file_name");
export const version: Gives<string> = gives("version");
export const currentUser: Gives<string> = gives("current_user");
export const sessionUser: Gives<string> = gives("session_user");
export const currentCatalog: Gives<string> = gives("current_catalog");
export const currentDatabase: Gives<string> = gives("current_database");
export const currentSchema: Gives<string> = gives("current_schema");
export const monotonicallyIncreasingId: Gives<bigint> = gives("monotonically_increasing_id");
export const sparkPartitionId: Gives<number> = gives("spark_partition_id");
export const currentTimezone: Gives<string> = gives("current_timezone");
