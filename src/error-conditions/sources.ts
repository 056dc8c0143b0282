/** Sources and sinks. */
export const sourcesConditions = {
  DATA_SOURCE_NOT_FOUND: ["42K02", "Failed to find the data source: <provider>.", "<suggestion>"],
  UNSUPPORTED_FORMAT: ["0A000", "The format <format> does not support <operation>.", "Use one of: <supported>."],
  UNKNOWN_OPTION: ["42616", "The option '<option>' is not one of <format>'s.", "<suggestion>"],
  UNSUPPORTED_OPTION: ["0A000", "Spark's option '<option>' of <format> is not supported yet.", "Leave it out."],
  INVALID_OPTION_VALUE: ["42616", "The value '<value>' of the option '<option>' is invalid: <expected>."],
  MISSING_OPTION: ["42616", "The option '<option>' is required by <format>.", "<suggestion>"],
  INVALID_GLOB: [
    "42616",
    "The pattern '<pattern>' is not valid: <reason>.",
    "Write \\ before a character that stands for itself.",
  ],
  "FAILED_READ_FILE.PARQUET_COLUMN_DATA_TYPE_MISMATCH": [
    "KD001",
    "The column <column> of <path> holds <actualType>, which cannot be read as <expectedType>.",
    "Read it as what it is, and cast it.",
  ],
  "FAILED_READ_FILE.CANNOT_READ_FILE_FOOTER": [
    "KD001",
    "The Parquet files <path> cannot be opened: <reason>.",
    "Leave out what is no Parquet file, or set ignoreCorruptFiles to true.",
  ],
  UNABLE_TO_INFER_SCHEMA: [
    "42KD9",
    "Unable to infer schema for <format>: there is no file in <paths> (names that begin with _ or . are passed over).",
    'Put files there first, or give the schema: .schema("a INT, b STRING").',
  ],
  SCHEMA_REQUIRED: [
    "42000",
    "Schema must be specified when creating a streaming source DataFrame.",
    'Call .schema("a INT, b STRING") on the reader.',
    "_LEGACY_ERROR_TEMP_2048",
  ],
  PATH_NOT_FOUND: [
    "42K03",
    "Path does not exist: <path>.",
    "Check the spelling: a relative path begins in the working directory.",
  ],
  UNSUPPORTED_FILE_SYSTEM: [
    "0A000",
    "There is no file system <scheme> here (<path>).",
    "Millrace reads and writes the machine's own files: give a local path, or mount the store as a directory.",
  ],
  EMPTY_PATH: ["42K03", "A path is empty.", "Name a file or a directory; the working directory is './'."],
  PATH_ALREADY_EXISTS: [
    "42K04",
    "Path <outputPath> already exists.",
    'Add to it with mode("append"), replace it with mode("overwrite"), or write to another path.',
  ],
  FILE_ALREADY_EXISTS: ["42K04", "<path> already exists.", "Give true for overwrite, or another name."],
  DIRECTORY_NOT_EMPTY: [
    "42K04",
    "The directory <path> is not empty.",
    "Give true for recurse to remove what it holds.",
  ],
  REMOVAL_REFUSED: [
    "42K04",
    "<path> is the working directory, or holds it: nothing there is removed or overwritten.",
    "Name what is in it.",
  ],
  IS_A_DIRECTORY: [
    "42K04",
    "<path> is a directory.",
    "Name a file, or give true for recurse where a directory is meant.",
  ],
  "FAILED_READ_FILE.NO_HINT": ["KD001", "Encountered error while reading file <path>: <reason>."],
  FILE_CHANGED_AFTER_OUTPUT: [
    "KD001",
    "The file <path> has changed since its batch was written, or is gone. The batch runs again for the query's state, which would not agree with what was written.",
    "Put the file back as it was then, with its time of modification.",
  ],
  FILE_CHANGED: [
    "KD001",
    "The file <path> changed while it was read, or since it was listed.",
    "Write files under another name and rename them when they are whole, or set minFileAge to the longest pause of their writer. Started again, the query reads the file as it is then.",
  ],
  "FAILED_READ_FILE.FILE_NOT_EXIST": [
    "KD001",
    "The file <path> is gone.",
    "Keep input files until their batch is committed, or set ignoreMissingFiles to true.",
  ],
  WRONG_BASE_PATH: [
    "42000",
    "The file <path> of the checkpoint's source log does not lie below <basePath>.",
    "A checkpoint belongs to its sources, in their order: read the same directories, or begin a new checkpoint.",
  ],
  OPTION_NOT_ALLOWED_IN_STREAM: [
    "42616",
    "The option '<option>' is not allowed in file stream sources.",
    "Leave it out.",
  ],
  INVALID_PARTITION_VALUE: [
    "42846",
    "Failed to cast value <value> to data type <dataType> for partition column <columnName>.",
  ],
  INVALID_PARTITION_COLUMN_DATA_TYPE: [
    "0A000",
    "Cannot use <type> for partition column.",
    "Partition by a column whose values have a text, a field of it perhaps.",
  ],
  ALL_PARTITION_COLUMNS_NOT_ALLOWED: [
    "KD005",
    "Cannot use all columns for partition columns.",
    "Leave at least one column to be written into the files.",
  ],
  TEXT_NEEDS_ONE_COLUMN: [
    "42000",
    "The text datasource writes exactly one column, but there are <count>.",
    "Make one STRING column of them, for instance with concat_ws.",
    "_LEGACY_ERROR_TEMP_1290",
  ],
  CSV_HEADER_MISMATCH: [
    "KD000",
    "The CSV header (<header>) does not conform to the schema (<schema>).",
    "Correct the schema, or leave enforceSchema on, which takes columns by position.",
    "_LEGACY_ERROR_TEMP_3241",
  ],
  MALFORMED_CSV_RECORD: ["KD000", "Malformed CSV record: <badRecord>."],
  OPTION_VALUE_EXCEEDS_ONE_CHARACTER: [
    "22023",
    "The value of <optionName> cannot be more than one character, but got <optionValue>.",
  ],
  "INVALID_LINE_SEPARATOR.TOO_LONG": [
    "22023",
    "The option lineSep can contain at most 2 characters, but got <actualLength> characters.",
  ],
  "UNSUPPORTED_FEATURE.QUERY_ONLY_CORRUPT_RECORD_COLUMN": [
    "0A000",
    "The feature is not supported: a query of raw JSON or CSV files that reads nothing but the column for corrupt records.",
    "Read another column with it: a record is corrupt by the columns that are read.",
  ],
  INVALID_CORRUPT_RECORD_TYPE: [
    "42804",
    "The column <columnName> for corrupt records must have the nullable STRING type, but got <actualType>.",
  ],
  UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE: [
    "0A000",
    "The <format> datasource doesn't support the column <columnName> of the type <columnType>.",
    "Leave it out, or make a column of a type the format has: to_json gives a STRING of anything.",
  ],
  PARTITION_COLUMN_NOT_FOUND: [
    "42703",
    "Partition column <columnName> not found in existing columns (<validColumnNames>).",
    "<suggestion>",
    "_LEGACY_ERROR_TEMP_1196",
  ],
  INVALID_ROW: ["22000", "Row <row><at> does not fit the schema (<fields>): <given>.", "<suggestion>"],
  INVALID_VALUE: [
    "22000",
    "Row <row>: the value <value> does not fit the type <type> of the column <column>.",
    "Give <expected>.",
  ],
  NOT_NULL_ASSERT_VIOLATION: [
    "42000",
    "Row <row>: <column> is NULL, and the schema says that it never is.",
    "Give it a value, or take NOT NULL out of the schema.",
  ],
} as const;
