/** Session and machine. */
export const sessionConditions = {
  CANNOT_MODIFY_CONFIG: ["46110", "Cannot modify the value of the setting <key>: <reason>."],
  "INVALID_CONF_VALUE.TYPE_MISMATCH": [
    "22022",
    "The value '<confValue>' in the config \"<confName>\" is invalid: a value of the kind '<confType>' is expected.",
    "<remedy>",
  ],
  "INVALID_CONF_VALUE.REQUIREMENT": [
    "22022",
    "The value '<confValue>' in the config \"<confName>\" is invalid. <confRequirement>",
  ],
  "INVALID_CONF_VALUE.OUT_OF_RANGE_OF_OPTIONS": [
    "22022",
    "The value '<confValue>' in the config \"<confName>\" is invalid: one of '<confOptions>' is expected.",
  ],
  "INVALID_CONF_VALUE.TIME_ZONE": [
    "22022",
    "The value '<confValue>' in the config \"<confName>\" is invalid: there is no such time zone.",
    "Give a name such as Europe/Berlin or an offset such as +02:00.",
  ],
  SQL_CONF_NOT_FOUND: ["42K0I", "The setting <sqlConf> cannot be found.", "Set it first, or give conf.get a default."],
  SESSION_STOPPED: [
    "55000",
    "The session has been stopped.",
    "Await every action before spark.stop(): show(), collect(), count(), write and start() too. A stopped session stays so; connect() opens another.",
  ],
  CONNECTION_BUSY: [
    "55006",
    "A kernel connection that streams a result was asked to run a second statement.",
    "Drain or close the result first.",
  ],
  KERNEL_ERROR: [
    "XX000",
    "The kernel refused a statement: <reason>.",
    "Report it as a defect, with the query that led here.",
  ],
  CONNECTION_FAILED: [
    "08001",
    "Nobody answers at <host>:<port>, or the connection broke: <reason>.",
    "Start the server first; for a try, nc -lk <port>.",
  ],
  MEMORY_LIMIT_EXCEEDED: [
    "53200",
    "The memory that the kernel may use is not enough: <reason>.",
    'Raise the setting millrace.memoryLimit when the session is made, or read less at a time ("maxFilesPerTrigger").',
  ],
  OPERATION_CANCELED: ["HY008", "The operation has been cancelled."],
  NOT_A_PROGRAM: [
    "42K03",
    "<path> is by its extension no program.",
    "Name a .ts, .mts, .cts, .js, .mjs or .cjs file; millrace sql looks at data.",
  ],
  IMPORT_FAILED: ["42K03", 'Cannot import "<module>" from <importer>: <reason>.', "<remedy>"],
  FILE_OPERATION_FAILED: ["58030", "Cannot <operation> <path>: <reason>.", "<remedy>"],
  UNSUPPORTED_NODE_VERSION: [
    "0A000",
    "Millrace needs Node 22.18 or newer, but runs on <version>.",
    "Install it from https://nodejs.org.",
  ],
} as const;
