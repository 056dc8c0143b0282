/**
 * Page views per user in windows of 10 minutes, kept up to date in a Map: update mode gives what has changed, and the sink replaces it by key.
 *
 *   npx millrace run examples/clickstream.ts
 */
import { connect, window } from "millrace";

const spark = await connect();

// The views come from the program itself. In earnest they would be files: spark.readStream.schema("...").json("views").
const views = await spark.memoryStream("time TIMESTAMP, user STRING, page STRING");

const perUser = views
  .toDF()
  .withWatermark("time", "10 minutes") // older windows are forgotten, so that the state does not grow for ever
  .groupBy(window("time", "10 minutes"), "user")
  .count()
  .select("window.start", "user", "count");

// What a dashboard would show. A batch that comes again after a crash sets the same keys to the same values.
const board = new Map<string, bigint>();
const query = await perUser.writeStream
  .outputMode("update")
  .foreachBatch(async (frame, batchId) => {
    const changed = await frame.orderBy("start", "user").collect();
    for (const { start, user, count } of changed) board.set(`${start?.toISOString().slice(11, 16)} ${user}`, count);
    const texts = changed.map(({ start, user, count }) => `${start?.toISOString().slice(11, 16)} ${user} ${count}`);
    if (texts.length > 0) console.log(`batch ${batchId}: ${texts.join(", ")}`);
  })
  .start();

/** The views of one batch, as "time user page". */
async function arrive(...visits: string[]): Promise<void> {
  views.add(
    ...visits.map((visit) => {
      const [time = "", user = "", page = ""] = visit.split(" ");
      return { time: `2024-05-01 ${time}`, user, page };
    }),
  );
  await query.processAllAvailable();
}

await arrive("12:01 ann /", "12:03 ann /shop", "12:04 bob /");
await arrive("12:09 ann /cart", "12:12 ann /pay");
await arrive("12:08 bob /shop", "12:31 cem /"); // Bob's view is late, but its window is still open
await arrive("12:05 bob /", "12:33 cem /shop"); // now it is not: the watermark is 12:21

console.log("\nThe board:");
for (const [key, count] of [...board].toSorted(([a], [b]) => (a < b ? -1 : 1))) console.log(`  ${key} ${count}`);

await spark.stop();
