/** What an engine answered to a scenario: the format of `expected/`, described in README.md under "Trace". */
export interface Trace {
  name: string;
  runs: Run[];
  /** The error that ended the scenario. */
  error?: TraceError;
  output?: StepOutput[];
  checkpoint?: FileTexts;
  sinkLog?: FileTexts;
}

/** One start of the query. */
export interface Run {
  /** DDL of the query's result; null when the query could not be built. */
  schema: string | null;
  batches: Batch[];
  /** Only in a step that allows it. */
  error?: TraceError;
}

export interface Batch {
  batchId: number;
  step: number;
  /** Absent with a real sink. */
  rows?: string[];
  numInputRows?: number;
  eventTime?: EventTime;
  stateOperators?: StateOperator[];
}

export interface EventTime {
  avg?: string;
  max?: string;
  min?: string;
  watermark?: string;
}

export interface StateOperator {
  operatorName: string;
  numRowsTotal: number;
  numRowsUpdated: number;
  numRowsRemoved: number;
  numRowsDroppedByWatermark: number;
}

export type Phase = "analysis" | "start" | "run";

export interface ErrorDescription {
  /** Null where the thrower has no condition; `exception` then names its class. */
  condition: string | null;
  exception?: string;
  sqlState?: string | null;
  messageParameters?: Record<string, string>;
  /** Its first line. */
  message: string;
  /** All conditions from the outermost inwards, when there are several. */
  chain?: string[];
  phase: Phase;
}

export interface TraceError extends ErrorDescription {
  step: number;
}

/** What the sink wrote during one step: data files, or the console's text. */
export interface StepOutput {
  step: number;
  files?: OutputFile[];
  text?: string;
}

export interface OutputFile {
  /** Relative to the sink's directory, `.` for itself. */
  dir: string;
  /** What follows the generated `part-...` name. */
  suffix: string;
  text?: string;
  base64?: string;
}

/** Path below the checkpoint or the sink -> text. */
export type FileTexts = Record<string, string>;
