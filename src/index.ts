/** The public surface of Millrace. */
export { connect, type ConnectOptions } from "./connect.ts";
export { Session, RuntimeConf, StreamingQueryManager, type MemoryStream } from "./api/session.ts";
export { DataFrame } from "./api/dataframe.ts";
export { udf, UdfRegistration, type UserDefinedFunction } from "./api/udf.ts";
export { Catalog } from "./api/catalog.ts";
export { NullFunctions } from "./api/null-functions.ts";
export { GroupedData } from "./api/grouped-data.ts";
export { Column, type ColumnInput } from "./api/column.ts";
export { DataFrameReader, type OptionValue } from "./api/reader.ts";
export { DataFrameWriter } from "./api/writer.ts";
export { DataStreamWriter, type ForeachWriter, type TriggerOptions } from "./api/stream-writer.ts";
export { StreamingQuery, type QueryProgress } from "./api/query.ts";
export * from "./api/functions/index.ts";
export { planFromJson, planToJson, type Plan } from "./plan/json.ts";
export { MillraceError, isMillraceError, type Condition } from "./errors.ts";
export { DayTimeInterval, LocalDate, LocalTimestamp, Timestamp, YearMonthInterval } from "./types/values.ts";
export type { Row, RowMethods, Value } from "./types/row.ts";
export type { DataType, StructField, StructType } from "./types/data-type.ts";
