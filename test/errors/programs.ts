/** The program itself: promises nobody awaits, sessions, settings. */
import type { Mistake } from "./mistake.ts";

const files = { "in/a.json": '{"id":1,"signal":0.5}\n' };
const read = `const readings = spark.readStream.schema("id BIGINT, signal DOUBLE").json("in");\n`;
const people = `const people = spark.sql("SELECT 1 AS id, 'Anna' AS name");\n`;
const once = "trigger({ availableNow: true })";

export const programs: readonly Mistake[] = [
  {
    name: "start-not-awaited",
    files,
    program: `${read}
const query = readings.writeStream.format("console").${once}.start() as any;
await query.awaitTermination();
await spark.stop();`,
  },
  {
    name: "start-not-awaited-and-failing",
    files,
    program: `${read}readings.writeStream.format("consle").${once}.start();`,
  },
  {
    name: "start-not-awaited-and-stopped",
    files,
    program: `${read}
readings.writeStream.format("console").${once}.start();
await spark.stop();`,
  },
  {
    name: "start-not-awaited-failing-and-stopped",
    files,
    program: `${read}
readings.writeStream.format("consle").${once}.start();
await spark.stop();`,
  },
  {
    name: "awaitTermination-not-awaited",
    files,
    program: `${read}
const query = await readings.selectExpr("1 / (id - 1) AS x").writeStream.format("console").${once}.start();
query.awaitTermination();`,
  },
  {
    name: "awaitTermination-forgotten",
    files,
    program: `${read}await readings.selectExpr("1 / (id - 1) AS x").writeStream.format("console").${once}.start();`,
  },
  {
    name: "awaitTermination-forgotten-before-stop",
    files,
    program: `${read}
await readings.writeStream.format("console").${once}.start();
await spark.stop();`,
  },
  {
    name: "failed-query-then-stop",
    files,
    program: `${read}
const query = await readings.selectExpr("1 / (id - 1) AS x").writeStream.format("console").${once}.start();
while (await query.isActive()) await new Promise((resolve) => setTimeout(resolve, 20));
await spark.stop();`,
  },
  {
    name: "error-beside-a-running-query",
    files,
    program: `${read}
await readings.writeStream.format("noop").start();
await spark.sql("SELECT 1 AS id").select("idd").show();`,
  },
  { name: "show-not-awaited", program: `${people}people.select("nmae").show();` },
  {
    name: "show-not-awaited-before-stop",
    program: `${people}people.show();\nawait spark.stop();`,
  },
  {
    name: "show-not-awaited-failing-before-stop",
    program: `${people}people.select("nmae").show();\nawait spark.stop();`,
  },
  {
    name: "write-not-awaited-before-stop",
    program: `${people}people.write.parquet("out");\nawait spark.stop();`,
  },
  { name: "conf-not-awaited", program: `spark.conf.set("spark.sql.session.timeZone", "Europe/Berln");` },
  {
    name: "conf-not-awaited-then-stop",
    program: `spark.conf.set("spark.sql.session.timeZone", "Europe/Berln");\nawait spark.stop();`,
  },
  {
    name: "conf-not-awaited-then-query",
    program: `spark.conf.set("spark.sql.ansi.enabled", "yes");\n${people}await people.show();\nawait spark.stop();`,
  },
  { name: "view-not-awaited", program: `${people}people.select("nmae").createOrReplaceTempView("people");` },
  {
    name: "view-not-awaited-then-query",
    program: `${people}
people.select("nmae").createOrReplaceTempView("people");
await spark.sql("SELECT * FROM people").show();
await spark.stop();`,
  },
  { name: "display-not-awaited", program: `${people}people.select("nmae").display();` },
  { name: "display-not-awaited-then-stop", program: `${people}display(people.select("nmae"));\nawait spark.stop();` },
  {
    name: "collect-not-awaited",
    program: `${people}
const rows = people.collect() as any;
for (const row of rows) console.log(row.name);
await spark.stop();`,
  },
  {
    name: "collect-not-awaited-length",
    program: `${people}
const rows = people.collect() as any;
console.log(rows.length, rows[0]);
await spark.stop();`,
  },
  {
    name: "count-not-awaited",
    program: `${people}
const n = people.count() as any;
if (n > 0) console.log("there are people");
console.log("count: " + n);
await spark.stop();`,
  },
  {
    name: "columns-not-awaited",
    program: `${people}
console.log((people.columns() as any).join(", "));
await spark.stop();`,
  },
  {
    name: "connect-not-awaited",
    files: {
      "first.ts": `
import { connect } from "millrace";
const spark = connect() as any;
await spark.read.json("in").show();`,
      ...files,
    },
    args: ["run", "first.ts"],
  },
  {
    name: "memoryStream-not-awaited",
    program: `
const numbers = spark.memoryStream("n INT") as any;
const query = await numbers.toDF().writeStream.format("console").start();
await query.stop();`,
  },
  {
    name: "isActive-not-awaited",
    files,
    program: `${read}
const query = await readings.writeStream.format("noop").${once}.start();
let rounds = 0;
while (query.isActive() && rounds < 3) {
  rounds += 1;
  await query.awaitTermination();
}
console.log("rounds: " + rounds);
await spark.stop();`,
  },
  { name: "stopped-session", program: `${people}await spark.stop();\nawait people.show();` },
  {
    name: "stopped-session-start",
    files,
    program: `${read}
await spark.stop();
const query = await readings.writeStream.format("console").start();
await query.awaitTermination();`,
  },
  {
    name: "stopped-session-conf",
    program: `await spark.stop();\nawait spark.conf.set("spark.sql.ansi.enabled", false);`,
  },
  {
    name: "frames-of-two-sessions",
    program: `
const other = await connect();
await spark.range(3).union(other.range(3)).show();
await other.range(3).createOrReplaceTempView("numbers");
await spark.sql("SELECT * FROM numbers").show();`,
  },
  { name: "setting-misspelt", program: `await spark.conf.set("spark.sql.shufle.partitions", 4);\nawait spark.stop();` },
  { name: "setting-misspelt-get", program: `console.log(await spark.conf.get("spark.sql.shufle.partitions"));` },
  { name: "setting-misspelt-in-connect", program: `await connect({ conf: { "millrace.memorylimit": "1GB" } });` },
  { name: "setting-beside-conf", program: `await connect({ "spark.sql.ansi.enabled": "false" } as never);` },
  { name: "setting-of-the-wrong-form", program: `await spark.conf.set("spark.sql.ansi.enabled", "off");` },
  { name: "setting-with-a-wrong-zone", program: `await spark.conf.set("spark.sql.session.timeZone", "CEST+1");` },
  { name: "setting-with-a-wrong-size", program: `await spark.conf.set("millrace.memoryLimit", "much");` },
  {
    name: "setting-that-cannot-be-changed",
    program: `
await spark.range(3).count();
await spark.conf.set("millrace.memoryLimit", "1GB");
await spark.conf.set("spark.sql.warehouse.dir", "elsewhere");
await spark.stop();`,
  },
  { name: "setting-by-sql-misspelt", program: `await spark.sql("SET spark.sql.ansi.enabled = perhaps").show();` },
  {
    name: "view-misspelt-in-drop",
    program: `
console.log(await spark.catalog.dropTempView("peple"));
await spark.sql("DROP VIEW peple").show();`,
  },
  { name: "view-name-with-a-dash", program: `${people}await people.createOrReplaceTempView("my-people");` },
  { name: "undefined-for-a-frame", program: `${people}await people.union(undefined as never).show();` },
  { name: "undefined-for-a-column", program: `${people}await people.select(undefined as never).show();` },
  { name: "list-for-columns", program: `${people}await people.select(["id", "nmae"] as never).show();` },
  { name: "show-of-text", program: `${people}await people.show("all" as never);` },
  { name: "own-error", program: `const settings = undefined as any;\nconsole.log(settings.path);` },
  { name: "syntax-error-in-the-program", program: `await spark.range(3).show(;` },
  { name: "import-that-is-not-there", program: `import { conect } from "millrace";\nawait conect();` },
  { name: "import-of-a-missing-module", program: `import { x } from "./helpers.ts";\nconsole.log(x);` },
  { name: "enum-in-the-program", program: `enum Mode { Append }\nconsole.log(Mode.Append);` },
];
