/** What the value of a setting may be. A value is kept as it is given; each kind throws what Spark says of one that is none of it. */
import { millraceError } from "../errors.ts";
import { unitDurationMs } from "../types/duration-text.ts";
import { isZone } from "../types/time-zone.ts";

export type SettingValue = (key: string, value: string) => void;

const mismatch = (confName: string, confValue: string, confType: string, remedy: string): Error =>
  millraceError("INVALID_CONF_VALUE.TYPE_MISMATCH", { confName, confValue, confType, remedy });

export const flag: SettingValue = (key, value) => {
  if (!/^(true|false)$/i.test(value.trim())) throw mismatch(key, value, "boolean", "Write true or false.");
};

const MOST = 2 ** 31 - 1;

const integer: SettingValue = (key, value) => {
  if (!/^\s*[-+]?\d+\s*$/.test(value) || Math.abs(Number(value)) > MOST)
    throw mismatch(key, value, "int", "Write a whole number.");
};

/** Milliseconds, or a number with a unit. */
export const duration: SettingValue = (key, value) => {
  if (unitDurationMs(value) === undefined)
    throw mismatch(key, value, "time in MILLISECONDS", "Write milliseconds, or a number with a unit such as 10s.");
};

export const zone: SettingValue = (confName, confValue) => {
  if (!isZone(confValue)) throw millraceError("INVALID_CONF_VALUE.TIME_ZONE", { confName, confValue });
};

/** One of these words, in any case. */
export const oneOf =
  (...words: readonly string[]): SettingValue =>
  (confName, confValue) => {
    if (words.some((word) => word.toLowerCase() === confValue.toLowerCase())) return;
    const confOptions = words.join(", ");
    throw millraceError("INVALID_CONF_VALUE.OUT_OF_RANGE_OF_OPTIONS", { confName, confValue, confOptions });
  };

/** Those that meet a requirement, which is said in words. */
export const where =
  (meets: (value: string) => boolean, confRequirement: string): SettingValue =>
  (confName, confValue) => {
    if (!meets(confValue))
      throw millraceError("INVALID_CONF_VALUE.REQUIREMENT", { confName, confValue, confRequirement });
  };

export const positive: SettingValue = (key, value) => {
  integer(key, value);
  where(isPositive, "It must be positive.")(key, value);
};

const isPositive = (value: string): boolean => Number(value) > 0;
