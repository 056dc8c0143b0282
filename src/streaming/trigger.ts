import { millraceError } from "../errors.ts";
import type { WriteStreamOperationStart } from "../plan/command.ts";
import { intervalMicros, parseInterval } from "../types/interval-text.ts";

/** When a batch begins: as soon as there is data (interval 0), at every multiple of an interval since 1970, once for all, or once. */
export type Trigger =
  | { readonly kind: "processingTime"; readonly intervalMs: number }
  | { readonly kind: "availableNow" }
  | { readonly kind: "once" };

export function triggerOf(command: WriteStreamOperationStart): Trigger {
  const { availableNow, once, processingTimeInterval } = command;
  const given = {
    availableNow: availableNow === true,
    once: once === true,
    processingTime: processingTimeInterval !== undefined,
  };
  const names = Object.entries(given).flatMap(([name, isGiven]) => (isGiven ? [name] : []));
  if (names.length > 1) throw millraceError("UNSUPPORTED_TRIGGER", { trigger: names.join(" together with ") });
  if (command.continuousCheckpointInterval !== undefined)
    throw millraceError("UNSUPPORTED_TRIGGER", { trigger: "continuous" });
  if (command.realTimeBatchDuration !== undefined) throw millraceError("UNSUPPORTED_TRIGGER", { trigger: "realTime" });
  if (command.availableNow === true) return { kind: "availableNow" };
  if (command.once === true) return { kind: "once" };
  return {
    kind: "processingTime",
    intervalMs: command.processingTimeInterval === undefined ? 0 : intervalOf(command.processingTimeInterval),
  };
}

function intervalOf(text: string): number {
  const parts = parseInterval(text, "the interval of trigger()");
  const micros = intervalMicros(parts);
  if (parts.months !== 0)
    throw millraceError("INVALID_TRIGGER", { interval: text, reason: "a trigger cannot be measured in months" });
  if (micros < 0n) throw millraceError("INVALID_TRIGGER", { interval: text, reason: "it is negative" });
  return Number(micros / 1000n);
}

/** The next multiple of the interval after `now`; a late batch is followed at once and none is caught up. */
export function nextTick(now: number, intervalMs: number): number {
  return Math.floor(now / intervalMs) * intervalMs + intervalMs;
}
