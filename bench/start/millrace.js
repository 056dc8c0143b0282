// Prints the first row of a stream. JavaScript over the built package, as users run it: no types are stripped while the clock runs.
import { connect } from "../../dist/index.js";

const spark = await connect();
const readings = spark.readStream
  .schema("timestamp TIMESTAMP, deviceId BIGINT, deviceType STRING, signalStrength DOUBLE")
  .option("maxFilesPerTrigger", 1)
  .json(process.argv[2]);
const query = await readings.writeStream
  .foreachBatch(async (batch) => {
    console.log((await batch.first()).timestamp.toJSON());
  })
  .trigger({ once: true })
  .start();
await query.awaitTermination();
await spark.stop();
