// Prints the first row of a file by the kernel alone.
import { DuckDBInstance } from "@duckdb/node-api";

const instance = await DuckDBInstance.create(":memory:");
const connection = await instance.connect();
const columns = "{timestamp: 'TIMESTAMP', deviceId: 'BIGINT', deviceType: 'VARCHAR', signalStrength: 'DOUBLE'}";
const sql = `SELECT * FROM read_json($file, columns = ${columns}, format = 'newline_delimited') LIMIT 1`;
const result = await connection.runAndReadAll(sql, { file: process.argv[2] });
console.log(String(result.getRows()[0][0]));
connection.closeSync();
