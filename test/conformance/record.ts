import { join } from "node:path";
import { connect, type DataFrame, type Session } from "../../src/index.ts";
import { describeError } from "./error-description.ts";
import { InputFiles } from "./input-files.ts";
import { masker } from "./masks.ts";
import { inPhase, PhaseFailure } from "./phase.ts";
import { Pipelines, SqlPipelines } from "./pipeline.ts";
import { RecordedQuery } from "./recorded-query.ts";
import { restarted, startsByItself, type Configuration, type Scenario, type Step } from "./scenario.ts";
import type { Run, StepOutput, Trace, TraceError } from "./trace.ts";
import { checkpointTexts, newDataFiles, sinkLogTexts } from "./written-files.ts";

/** README.md, "Common settings"; and every batch's progress is kept. */
const COMMON_CONF: Readonly<Record<string, string>> = {
  "spark.sql.shuffle.partitions": "2",
  "spark.sql.session.timeZone": "UTC",
  "spark.sql.jsonGenerator.ignoreNullFields": "false",
  "spark.sql.streaming.numRecentProgressUpdates": "1000",
};

/**
 * Runs a scenario on Millrace in `root`, an empty directory of its own, and tells what it answered: record.py for our engine.
 */
export async function recordScenario(scenario: Scenario, root: string, manner: Manner): Promise<Trace> {
  const console = { text: "" };
  const session = await connect({ conf: COMMON_CONF, console: (text: string) => void (console.text += text) });
  try {
    return masker(root)(await new Recorder(scenario, root, session, console, manner).record());
  } finally {
    await session.stop();
  }
}

/** Another way to the same answers. */
export interface Manner {
  /** Pipelines go in as SQL text. */
  readonly sql: boolean;
  /** The query is stopped and started again between any two steps; what it does counts as one run all the same. */
  readonly restarts: boolean;
}

class Recorder {
  readonly #scenario: Scenario;
  readonly #root: string;
  readonly #session: Session;
  readonly #console: { text: string };
  readonly #manner: Manner;
  readonly #files: InputFiles;
  readonly #dataFiles = new Set<string>();
  readonly #runs: Run[] = [];
  #current: Configuration;
  #query: RecordedQuery | undefined;
  #step = 0;

  constructor(scenario: Scenario, root: string, session: Session, console: { text: string }, manner: Manner) {
    this.#scenario = scenario;
    this.#root = root;
    this.#session = session;
    this.#console = console;
    this.#manner = manner;
    this.#files = new InputFiles(root);
    this.#current = scenario;
  }

  async record(): Promise<Trace> {
    const { name, recordCheckpoint, recordSinkLog } = this.#scenario;
    const trace: Trace = { name, runs: this.#runs };
    const output: StepOutput[] = [];
    try {
      await this.#runSteps(output);
    } catch (failure) {
      if (!(failure instanceof PhaseFailure)) throw failure;
      trace.error = this.#failed(failure);
    } finally {
      await this.#stop();
    }
    if (output.length > 0) trace.output = output;
    if (recordCheckpoint) trace.checkpoint = await checkpointTexts(join(this.#root, "checkpoint"));
    if (recordSinkLog) trace.sinkLog = await sinkLogTexts(join(this.#root, "sink"));
    return trace;
  }

  async #runSteps(output: StepOutput[]): Promise<void> {
    const steps = this.#scenario.steps ?? [];
    if (startsByItself(this.#scenario)) {
      await this.#start();
      if (steps.length === 0) await this.#query?.wait(this.#step);
    }
    for (const [number, step] of steps.entries()) {
      this.#step = number;
      if (this.#manner.restarts && number > 0) await this.#again(step);
      await this.#runStep(step);
      const written = await this.#written();
      if (written !== undefined) output.push({ step: number, ...written });
    }
  }

  async #runStep(step: Step): Promise<void> {
    if (step.stop) await this.#stop();
    if (step.add !== undefined) await this.#add(step.add);
    if (step.start !== undefined) {
      await this.#stop();
      this.#current = restarted(this.#current, step.start);
      await this.#start();
    }
    if (step.run === false) return;
    try {
      await this.#query?.wait(this.#step);
    } catch (failure) {
      if (!(failure instanceof PhaseFailure) || !step.allowError) throw failure;
      this.#runs.at(-1)!.error = this.#failed(failure);
      await this.#stop();
    }
  }

  /** All files at once, between two micro-batches. */
  async #add(add: NonNullable<Step["add"]>): Promise<void> {
    const write = async (): Promise<void> => {
      for (const one of Array.isArray(add) ? add : [add]) await this.#files.add(one, this.#current.inputs);
    };
    await (this.#query === undefined ? write() : this.#query.betweenBatches(write));
  }

  /** Stops the query and starts it again, unless it has ended or the step does so itself. */
  async #again(step: Step): Promise<void> {
    if (this.#query === undefined || (this.#current.trigger ?? undefined) !== undefined) return;
    if (step.start !== undefined || step.stop) return;
    await this.#stop();
    await this.#start(this.#runs.at(-1));
  }

  async #start(run: Run = this.#newRun()): Promise<void> {
    const frame = await inPhase("analysis", () => this.#buildQuery());
    const query = await inPhase("analysis", () =>
      RecordedQuery.of(frame, this.#current, run, this.#scenario.ordered === true),
    );
    this.#console.text = "";
    await inPhase("start", () => query.start(this.#root, () => this.#step));
    this.#query = query;
    if ((this.#current.trigger ?? undefined) !== undefined) await query.wait(this.#step);
  }

  #newRun(): Run {
    const run: Run = { schema: null, batches: [] };
    this.#runs.push(run);
    return run;
  }

  async #buildQuery(): Promise<DataFrame> {
    for (const [key, value] of Object.entries(this.#current.conf ?? {})) await this.#session.conf.set(key, value);
    const pipelines = new (this.#manner.sql ? SqlPipelines : Pipelines)(this.#session);
    for (const name of Object.keys(this.#current.inputs)) await pipelines.name(name, await this.#readInput(name));
    for (const [name, view] of Object.entries(this.#current.views ?? {})) await pipelines.view(name, view);
    return pipelines.build(this.#current.query);
  }

  async #readInput(name: string): Promise<DataFrame> {
    const input = this.#current.inputs[name]!;
    if (input.static) return this.#session.read.schema(input.schema).json(await this.#files.writeStatic(name, input));
    const { format = "json", schema, options = {} } = input;
    const reader = this.#session.readStream.format(format).options(options);
    const described = schema === undefined ? reader : reader.schema(schema);
    return format.startsWith("rate") ? described.load() : described.load(await this.#files.directory(name));
  }

  async #stop(): Promise<void> {
    await this.#query?.stop();
    this.#query = undefined;
  }

  async #written(): Promise<Omit<StepOutput, "step"> | undefined> {
    const { sink } = this.#current;
    if (sink === undefined) return undefined;
    if (sink.format === "console") {
      const { text } = this.#console;
      this.#console.text = "";
      return text === "" ? undefined : { text };
    }
    const files = await newDataFiles(join(this.#root, "sink"), this.#dataFiles);
    return files.length === 0 ? undefined : { files };
  }

  /** Describes the failure and drops the batch that did not finish. */
  #failed(failure: PhaseFailure): TraceError {
    const run = this.#runs.at(-1);
    if (run !== undefined) run.batches = run.batches.filter((batch) => batch.numInputRows !== undefined);
    return { ...describeError(failure.cause, failure.phase), step: this.#step };
  }
}
