/** Programs that must not compile, and what the compiler has to say of each: fragments, since versions print whole types differently. */
interface WrongProgram {
  readonly name: string;
  /** What stands in a function given `spark`, the frame `events` and the frame `devices`. */
  readonly text: string;
  readonly says: readonly string[];
}

/** What every program begins with. */
export const prelude: string = `
import { avg, col, count, max, sum, udf, upper, when, window, type Session } from "millrace";
export { avg, col, count, max, sum, udf, upper, when, window };
declare const spark: Session;
const events = spark.readStream
  .schema("deviceId BIGINT NOT NULL, time TIMESTAMP NOT NULL, signal DOUBLE, place STRUCT<lat: DOUBLE, lon: DOUBLE>")
  .json("in");
const devices = spark.createDataFrame([], "deviceId BIGINT NOT NULL, name STRING, room INT");
export { events, devices };
`;

export const wrongPrograms: readonly WrongProgram[] = [
  { name: "select of a wrong name", text: `events.select("devicId");`, says: [`"devicId"`, "is not assignable"] },
  {
    name: "select of a wrong field of a struct",
    text: `events.select("place.latitude");`,
    says: [`"place.latitude"`, "is not assignable"],
  },
  {
    name: "a wrong name in a callback",
    text: `events.select((row) => row.devicId);`,
    says: ["Property 'devicId' does not exist", "Did you mean 'deviceId'"],
  },
  {
    name: "a wrong name in a condition",
    text: `events.where(col("signl").gt(0.5));`,
    says: [`"signl"`, "is not assignable"],
  },
  {
    name: "a wrong name in a condition's callback",
    text: `events.where((row) => row.signl.gt(0.5));`,
    says: ["Property 'signl' does not exist", "Did you mean 'signal'"],
  },
  {
    name: "a wrong name deep in an expression",
    text: `events.withColumn("text", upper(when(col("deviceId").gt(5), col("nam")).otherwise("none")));`,
    says: [`"nam"`, "is not assignable"],
  },
  {
    name: "a wrong name as an operand",
    text: `events.where(col("signal").gt(col("signl")));`,
    says: [`"signl"`, "is not assignable"],
  },
  {
    name: "comparison of a number with text",
    text: `events.where((row) => row.signal.gt("much"));`,
    says: [`"much"`, "is not assignable"],
  },
  {
    name: "comparison of text with a truth value",
    text: `devices.where((row) => row.name.eq(true));`,
    says: ["'true'", "is not assignable"],
  },
  {
    name: "groupBy of a wrong name",
    text: `events.groupBy("device").count();`,
    says: [`"device"`, "is not assignable"],
  },
  {
    name: "an aggregate of a wrong name",
    text: `events.groupBy("deviceId").agg(avg("signl").alias("mean"));`,
    says: [`"signl"`, "is not assignable"],
  },
  {
    name: "a named aggregate of a wrong name",
    text: `events.groupBy("deviceId").agg({ top: max("signl") });`,
    says: ["No overload matches this call"],
  },
  {
    name: "a window over a wrong name",
    text: `events.groupBy(window("tim", "5 minutes")).count();`,
    says: [`"tim"`, "is not assignable"],
  },
  {
    name: "a watermark on a wrong name",
    text: `events.withWatermark("tiem", "1 minute");`,
    says: [`"tiem"`, "is not assignable"],
  },
  {
    name: "a name that a select left behind",
    text: `events.select("deviceId").where(col("signal").gt(1));`,
    says: [`"signal"`, "is not assignable"],
  },
  {
    name: "a name that a drop took away",
    text: `events.drop("signal").select("signal");`,
    says: [`"signal"`, "is not assignable"],
  },
  {
    name: "a name from before a renaming",
    text: `events.withColumnRenamed("signal", "level").select("signal");`,
    says: [`"signal"`, "is not assignable"],
  },
  { name: "a drop of a wrong name", text: `events.drop("signl");`, says: [`"signl"`, "is not assignable"] },
  {
    name: "duplicates by a wrong name",
    text: `events.dropDuplicates(["devicId"]);`,
    says: [`"devicId"`, "is not assignable"],
  },
  {
    name: "a join by a name of one side only",
    text: `events.join(devices, "signal");`,
    says: [`"signal"`, "is not assignable"],
  },
  {
    name: "a column of the right side after a semi join",
    text: `events.join(devices, "deviceId", "semi").select("name");`,
    says: [`"name"`, "is not assignable"],
  },
  {
    name: "an unknown type",
    text: `spark.createDataFrame([], "a INT, b BIGNIT");`,
    says: ["unknown type: BIGNIT"],
  },
  {
    name: "an unknown type of a list's elements",
    text: `spark.createDataFrame([], "a INT, b ARRAY<BIGNIT>");`,
    says: ["unknown type: ARRAY<BIGNIT>"],
  },
  {
    name: "a reader's unknown type",
    text: `spark.read.schema("a BIGNIT");`,
    says: ["No overload matches this call"],
  },
  {
    name: "an unknown type of a stream in memory",
    text: `void spark.memoryStream("value TEXTT NOT NULL");`,
    says: ["unknown type: TEXTT"],
  },
  {
    name: "a wrong name given to a function of the program",
    text: `const double = udf((x: number) => x * 2, "DOUBLE");\nevents.select(double("signl").alias("twice"));`,
    says: [`"signl"`, "is not assignable"],
  },
  {
    name: "a wrong field of a collected row",
    text: `void events.collect().then(([row]) => row?.devicId);`,
    says: ["Property 'devicId' does not exist", "Did you mean 'deviceId'"],
  },
  {
    name: "a nullable value taken for one that is there",
    text: `void events.collect().then((rows) => rows.map((row) => row.signal.toFixed(2)));`,
    says: ["'row.signal' is possibly 'null'"],
  },
  {
    name: "a wrong name in foreachBatch",
    text: `events.writeStream.foreachBatch(async (batch) => void (await batch.select("signl").collect()));`,
    says: [`"signl"`, "is not assignable"],
  },
  {
    name: "a wrong name after as",
    text: `spark.sql("SELECT 1 AS one").as<"one INT">().select("two");`,
    says: [`"two"`, "is not assignable"],
  },
  {
    name: "a sum over a wrong name",
    text: `events.agg(sum(col("signl").multiply(2)).alias("total"), count().alias("n"));`,
    says: [`"signl"`, "is not assignable"],
  },
];
