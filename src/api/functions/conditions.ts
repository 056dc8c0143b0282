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
export const currentTimezone: Gives<string> = gives("current_timezone");
