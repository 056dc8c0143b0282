/** Every `spark.*` and `millrace.*` setting: what it does here, its default. */
import { millraceError } from "../errors.ts";
import type { ReadSettings } from "../formats/format.ts";
import { isTrue } from "../formats/options.ts";
import type { QuerySettings } from "../streaming/query-settings.ts";
import { FIXED_CONF } from "../streaming/query-settings.ts";
import type { Dialect } from "../functions/function.ts";
import { nearestName } from "../types/nearest-name.ts";
import { unitDurationMs } from "../types/duration-text.ts";
import { duration, flag, oneOf, positive, where, zone, type SettingValue } from "./setting-values.ts";

interface Setting {
  /** effective: changes what happens; recorded: kept and shown, without effect here. */
  readonly effect: "effective" | "recorded";
  readonly default?: string;
  readonly check?: SettingValue;
}

const effective = (fallback: string, check?: SettingValue): Setting => ({
  effect: "effective",
  default: fallback,
  ...(check ? { check } : {}),
});
const recorded = (fallback?: string): Setting => ({
  effect: "recorded",
  ...(fallback === undefined ? {} : { default: fallback }),
});

const SETTINGS: Readonly<Record<string, Setting>> = {
  ...Object.fromEntries(Object.entries(FIXED_CONF).map(([key, value]) => [key, recorded(value)])),
  "spark.sql.session.timeZone": effective("UTC", zone),
  "spark.sql.ansi.enabled": effective("true", flag),
  "spark.sql.decimalOperations.allowPrecisionLoss": effective("true", flag),
  "spark.sql.jsonGenerator.ignoreNullFields": effective("true", flag),
  "spark.sql.legacy.statisticalAggregate": effective("false", flag),
  "spark.sql.mapKeyDedupPolicy": effective("EXCEPTION", oneOf("EXCEPTION", "LAST_WIN")),
  "spark.sql.parser.escapedStringLiterals": effective("false", flag),
  "spark.sql.variable.substitute": effective("true", flag),
  "spark.sql.columnNameOfCorruptRecord": effective("_corrupt_record"),
  "spark.sql.streaming.schemaInference": effective("false", flag),
  "spark.sql.csv.parser.columnPruning.enabled": effective("true", flag),
  "spark.sql.files.ignoreCorruptFiles": effective("false", flag),
  "spark.sql.files.ignoreMissingFiles": effective("false", flag),
  // Readers of files follow it; names in queries are found in any case.
  "spark.sql.caseSensitive": effective("false", flag),
  "spark.sql.streaming.noDataMicroBatches.enabled": effective("true", flag),
  "spark.sql.streaming.multipleWatermarkPolicy": effective(
    "min",
    where((value) => /^(min|max)$/i.test(value), "It must be min or max."),
  ),
  "spark.sql.streaming.checkpointLocation": { effect: "effective" },
  "spark.sql.streaming.minBatchesToRetain": effective("100", positive),
  "spark.sql.streaming.pollingDelay": effective("10", duration),
  "spark.sql.streaming.numRecentProgressUpdates": effective("100", positive),
  "spark.sql.streaming.stopTimeout": effective("5000", duration),
  "spark.sql.streaming.noDataProgressEventInterval": effective("10000", duration),
  "spark.sql.streaming.stopActiveRunOnRestart": effective("true", flag),
  "millrace.checkpoint.breakLock": effective("false", flag),
  // What Spark refuses on a stream and is right all the same: see incremental/beyond-spark.ts.
  "millrace.streaming.beyondSpark": effective("false", flag),
  "spark.sql.shuffle.partitions": { ...recorded("200"), check: positive },
  // Read when the kernel opens, with the first query.
  "millrace.memoryLimit": {
    effect: "effective",
    check: where((value) => /^\d+(\.\d+)? ?[KMGT]i?B$/i.test(value), "It must be a size such as 2GB."),
  },
  "spark.sql.warehouse.dir": effective("spark-warehouse"),
  "spark.app.name": recorded("millrace"),
  "spark.master": recorded("local[*]"),
};

/** Settings by key; unknown `spark.sql.*` keys are kept and told of once, others of `spark.` kept silently. */
export class SessionSettings {
  readonly #values = new Map<string, string>();
  readonly #warned = new Set<string>();
  readonly #warn: (text: string) => void;

  constructor(warn: (text: string) => void) {
    this.#warn = warn;
  }

  set(key: string, value: string): void {
    SETTINGS[key]?.check?.(key, value);
    if (key.startsWith("millrace.") && SETTINGS[key] === undefined)
      throw millraceError("CANNOT_MODIFY_CONFIG", { key, reason: `Millrace has no such setting${nearest(key)}` });
    if (SETTINGS[key] === undefined && key.startsWith("spark.sql.") && !this.#warned.has(key)) {
      this.#warned.add(key);
      this.#warn(`millrace: the setting ${key} is not known and has no effect${nearest(key)}`);
    }
    this.#values.set(key, value);
  }

  /** One setting, or all, back to what the session began with. */
  reset(key?: string): void {
    if (key === undefined) this.#values.clear();
    else this.#values.delete(key);
  }
  /** What has been set, by key. */
  entries(): readonly (readonly [string, string])[] {
    return [...this.#values].toSorted(([a], [b]) => (a < b ? -1 : 1));
  }
  unset(key: string): void {
    this.#values.delete(key);
  }
  get(key: string): string | undefined {
    return this.#values.get(key) ?? SETTINGS[key]?.default;
  }
  isTrue(key: string): boolean {
    return this.get(key)?.trim().toLowerCase() === "true";
  }
  get zone(): string {
    return this.get("spark.sql.session.timeZone") ?? "UTC";
  }
  get ansi(): boolean {
    return this.isTrue("spark.sql.ansi.enabled");
  }

  get dialect(): Dialect & { readonly ignoreNullFields: boolean } {
    const ignoreNullFields = this.isTrue("spark.sql.jsonGenerator.ignoreNullFields");
    const exactDecimals = !this.isTrue("spark.sql.decimalOperations.allowPrecisionLoss");
    const legacyStatistics = this.isTrue("spark.sql.legacy.statisticalAggregate");
    return {
      ansi: this.ansi,
      zone: this.zone,
      exactDecimals,
      ignoreNullFields,
      legacyStatistics,
      lastKeyWins: this.get("spark.sql.mapKeyDedupPolicy")?.toUpperCase() === "LAST_WIN",
      keepsEscapes: this.isTrue("spark.sql.parser.escapedStringLiterals"),
      ...(this.isTrue("spark.sql.variable.substitute") ? { variable: (name: string) => this.get(name) } : {}),
    };
  }

  /** How files are read; a reader's own options come first. */
  forReading(options: Readonly<Record<string, string>>): ReadSettings {
    return {
      caseSensitive: this.isTrue("spark.sql.caseSensitive"),
      csvColumnPruning: this.isTrue("spark.sql.csv.parser.columnPruning.enabled"),
      corruptColumn: this.get("spark.sql.columnNameOfCorruptRecord")!,
      ignoreCorruptFiles: isTrue(options["ignoreCorruptFiles"], this.isTrue("spark.sql.files.ignoreCorruptFiles")),
      ignoreMissingFiles: isTrue(options["ignoreMissingFiles"], this.isTrue("spark.sql.files.ignoreMissingFiles")),
    };
  }

  forQuery(): QuerySettings {
    const number = (key: string): number => Number(this.get(key));
    const milliseconds = (key: string): number => Math.max(0, unitDurationMs(this.get(key)!) ?? 0);
    return {
      ...this.dialect,
      noDataBatches: this.isTrue("spark.sql.streaming.noDataMicroBatches.enabled"),
      minBatchesToRetain: number("spark.sql.streaming.minBatchesToRetain"),
      pollingDelayMs: milliseconds("spark.sql.streaming.pollingDelay"),
      progressRetention: number("spark.sql.streaming.numRecentProgressUpdates"),
      stopTimeoutMs: milliseconds("spark.sql.streaming.stopTimeout"),
      idleIntervalMs: milliseconds("spark.sql.streaming.noDataProgressEventInterval"),
      fixedConf: Object.fromEntries(Object.keys(FIXED_CONF).map((key) => [key, this.get(key)!])),
    };
  }
}

/** No word of one that is not near. */
const FARTHEST = 4;

function nearest(key: string): string {
  const name = nearestName(key, Object.keys(SETTINGS), FARTHEST);
  return name === undefined ? "" : `; the nearest is ${name}`;
}
