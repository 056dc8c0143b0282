/** Calls and types as errors show them. */
import { sqlTypeText } from "../types/ddl-text.ts";
import type { Argument } from "./function.ts";

export const callText = (name: string, args: readonly Argument[]): string =>
  `"${name}(${args.map((a) => a.sql).join(", ")})"`;
export const typeText = (argument: Argument): string => `"${sqlTypeText(argument.dataType)}"`;
