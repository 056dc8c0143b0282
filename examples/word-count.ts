/**
 * Words of lines that come over a socket, counted as they come: the classic first stream. The example brings the server that sends the lines.
 *
 *   npx millrace run examples/word-count.ts
 */
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { col, connect, explode, lower, split } from "millrace";

const lines = ["To be or not to be", "that is the question", "whether to suffer", "or to take arms"];

// The server: whoever connects is sent the lines. By hand it would be `nc -lk 9999`.
const server = createServer((socket) => socket.end(`${lines.join("\n")}\n`));
server.listen(0, "localhost");
await once(server, "listening");
const { port } = server.address() as AddressInfo;

const spark = await connect();

// A line is a row with one column, `value`.
const received = spark.readStream.format("socket").option("host", "localhost").option("port", port).load();
const counts = received
  .select(explode(split(lower("value"), " ")).alias("word"))
  .groupBy("word")
  .count();

// Complete mode: after each batch the table holds all words. A count may always grow, so append mode would be refused.
const query = await counts.writeStream.outputMode("complete").format("memory").queryName("words").start();

// The query would wait for more lines for ever; the example ends when it has seen all of them.
let seen = 0;
while (seen < lines.length) {
  await query.processAllAvailable();
  seen = (await query.recentProgress()).reduce((sum, batch) => sum + batch.numInputRows, 0);
}
await spark.table("words").where(col("count").gt(1)).orderBy(col("count").desc(), "word").show();

await spark.stop();
server.close();
