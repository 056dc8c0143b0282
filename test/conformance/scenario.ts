/** A scenario file, described in README.md under "Scenario". */
export interface Scenario extends Configuration {
  name: string;
  about: string;
  ordered?: boolean;
  autoStart?: boolean;
  recordCheckpoint?: boolean;
  recordSinkLog?: boolean;
  steps?: Step[];
}

/** What a `start` step may replace. */
export interface Configuration {
  inputs: Record<string, Input>;
  views?: Record<string, Pipeline>;
  query: Pipeline;
  outputMode?: string;
  conf?: Record<string, string>;
  trigger?: "availableNow" | "once" | null;
  sink?: SinkSpec;
}

export type Input = StaticInput | StreamInput;

export interface StaticInput {
  static: true;
  schema: string;
  rows: Line[];
}

export interface StreamInput {
  static?: false;
  format?: string;
  schema?: string;
  options?: Record<string, string>;
}

export interface SinkSpec {
  format: string;
  options?: Record<string, string>;
  partitionBy?: string[];
}

export interface Step {
  stop?: boolean;
  add?: Addition | Addition[];
  start?: Partial<Configuration>;
  run?: boolean;
  allowError?: boolean;
}

/** Input name -> the content of one new file. */
export type Addition = Record<string, FileContent>;

export type FileContent =
  | Line[]
  | { lines: Line[]; dir?: string }
  | { text: string; dir?: string }
  | { base64: string; dir?: string };

/** Text taken as it is, or an object written as compact JSON. */
export type Line = string | object;

export type Pipeline = PipelineStep[];

/** Each step of a pipeline -> its arguments. */
export interface PipelineSteps {
  from: [name: string];
  sql: [text: string];
  createOrReplaceTempView: [name: string];
  selectExpr: [expressions: string[]];
  where: [condition: string];
  withColumn: [name: string, expression: string];
  drop: [names: string[]];
  alias: [name: string];
  withWatermark: [column: string, delay: string];
  groupBy: [keys: string[], aggregates: string[]];
  rollup: [keys: string[], aggregates: string[]];
  cube: [keys: string[], aggregates: string[]];
  dropDuplicates: [names?: string[]];
  dropDuplicatesWithinWatermark: [names?: string[]];
  distinct: [];
  limit: [n: number];
  offset: [n: number];
  sample: [fraction: number];
  repartition: [n: number];
  join: [other: string, on: string | string[], how: string];
  crossJoin: [other: string];
  union: [other: string];
  unionByName: [other: string, allowMissing?: boolean];
  intersect: [other: string];
  except: [other: string];
  orderBy: [keys: string[]];
  batch: [action: "collect" | "count" | "show" | "write"];
}

export type PipelineOperation = keyof PipelineSteps;

export type PipelineStep = {
  [Operation in PipelineOperation]: [Operation, ...PipelineSteps[Operation]];
}[PipelineOperation];

/** The configuration after a `start` step: each field is replaced, but an input's fields one by one. */
export function restarted(current: Configuration, changes: Partial<Configuration>): Configuration {
  const inputs = { ...current.inputs };
  for (const [name, spec] of Object.entries(changes.inputs ?? {})) inputs[name] = { ...inputs[name], ...spec };
  return { ...current, ...changes, inputs };
}

/** Whether the query runs before the first step. */
export function startsByItself(scenario: Scenario): boolean {
  return scenario.autoStart !== false && scenario.steps?.[0]?.start === undefined;
}
