/** Settings a query takes from its session when it starts. */
export interface QuerySettings {
  readonly ansi: boolean;
  readonly zone: string;
  readonly ignoreNullFields: boolean;
  readonly noDataBatches: boolean;
  readonly minBatchesToRetain: number;
  readonly pollingDelayMs: number;
  readonly progressRetention: number;
  readonly stopTimeoutMs: number;
  /** At least so long between two events that say that there was nothing to do. */
  readonly idleIntervalMs: number;
  /** What the offset log keeps of the settings; after the first batch the log's own copy counts. */
  readonly fixedConf: Readonly<Record<string, string>>;
}

/** The keys Spark writes into every offset log entry, in its order, with its defaults. */
export const FIXED_CONF: Readonly<Record<string, string>> = Object.freeze({
  "spark.sql.streaming.stateStore.providerClass":
    "org.apache.spark.sql.execution.streaming.state.HDFSBackedStateStoreProvider",
  "spark.sql.dropDuplicates.deterministicKeyOrder.enabled": "true",
  "spark.sql.streaming.stateStore.rocksdb.mergeOperatorVersion": "2",
  "spark.sql.streaming.stateStore.rocksdb.formatVersion": "5",
  "spark.sql.streaming.queryEvolution.enableSourceEvolution": "false",
  "spark.sql.streaming.stateStore.encodingFormat": "unsaferow",
  "spark.sql.streaming.statefulOperator.useStrictDistribution": "true",
  "spark.sql.streaming.flatMapGroupsWithState.stateFormatVersion": "2",
  "spark.sql.streaming.multipleWatermarkPolicy": "min",
  "spark.sql.streaming.stateStore.rowChecksum.enabled": "false",
  "spark.sql.streaming.statefulOperator.alwaysNullableOutput.enabled": "true",
  "spark.sql.streaming.aggregation.stateFormatVersion": "2",
  "spark.sql.function.protobufExtensions.enabled": "false",
  "spark.sql.shuffle.partitions": "200",
  "spark.sql.streaming.join.stateFormatVersion": "2",
  "spark.sql.streaming.stateStore.compression.codec": "lz4",
  "spark.sql.optimizer.pruneFiltersCanPruneStreamingSubplan": "false",
});
