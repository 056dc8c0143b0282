/** Command lines: what they hold, and what is wrong with them. */
import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import { messageOf } from "../errors.ts";
import { UsageError } from "./command.ts";

export interface ParsedArguments<T extends ParseArgsOptionsConfig> {
  readonly values: ReturnType<typeof parseArgs<{ options: T; allowPositionals: true }>>["values"];
  readonly positionals: readonly string[];
}

export function parsedArguments<const T extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: T,
): ParsedArguments<T> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    // Node's sentence names the option; what follows it explains how to escape a dash.
    throw new UsageError(messageOf(error).split(/\.\s/)[0], { cause: error });
  }
}

/** The one argument a command takes. */
export function onlyArgument(positionals: readonly string[], command: string, what: string): string {
  const [first, ...rest] = positionals;
  if (first === undefined) throw new UsageError(`${command} needs ${what}`);
  if (rest.length > 0) throw new UsageError(`${command} takes one argument, not also "${rest.join('", "')}"`);
  return first;
}

export function wholeNumber(option: string, value: string, least: number = 0): number {
  if (/^\d{1,9}$/.test(value) && Number(value) >= least) return Number(value);
  throw invalid(option, value, `a whole number${least > 0 ? ` of at least ${least}` : ""} is expected`);
}

export function positiveNumber(option: string, value: string): number {
  if (/^\d*\.?\d+$/.test(value) && Number(value) > 0) return Number(value);
  throw invalid(option, value, "a number above 0 is expected");
}

/** A share of all, from 0 to 1. */
export function share(option: string, value: string): number {
  if (/^\d*\.?\d+$/.test(value) && Number(value) <= 1) return Number(value);
  throw invalid(option, value, "a number from 0 to 1 is expected");
}

const ISO_TIME = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** Milliseconds since 1970; a time without a zone is in UTC. */
export function instant(option: string, value: string): number {
  const match = ISO_TIME.exec(value);
  const time =
    match === null ? Number.NaN : Date.parse(match[1] === undefined || match[4] !== undefined ? value : `${value}Z`);
  if (!Number.isNaN(time)) return time;
  throw invalid(option, value, "a time such as 2016-08-03T01:30:00Z is expected");
}

const invalid = (option: string, value: string, expected: string): Error =>
  new UsageError(`--${option} ${value}: ${expected}`);
