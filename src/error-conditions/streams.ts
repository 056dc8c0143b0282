/** What a stream may not do, and the life of a streaming query. */
export const streamsConditions = {
  STREAM_JOIN_WITHOUT_EQUALITY: [
    "0A000",
    "Stream-stream join without equality predicate is not supported.",
    "Join by at least one equal column or expression.",
    "_LEGACY_ERROR_TEMP_1181",
  ],
  MULTIPLE_EVENT_TIME_COLUMNS: [
    "42K09",
    "More than one event time columns are available: <eventTimeCols>.",
    "Select one of them before the next join, grouping by it, or dropping of duplicates.",
  ],
  GLOBAL_SESSION_AGGREGATION_UNSUPPORTED: [
    "0A000",
    "Global aggregation with session window in streaming query is not supported.",
    "Group by one more column beside the session.",
    "_LEGACY_ERROR_TEMP_3068",
  ],
  STREAMING_ACTION_UNSUPPORTED: [
    "0A000",
    "Queries with streaming sources must be executed with writeStream.start(): <action>.",
    "Write the stream to the memory or console sink to look at it.",
    "_LEGACY_ERROR_TEMP_3102",
  ],
  STREAMING_OPERATION_UNSUPPORTED: [
    "0A000",
    "<msg> is not supported on streaming DataFrames/Datasets.",
    "<remedy>",
    "_LEGACY_ERROR_TEMP_3102",
  ],
  CALL_ON_STREAMING_DATASET_UNSUPPORTED: [
    "42KDE",
    "The method <methodName> can not be called on streaming Dataset/DataFrame.",
    "Use writeStream.",
  ],
  WRITE_STREAM_NOT_ALLOWED: [
    "42601",
    "`writeStream` can be called only on streaming Dataset/DataFrame.",
    "Read the input with readStream, or write it with write.",
  ],
  "STREAMING_OUTPUT_MODE.INVALID": [
    "42KDE",
    "Invalid streaming output mode: <outputMode>. Accepted output modes are append, complete and update.",
    "<suggestion>",
  ],
  "STREAMING_OUTPUT_MODE.UNSUPPORTED_DATASOURCE": [
    "42KDE",
    "Invalid streaming output mode: <outputMode>. This output mode is not supported in Data Source <className>.",
    "File sinks take append only; what changes later can be written in foreachBatch.",
  ],
  "STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION": [
    "42KDE",
    "Invalid streaming output mode: <outputMode>. This output mode is not supported for <operation> on streaming DataFrames/DataSets.",
    "<remedy>",
  ],
  "INVALID_SUBQUERY_EXPRESSION.STREAMING_QUERY": [
    "42823",
    "Invalid subquery: Streaming query is not allowed in subquery expressions.",
  ],
  NON_TIME_WINDOW_NOT_SUPPORTED_IN_STREAMING: [
    "42KDE",
    "Window function is not supported in <windowFunc> on streaming DataFrames/Datasets.",
    "Structured Streaming only supports time-window aggregation using the window function.",
  ],
  UNSUPPORTED_STREAMING_OPERATOR_WITHOUT_WATERMARK: [
    "0A000",
    "<outputMode> output mode not supported for <statefulOperator> on streaming DataFrames/DataSets without watermark.",
    "Call withWatermark(), and group by that time or by a window of it.",
  ],
  WATERMARK_REDEFINED: [
    "0A000",
    "Redefining watermark is disallowed.",
    "Call withWatermark once per input.",
    "_LEGACY_ERROR_TEMP_3076",
  ],
  UNSUPPORTED_TRIGGER: [
    "0A000",
    "The trigger <trigger> is not supported.",
    "Use processingTime, availableNow or once.",
  ],
  INVALID_TRIGGER: [
    "42616",
    "The trigger interval '<interval>' is invalid: <reason>.",
    'Write trigger({ processingTime: "10 seconds" }), or no trigger to begin as soon as there is data.',
  ],
  MISSING_CHECKPOINT_LOCATION: [
    "42000",
    "checkpointLocation must be specified.",
    'Give it through option("checkpointLocation", ...) or the setting spark.sql.streaming.checkpointLocation.',
  ],
  QUERY_NAME_IN_USE: [
    "42710",
    "Cannot start query with name <name> as a query with that name is already active in this session.",
    "Stop the other query, or choose another name.",
    "IllegalArgumentException",
  ],
  CONCURRENT_QUERY: [
    "0A000",
    "Another instance of this query [id: <queryId>] is already running (runId: <existingQueryRunId>) and spark.sql.streaming.stopActiveRunOnRestart is false.",
    "Stop it first, or give this query a checkpoint of its own.",
  ],

  "CHECKPOINT_LOCKED.OTHER_PROCESS": [
    "0A000",
    "The checkpoint at <checkpoint> is in use by process <pid>, which is running.",
    "Stop that process, or give this query a checkpoint of its own.",
    "CONCURRENT_QUERY",
  ],
  "CHECKPOINT_LOCKED.OTHER_THREAD": [
    "0A000",
    "The checkpoint at <checkpoint> is in use by another thread of this process, or by another copy of Millrace in it.",
    "Stop the query there; if that thread is gone, set millrace.checkpoint.breakLock to true.",
    "CONCURRENT_QUERY",
  ],
  "CHECKPOINT_LOCKED.OTHER_HOST": [
    "0A000",
    "The checkpoint at <checkpoint> is in use by process <pid> on the host <host>.",
    "If nothing runs there any more, set millrace.checkpoint.breakLock to true.",
    "CONCURRENT_QUERY",
  ],

  OUTPUT_IS_INPUT: [
    "42K0E",
    "The query reads <path> and would write there, too: its own files would be its input, and its log would hide the others from every reader.",
    "Give the output a directory of its own.",
  ],
  CHECKPOINT_LOST: [
    "XXKST",
    "The checkpoint at <checkpoint> is no longer this run's: its lock <file> is gone or another run's. The directory was removed or replaced, or the lock was broken.",
    "Let one query at a time use a checkpoint, and put the directory back from a backup if it was removed; or start with a new checkpoint location.",
  ],

  // --- the life of a streaming query
  STREAM_FAILED: ["XXKST", "The query <query> failed <when>: <message>"],
  STREAM_STOP_TIMEOUT: [
    "XXKST",
    "The query <name> did not stop within <timeout> ms: its user function is still pending.",
    "Let the function given to foreach or foreachBatch return.",
  ],
  FOREACH_BATCH_USER_FUNCTION_ERROR: [
    "39000",
    "An error occurred in the user provided function in foreach batch sink (query <query>, batch <batchId>). Reason: <reason>",
  ],
  FOREACH_USER_FUNCTION_ERROR: [
    "39000",
    "An error occurred in the user provided function in foreach sink (query <query>, batch <batchId>). Reason: <reason>",
  ],
  CHECKPOINT_RECOVERY_UNSUPPORTED: [
    "XXKST",
    "This query cannot continue from the checkpoint at <checkpoint>: what its sink or source held is gone with the former session.",
    "Use complete mode, another sink, or a new checkpoint location.",
  ],
  CONCURRENT_STREAM_LOG_UPDATE: [
    "40000",
    "Concurrent update to the log. Multiple streaming jobs detected for <batchId>.",
    "Make sure only one streaming job runs on a specific checkpoint location at a time.",
  ],
  WAIT_WITHIN_QUERY: [
    "0A000",
    "Cannot wait for a query in a function that the query itself has called: <method> would never return.",
    "Wait outside of the function; query.stop() may be called within it.",
  ],
  OUTPUT_HAS_OTHER_BATCHES: [
    "XXKST",
    "The output <path> already holds batch <batchId>, of which this query's checkpoint knows nothing: its rows would be passed over.",
    "Write into a directory of its own, or continue from the checkpoint that wrote there.",
  ],
  OUTPUT_LACKS_BATCHES: [
    "XXKST",
    "The output <path> holds <listed> batches, but this query's checkpoint has batch <batchId> too: their rows are gone.",
    "Put the output back; or begin a new checkpoint in a new directory, which reads everything again.",
  ],
  NOT_A_CHECKPOINT: [
    "42K03",
    "The directory <path> is no checkpoint: it has no file named metadata.",
    "Name the directory that was given as checkpointLocation.",
  ],
  CHECKPOINT_FILE_MISSING: [
    "XXKST",
    "The checkpoint at <checkpoint> is incomplete: <file> is missing.",
    "Restore the file from a backup, or start with a new checkpoint location.",
  ],
  CHECKPOINT_FILE_CORRUPT: [
    "XXKST",
    "The checkpoint file <file> cannot be understood: <reason>.",
    "Restore the file from a backup, or start with a new checkpoint location.",
  ],
  STREAMING_CHECKPOINT_MISSING_METADATA_FILE: [
    "XXKST",
    "The checkpoint at <checkpoint> has offsets but no metadata file.",
    "Restore the file from a backup, or start with a new checkpoint location.",
  ],
  STREAMING_SOURCE_COUNT_CHANGED: [
    "XXKST",
    "There are <checkpoint> sources in the checkpoint offsets and now there are <current> sources requested by the query.",
    "Keep the number of sources, or start with a new checkpoint location.",
    "AssertionError",
  ],
  STREAMING_STATEFUL_OPERATOR_MISSING_STATE_DIRECTORY: [
    "42K03",
    "Cannot restart streaming query with stateful operators because the state directory <stateDirectory> is empty or missing: it was removed, or the checkpoint is of a query without state (aggregation, join or deduplication). Stateful operators in current batch: [<OpsInCurBatchSeq>].",
    "Restore the directory from a backup, or start with a new checkpoint location.",
  ],
  STREAMING_STATEFUL_OPERATOR_NOT_MATCH_IN_STATE_METADATA: [
    "42K03",
    "Streaming stateful operator name does not match with the operator in the state metadata of <stateDirectory>. Stateful operators in the metadata: [<OpsInMetadataSeq>]; Stateful operators in current batch: [<OpsInCurBatchSeq>].",
    "Undo the change of the query, or start with a new checkpoint location.",
  ],
  STATE_STORE_KEY_SCHEMA_NOT_COMPATIBLE: [
    "XXKST",
    "Provided key schema does not match existing state key schema in <stateDirectory>. Existing: <storedKeySchema>; new: <newKeySchema>.",
    "Undo the change of what the query groups, joins or deduplicates by, or start with a new checkpoint location.",
  ],
  STATE_STORE_VALUE_SCHEMA_NOT_COMPATIBLE: [
    "XXKST",
    "Provided value schema does not match existing state value schema in <stateDirectory>. Existing: <storedValueSchema>; new: <newValueSchema>.",
    "Undo the change of the query, or start with a new checkpoint location.",
  ],
} as const;
