/** What the finished demo has to have left: of every table what a batch over the same input gives (law 2), and what is different. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { connect, type DataFrame, type Session } from "../../src/index.ts";
import { batchTimes } from "../kills/log-files.ts";
import { difference } from "../kills/multisets.ts";

const SCHEMA = "timestamp TIMESTAMP, deviceId BIGINT, deviceType STRING, signalStrength DOUBLE";
const NAMES = ["timestamp", "deviceId", "deviceType", "signalStrength"] as const;

export async function demoFaults(work: string): Promise<readonly string[]> {
  const spark = await connect();
  try {
    const readings = await tableOf(spark, spark.read.schema(SCHEMA).json(join(work, "sensors")), "readings");
    const devices = spark.read.parquet(join(work, "devices"));
    const counts = spark.sql(
      "SELECT window.start, window.end, deviceId, count(*) AS count FROM readings GROUP BY window(timestamp, '5 seconds'), deviceId",
    );
    const lost = (await counts.where("count < 5").selectExpr("start", "deviceId").collect()).map(alertKey);
    const written = spark.read
      .parquet(join(work, "counts"))
      .selectExpr("window.start", "window.end", "deviceId", "count");
    return [
      ...difference("devices", await lines(devices.select(...NAMES)), await lines(readings)),
      ...(await wrongTimes(devices, join(work, "checkpoints", "devices"))),
      ...difference("counts", await lines(written), await lines(counts)),
      ...difference("result.json", resultLines(work), await expectedResult(counts)),
      ...difference(
        "batches",
        await lines(spark.read.parquet(join(work, "batches")).select(...NAMES)),
        await lines(readings),
      ),
      ...difference(
        "weak",
        await lines(spark.read.parquet(join(work, "weak"))),
        await lines(readings.where("signalStrength < 0.2")),
      ),
      // At least once: of each as many as there are at all.
      ...difference("alerts", [...new Set(alerts(work))], lost),
    ];
  } finally {
    await spark.stop();
  }
}

async function tableOf(spark: Session, frame: DataFrame, name: string): Promise<DataFrame> {
  await frame.createOrReplaceTempView(name);
  return spark.table(name);
}

const lines = (frame: DataFrame): Promise<string[]> => frame.toJSON();

/** A row was processed when the batch was planned that read its file. */
async function wrongTimes(devices: DataFrame, checkpoint: string): Promise<string[]> {
  const times = batchTimes(checkpoint);
  const rows = await devices.select("INPUT_FILE_NAME", "PROCESSED_TIME").distinct().collect();
  return rows.flatMap((row) => {
    const [file, time] = [row["INPUT_FILE_NAME"] as string, (row["PROCESSED_TIME"] as Date).getTime()];
    return times.get(file) === time
      ? []
      : [`devices: ${file} was processed at ${time}, its batch at ${times.get(file)}`];
  });
}

function resultLines(work: string): string[] {
  return readFileSync(join(work, "result.json"), "utf8").trim().split("\n").slice(1);
}

async function expectedResult(counts: DataFrame): Promise<string[]> {
  const rows = await counts.collect();
  return rows.map((row) => JSON.stringify(row, (_, value) => (typeof value === "bigint" ? Number(value) : value)));
}

const alertKey = (row: Record<string, unknown>): string =>
  `${(row["start"] as Date).toISOString()} ${Number(row["deviceId"])}`;

function alerts(work: string): string[] {
  const text = readFileSync(join(work, "alerts.jsonl"), "utf8");
  // A kill may have cut a line off; its alert came again.
  return text.split("\n").flatMap((line) => {
    try {
      const { start, deviceId } = JSON.parse(line) as { start: string; deviceId: number };
      return [`${start} ${deviceId}`];
    } catch {
      return [];
    }
  });
}
