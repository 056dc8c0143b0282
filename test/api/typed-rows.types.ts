/** Programs that must compile: what the compiler knows of rows. typed-rows.test.ts compiles them; nothing here runs. */
import {
  avg,
  callFunction,
  col,
  count,
  expr,
  lit,
  max,
  sum,
  udf,
  upper,
  when,
  window,
  type DataFrame,
  type DayTimeInterval,
  type LocalDate,
  type LocalTimestamp,
  type RowMethods,
  type Session,
  type Timestamp,
  type YearMonthInterval,
} from "../../src/index.ts";
import type { NamesOf, RowOf, TypeOf, ValueAt } from "../../src/types/row-type.ts";

// Two functions of one unknown type are the same only if what they compare it with is.
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Asks for an argument that nobody gives, unless the types are the same. */
type Same<A, B> = Equal<A, B> extends true ? [] : [{ readonly got: A; readonly expected: B }];
declare function same<A, B>(...difference: Same<A, B>): void;
declare function hasRow<E>(): <R, K extends string>(frame: DataFrame<R, K>, ...difference: Same<R, E>) => void;

const EVENTS =
  "deviceId BIGINT NOT NULL, time TIMESTAMP NOT NULL, signal DOUBLE, place STRUCT<lat: DOUBLE, at: STRUCT<city: STRING NOT NULL>>, tags ARRAY<STRING>";
type Place = { readonly lat: number | null; readonly at: { readonly city: string } | null };
type Event = {
  readonly deviceId: bigint;
  readonly time: Timestamp;
  readonly signal: number | null;
  readonly place: Place | null;
  readonly tags: readonly (string | null)[] | null;
};
type Window = { readonly start: Timestamp; readonly end: Timestamp };
type Simple = { readonly deviceId: bigint; readonly time: Timestamp; readonly signal: number | null };
const SIMPLE = "deviceId BIGINT NOT NULL, time TIMESTAMP NOT NULL, signal DOUBLE";
const DEVICES = "deviceId BIGINT NOT NULL, name STRING NOT NULL, room INT";

function namedTypes(): void {
  same<TypeOf<"BOOLEAN">, boolean>();
  same<TypeOf<"TINYINT" | "BYTE" | "SMALLINT" | "SHORT" | "INT" | "INTEGER">, number>();
  same<TypeOf<"BIGINT" | "LONG">, bigint>();
  same<TypeOf<"FLOAT" | "REAL" | "DOUBLE">, number>();
  same<TypeOf<"DECIMAL" | "DEC" | "NUMERIC" | "DECIMAL(10,2)" | "NUMERIC(5)">, string>();
  same<TypeOf<"STRING" | "VARCHAR(10)" | "CHAR(3)" | "CHARACTER(3)">, string>();
  same<TypeOf<"BINARY">, Uint8Array>();
  same<TypeOf<"DATE">, LocalDate>();
  same<TypeOf<"TIMESTAMP" | "TIMESTAMP_LTZ">, Timestamp>();
  same<TypeOf<"TIMESTAMP_NTZ">, LocalTimestamp>();
  same<TypeOf<"VOID">, null>();
  same<TypeOf<"INTERVAL DAY" | "INTERVAL HOUR TO SECOND" | "interval day to second">, DayTimeInterval>();
  same<TypeOf<"INTERVAL YEAR" | "INTERVAL MONTH" | "INTERVAL YEAR TO MONTH">, YearMonthInterval>();
  same<TypeOf<"BIGNIT" | "ARRAY" | "LIST<INT>" | "MAP<STRING>">, never>();
}

function schemas(): void {
  same<
    RowOf<"a int, b String not null, c: BIGINT, d:DATE">,
    { readonly a: number | null; readonly b: string; readonly c: bigint | null; readonly d: LocalDate | null }
  >();
  same<RowOf<"\n  a INT,\n  b\tSTRING\n">, { readonly a: number | null; readonly b: string | null }>();
  same<
    RowOf<"a DECIMAL(10,2) NOT NULL, b VARCHAR(10) COMMENT 'b', c CHAR(3)">,
    { readonly a: string; readonly b: string | null; readonly c: string | null }
  >();
  same<
    RowOf<"a INT NOT NULL COMMENT 'x, y', b STRING COMMENT 'it''s'">,
    { readonly a: number; readonly b: string | null }
  >();
  same<
    RowOf<"`a b` INT, `c-d` BIGINT NOT NULL, `e`: STRING">,
    { readonly "a b": number | null; readonly "c-d": bigint; readonly e: string | null }
  >();
  same<
    RowOf<"a INTERVAL DAY TO SECOND, b INTERVAL YEAR TO MONTH">,
    { readonly a: DayTimeInterval | null; readonly b: YearMonthInterval | null }
  >();
  same<RowOf<string>, any>();
}

function nesting(): void {
  same<
    RowOf<"a ARRAY<INT> NOT NULL, b array<array<bigint>>, c MAP<STRING, DOUBLE>">,
    {
      readonly a: readonly (number | null)[];
      readonly b: readonly (readonly (bigint | null)[] | null)[] | null;
      readonly c: ReadonlyMap<string, number | null> | null;
    }
  >();
  same<
    RowOf<"a STRUCT<x INT, y: STRING NOT NULL COMMENT 'p'>, b MAP<INT, STRUCT<z: DATE>>">,
    {
      readonly a: { readonly x: number | null; readonly y: string } | null;
      readonly b: ReadonlyMap<number, { readonly z: LocalDate | null } | null> | null;
    }
  >();
  same<
    RowOf<"a ARRAY<STRUCT<x: INT NOT NULL, y: MAP<STRING, ARRAY<DECIMAL(10, 2)>>>> NOT NULL">,
    {
      readonly a: readonly ({
        readonly x: number;
        readonly y: ReadonlyMap<string, readonly (string | null)[] | null> | null;
      } | null)[];
    }
  >();
  same<
    NamesOf<RowOf<"a INT, s STRUCT<x: INT, t: STRUCT<y: INT>>">>,
    "a" | "s" | "s.*" | "s.x" | "s.t" | "s.t.*" | "s.t.y"
  >();
  same<ValueAt<RowOf<"s STRUCT<x: INT NOT NULL>">, "s.x">, number | null>();
  same<ValueAt<RowOf<"s STRUCT<x: INT NOT NULL> NOT NULL">, "s.x">, number>();
}

function selects(spark: Session): void {
  const events = spark.createDataFrame([], EVENTS);
  hasRow<Event>()(events.select("*"));
  hasRow<{ readonly deviceId: bigint; readonly signal: number | null }>()(events.select("deviceId", "signal"));
  hasRow<{ readonly deviceId: bigint; readonly n: number | null }>()(
    events.select(col("deviceId"), col("signal").alias("n")),
  );
  hasRow<{ readonly id: bigint; readonly lat: number | null }>()(
    events.select((row) => row.deviceId.as("id"), "place.lat"),
  );
  hasRow<{ readonly city: string | null; readonly at: { readonly city: string } | null }>()(
    events.select("place.at.city", col("place.at")),
  );
  hasRow<Place>()(events.select("place.*"));
  hasRow<{ readonly text: string | null; readonly n: bigint }>()(
    events.select(col("signal").cast("STRING").alias("text"), lit(1n).alias("n")),
  );
  hasRow<{ readonly deviceId: bigint; readonly text: string | null }>()(
    events.select("deviceId", upper(col("tags").getItem(0)).alias("text")),
  );
  // A column without a name that the compiler knows makes the whole row unknown.
  hasRow<any>()(events.select("deviceId", col("signal").plus(1)));
  hasRow<any>()(events.select(expr("deviceId + 1 AS n")));
  hasRow<any>()(events.selectExpr("deviceId + 1 AS n"));
  hasRow<{ readonly deviceId: bigint }>()(
    events
      .where(col("signal").gt(0.5))
      .filter((row) => row.deviceId.eq(5).and(row.signal.isNotNull()))
      .where("tags IS NOT NULL")
      .where(col("place.at.city").eq("Oslo").or(col("place.at.city").isin("Oslo", "Rome")))
      .where(col("place.at.city").startsWith("O").and(col("place.at.city").neq("Paris")))
      .select("deviceId"),
  );
}

function changes(spark: Session): void {
  const frame = spark.createDataFrame([[1n, new Date(0), 0.5]], SIMPLE);
  hasRow<Simple>()(frame);
  hasRow<Simple>()(frame.orderBy("time", col("signal").desc()).limit(5).distinct());
  hasRow<Simple>()(frame.withWatermark("time", "10 minutes").dropDuplicates(["deviceId"]));
  hasRow<{ readonly deviceId: bigint; readonly time: Timestamp; readonly signal: number | null; readonly n: bigint }>()(
    frame.withColumn("n", (row) => row.deviceId.plus(1n)),
  );
  hasRow<{ readonly deviceId: string | null; readonly time: Timestamp; readonly signal: number | null }>()(
    frame.withColumn("deviceId", (row) => row.deviceId.cast("STRING")),
  );
  hasRow<{
    readonly deviceId: bigint;
    readonly time: Timestamp;
    readonly signal: number | null;
    readonly a: bigint;
    readonly b: string | null;
  }>()(frame.withColumns({ a: col("deviceId"), b: (row) => row.signal.cast("STRING") }));
  hasRow<{ readonly deviceId: bigint }>()(frame.drop("time", "signal"));
  hasRow<{ readonly id: bigint; readonly time: Timestamp; readonly signal: number | null }>()(
    frame.withColumnRenamed("deviceId", "id"),
  );
  hasRow<any>()(frame.toDF("a", "b", "c"));
  hasRow<any>()(frame.withColumnsRenamed({ deviceId: "id" }));
  hasRow<{ readonly deviceId: bigint }>()(frame.transform((given) => given.select("deviceId")));
  hasRow<Simple>()(frame.union(frame).unionByName(frame).intersect(frame).except(frame));
  hasRow<{ readonly id: bigint }>()(spark.range(10));
}

function groups(spark: Session): void {
  const frame = spark.createDataFrame([], SIMPLE);
  hasRow<{ readonly deviceId: bigint; readonly count: bigint }>()(frame.groupBy("deviceId").count());
  hasRow<{ readonly deviceId: bigint; readonly n: bigint; readonly mean: number | null }>()(
    frame.groupBy("deviceId").agg(count().alias("n"), avg("signal").alias("mean")),
  );
  hasRow<{ readonly deviceId: bigint; readonly n: bigint; readonly top: number | null; readonly total: any }>()(
    frame.groupBy("deviceId").agg({ n: count("*"), top: max("signal"), total: sum(col("signal")) }),
  );
  hasRow<{ readonly id: bigint; readonly signal: number | null; readonly n: bigint }>()(
    frame.groupBy((row) => row.deviceId.alias("id"), col("signal")).agg({ n: count() }),
  );
  hasRow<{ readonly n: bigint }>()(frame.agg(count().alias("n")));
  hasRow<{ readonly window: Window; readonly deviceId: bigint; readonly n: bigint }>()(
    frame.groupBy(window("time", "5 minutes"), "deviceId").agg({ n: count() }),
  );
  const windows = frame.groupBy(window(col("time"), "5 minutes", "1 minute")).count();
  hasRow<{ readonly start: Timestamp; readonly to: Timestamp; readonly count: bigint }>()(
    windows.select("window.start", col("window.end").alias("to"), "count"),
  );
  hasRow<any>()(frame.groupBy("deviceId").sum("signal"));
}

function joins(spark: Session): void {
  const frame = spark.createDataFrame([], SIMPLE);
  const devices = spark.createDataFrame([], DEVICES);
  type Right = { readonly name: string; readonly room: number | null };
  type Both<T> = { readonly [N in keyof T]: T[N] };
  hasRow<Both<Simple & Right>>()(frame.join(devices, "deviceId"));
  hasRow<Both<Simple & Right>>()(frame.join(devices, ["deviceId"], "inner"));
  hasRow<Both<Simple & { readonly name: string | null; readonly room: number | null }>>()(
    frame.join(devices, "deviceId", "left"),
  );
  hasRow<{ readonly time: Timestamp | null; readonly signal: number | null; readonly name: string | null }>()(
    frame.join(devices, "deviceId", "full").select("time", "signal", "name"),
  );
  hasRow<Simple>()(frame.join(devices, "deviceId", "semi"));
  hasRow<Simple>()(frame.join(devices, "deviceId", "left_anti"));
  const rooms = spark.createDataFrame([], "number INT NOT NULL, floor INT NOT NULL").alias("r");
  hasRow<{
    readonly deviceId: bigint;
    readonly name: string;
    readonly room: number | null;
    readonly number: number | null;
    readonly floor: number | null;
  }>()(devices.alias("d").join(rooms, col("d.room").eq(col("r.number")), "left"));
  hasRow<{ readonly name: string; readonly floor: number }>()(
    devices.join(rooms, col("room").eq(col("number"))).select("name", "floor"),
  );
  hasRow<RowOf<typeof DEVICES>>()(devices.join(rooms, col("room").eq(col("r.number")), "leftsemi"));
  // Two columns of one name: the row cannot tell which is meant.
  hasRow<any>()(frame.alias("a").join(devices.alias("b"), col("a.deviceId").eq(col("b.deviceId"))));
}

function untyped(spark: Session): void {
  const answer = spark.sql("SELECT deviceId, count(*) AS n FROM events GROUP BY deviceId");
  hasRow<any>()(answer);
  hasRow<{ readonly deviceId: any; readonly whatever: any }>()(answer.select("deviceId", "whatever"));
  hasRow<{ readonly x: any; readonly n: bigint }>()(answer.groupBy("x").agg({ n: count("y") }));
  hasRow<{ readonly deviceId: bigint; readonly n: bigint }>()(
    answer.as<"deviceId BIGINT NOT NULL, n BIGINT NOT NULL">(),
  );
  hasRow<{ readonly n: bigint | null }>()(spark.table("t").as<"deviceId BIGINT, n BIGINT">().select("n"));
  const text: string = ["a INT", "b INT"].join();
  hasRow<any>()(spark.createDataFrame([], text));
  hasRow<{ readonly a: any }>()(spark.createDataFrame([], text).select("a"));
  hasRow<any>()(spark.createDataFrame([], SIMPLE).as<string>());
}

async function results(spark: Session): Promise<void> {
  const frame = spark.readStream.option("maxFilesPerTrigger", 1).schema(SIMPLE).json("in");
  hasRow<Simple>()(frame);
  hasRow<Simple>()(spark.read.schema(SIMPLE).format("csv").load("in"));
  hasRow<any>()(spark.read.json("in"));
  const stream = await spark.memoryStream("value STRING NOT NULL");
  hasRow<{ readonly value: string }>()(stream.toDF());
  await frame.writeStream
    .foreachBatch(async (batch, batchId) => {
      hasRow<Simple>()(batch);
      same<typeof batchId, number>();
      await batch.select("signal").collect();
    })
    .start();
  await frame.writeStream.foreach((row) => same<typeof row, Simple & RowMethods>()).start();
  const [first] = await frame.collect();
  same<typeof first, (Simple & RowMethods) | undefined>();
  same<Awaited<ReturnType<typeof frame.first>>, (Simple & RowMethods) | null>();
  for await (const row of frame) same<typeof row.deviceId, bigint>();
}

function functions(spark: Session): void {
  const frame = spark.createDataFrame([], SIMPLE);
  const double = udf((x: number | null) => (x === null ? null : x * 2), "DOUBLE");
  hasRow<{ readonly deviceId: bigint; readonly twice: number | null }>()(
    frame.select("deviceId", double("signal").alias("twice")),
  );
  const parts = udf((text: string) => text.split(","), "ARRAY<STRING>");
  hasRow<{ readonly parts: readonly (string | null)[] | null }>()(
    frame.select((row) => parts(row.deviceId.cast("STRING")).alias("parts")),
  );
  hasRow<{ readonly kind: any; readonly n: any }>()(
    frame.select(
      when(col("signal").gt(1), lit("high")).otherwise(lit("low")).alias("kind"),
      callFunction("abs", "signal").alias("n"),
    ),
  );
}

/** Names this file to the test, so that it counts as used. */
export interface RightPrograms {
  readonly file: "typed-rows.types.ts";
  readonly programs: readonly [
    typeof namedTypes,
    typeof schemas,
    typeof nesting,
    typeof selects,
    typeof changes,
    typeof groups,
    typeof joins,
    typeof untyped,
    typeof results,
    typeof functions,
  ];
}
