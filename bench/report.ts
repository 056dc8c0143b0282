/** Results as lines for people and as lines of JSON. */
import type { JoinCost } from "./join/join.ts";
import type { Latency, Percentiles } from "./latency.ts";
import type { Listing } from "./listing/listing.ts";
import type { SinkLogCost } from "./sink-log/sink-log.ts";
import type { Start } from "./start/start.ts";
import type { Speed, Throughput } from "./throughput.ts";

export type Result = Throughput | Latency | JoinCost | Start | Listing | SinkLogCost;

/** One line of JSON; numbers are rounded to what the measurement can tell. */
export function jsonLine(result: Result): string {
  const round = (key: string, value: unknown): unknown =>
    typeof value !== "number"
      ? value
      : Number(value.toFixed(key.endsWith("atio") ? 3 : key === "rowsPerSecond" ? 0 : 1));
  if (!("raw" in result)) return JSON.stringify(result, round);
  const { workload, ratio, rawRatio, millrace, limit } = result;
  return JSON.stringify({ workload, ratio, rawRatio, millrace, limit }, round);
}

export function textLines(result: Result): string {
  if (result.workload === "start") {
    const { firstRowMs, limit } = result;
    return `start: first row after ${ms(firstRowMs.p50)}; the kernel alone ${ms(limit.firstRowMs)}`;
  }
  if (result.workload === "join") {
    const { liveRows, batchMs, peakRssMb, hour } = result;
    const quarters = hour.quarters.map(({ stateRows, rssMb }) => `${whole(stateRows)} rows, ${rssMb.toFixed(0)} MB`);
    return `join over a state of ${whole(liveRows)} rows: batch of 100 rows a side ${percentiles(batchMs)}, longest ${ms(batchMs.longestMs)} (p95 of at most 60 ms is to be); peak memory ${peakRssMb.toFixed(0)} MB
  over an hour of event time, by its quarters: ${quarters.join("; ")} (at most ${whole(hour.boundRows)} rows are to be)`;
  }
  if (result.workload === "listing") {
    const { files, firstMs, nextMs, unchangedMs, restartMs, peakRssMb } = result;
    return `listing of ${whole(files)} files: first batch planned after ${ms(firstMs)}, each of the next after ${ms(nextMs)}; nothing new ${percentiles(unchangedMs)}; restart ${ms(restartMs)}; peak memory ${peakRssMb.toFixed(0)} MB`;
  }
  if (result.workload === "sink-log") {
    const { entries, batchMs, compactedMs, ratio, peakRssMb } = result;
    return `sink log of ${whole(entries)} entries: batch p50 ${ms(batchMs.p50)}; with its compaction ${percentiles(compactedMs)}, ${ratio.toFixed(1)} times as long (at most 5 are to be); peak memory ${peakRssMb.toFixed(0)} MB`;
  }
  if (result.workload === "latency")
    return `latency of a batch of 100 rows: etl ${percentiles(result.etl)}; window ${percentiles(result.window)}`;
  const { workload, ratio, rawRatio, millrace, limit, raw, steps } = result;
  return `${workload.padEnd(10)}      rows/s          time    peak memory    Millrace's speed is
  ${speed("Millrace", millrace)}
  ${speed("limit", limit)}    ${ratio.toFixed(2)} of it: the kernel alone, Spark's values
  ${speed("raw", raw)}    ${rawRatio.toFixed(2)} of it: the kernel alone, its own values
  a batch takes ${Object.entries(steps)
    .map(([name, value]) => `${name} ${ms(value)}`)
    .join(", ")}`;
}

function speed(name: string, { rowsPerSecond, ms: time, peakRssMb }: Speed): string {
  return `${name.padEnd(8)} ${whole(rowsPerSecond).padStart(11)} ${ms(time).padStart(13)} ${peakRssMb.toFixed(0).padStart(11)} MB`;
}

const percentiles = ({ p50Ms, p95Ms }: Percentiles): string => `p50 ${ms(p50Ms)}, p95 ${ms(p95Ms)}`;
const ms = (value: number): string => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
const whole = (value: number): string => Math.round(value).toLocaleString("en");
