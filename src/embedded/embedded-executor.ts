/** The executor inside the process: plans are analysed here and run in the embedded kernel. */
import { schemaOf } from "../analysis/attributes.ts";
import type { Plan } from "../analysis/plan.ts";
import { resolvePlan } from "../analysis/relation-resolver.ts";
import type {
  Analysed,
  Collected,
  Executor,
  QueryHandle,
  QueryListener,
  StreamFunctions,
  TableInfo,
} from "../api/executor.ts";
import { Kernel } from "../duckdb/kernel.ts";
import { millraceError, withinStack } from "../errors.ts";
import type { Command, WriteStreamOperationStart } from "../plan/command.ts";
import { binding, type View } from "../analysis/views.ts";
import { Read, type Relation, type SQL } from "../plan/relation.ts";
import type { UserFunction } from "../plan/user-function.ts";
import type { StructType } from "../types/data-type.ts";
import type { LocalRows } from "../types/local-rows.ts";
import type { Runtime, Terminal } from "../runtime/runtime.ts";
import { hasCompleteMode } from "../incremental/mode-rules.ts";
import { callingQuery } from "../streaming/calling-query.ts";
import { CommandQueue } from "./command-queue.ts";
import { withQuery, type BatchContext } from "./batch.ts";
import { explainPlan } from "./explain.ts";
import { PieceQueue } from "./piece-queue.ts";
import { QueryHandles } from "./query-handle.ts";
import { RunningQueries } from "./running-queries.ts";
import { functionNames } from "../functions/registry.ts";
import { PersistedFrames } from "./persisted.ts";
import { SessionCatalog } from "./session-catalog.ts";
import { SessionSettings } from "./settings.ts";
import { withVariables } from "../sql/variables.ts";
import { parseCommand, type SqlCommand } from "../sql/command-parser.ts";
import { runSqlCommand } from "./sql-commands.ts";
import { startStream } from "./start-stream.ts";
import { writeBatch } from "./write-batch.ts";

export interface EmbeddedOptions {
  readonly runtime: Runtime;
  readonly conf: Readonly<Record<string, string>>;
  readonly print: (text: string) => void;
  /** Where `print` writes to, if somebody watches. */
  readonly terminal?: Terminal | undefined;
}

/** What exists once the kernel is open. */
interface Opened {
  readonly context: BatchContext;
  readonly catalog: SessionCatalog;
  readonly persisted: PersistedFrames;
}

export class EmbeddedExecutor implements Executor {
  readonly #options: EmbeddedOptions;
  readonly #settings: SessionSettings;
  readonly #queries: RunningQueries;
  readonly #handles = new QueryHandles();
  #opening: Promise<Opened> | undefined;
  readonly #program: CommandQueue;
  /** A query's own function waits for its own commands alone, and they for nobody else's. */
  readonly #ofQueries = new WeakMap<object, CommandQueue>();
  #stopped = false;

  constructor(options: EmbeddedOptions) {
    this.#options = options;
    this.#queries = new RunningQueries(options.runtime);
    this.#program = new CommandQueue(options.runtime.process);
    this.#settings = new SessionSettings((text) => options.runtime.process.warn(text));
    for (const [key, value] of Object.entries(options.conf)) this.#settings.set(key, value);
  }

  get #commands(): CommandQueue {
    const query = callingQuery();
    if (query === undefined) return this.#program;
    let own = this.#ofQueries.get(query);
    if (own === undefined) this.#ofQueries.set(query, (own = new CommandQueue(this.#options.runtime.process)));
    return own;
  }

  async analyse(relation: Relation): Promise<Analysed> {
    const plan = await this.#resolve(relation);
    const explained = withinStack(() => explainPlan(plan));
    return {
      schema: schemaOf(plan.output),
      isStreaming: plan.isStreaming,
      hasCompleteMode: hasCompleteMode(plan),
      explained,
    };
  }

  async collect(relation: Relation): Promise<Collected> {
    const plan = await this.#resolve(relation);
    const { context } = await this.#open();
    return withQuery(plan, context, async (query, connection) => ({
      schema: query.schema,
      rows: await connection.columns(
        query.sql,
        query.schema.fields.map((f) => f.dataType),
      ),
    }));
  }

  async *stream(relation: Relation): AsyncGenerator<Collected> {
    const plan = await this.#resolve(relation);
    const { context } = await this.#open();
    const pieces = new PieceQueue();
    // The program takes the rows at its own pace: no bar could say how far it is.
    const done = withQuery(plan, { ...context, terminal: undefined }, async (query, connection) => {
      for await (const rows of connection.stream(
        query.sql,
        query.schema.fields.map((f) => f.dataType),
      ))
        if (!(await pieces.put({ schema: query.schema, rows }))) return;
    }).then(
      () => pieces.end(),
      (error: unknown) => pieces.fail(error),
    );
    try {
      yield* pieces.take();
    } finally {
      pieces.cancel();
      await done;
    }
  }

  execute(command: Exclude<Command, WriteStreamOperationStart>): Promise<void> {
    return this.#commands.run(() => this.#run(command));
  }

  async start(command: WriteStreamOperationStart, functions: StreamFunctions): Promise<QueryHandle> {
    let explained = "";
    const query = await this.#queries.start(command.queryName, async () => {
      const plan = await this.#resolve(command.input);
      explained = withinStack(() => explainPlan(plan));
      const { context, catalog } = await this.#open();
      return startStream(plan, command, functions, {
        ...context,
        catalog,
        print: this.#options.print,
        queries: this.#queries,
      });
    });
    if (this.#stopped) {
      await query.stop();
      throw millraceError("SESSION_STOPPED");
    }
    return this.#handles.of(query, explained);
  }

  async memoryStream(schema: StructType): Promise<{ readonly relation: Relation; add(rows: LocalRows): void }> {
    const { catalog } = await this.#open();
    const stream = catalog.newMemoryStream(schema);
    const dataSource = { format: "memory", options: { stream: stream.id }, paths: [] };
    return { relation: Read.create({ isStreaming: true, dataSource }), add: (rows) => void stream.batches.push(rows) };
  }

  setConf(key: string, value: string): Promise<void> {
    return this.#changeConf(key, () => this.#settings.set(key, value));
  }
  unsetConf(key: string): Promise<void> {
    return this.#changeConf(key, () => this.#settings.unset(key));
  }
  #changeConf(key: string, change: () => void): Promise<void> {
    return this.#commands.run(async () => {
      if (this.#stopped) throw millraceError("SESSION_STOPPED");
      if (key === "millrace.memoryLimit" && this.#opening !== undefined)
        throw millraceError("CANNOT_MODIFY_CONFIG", {
          key,
          reason: "it is read when the first query runs: give it to connect({ conf })",
        });
      change();
    });
  }
  async getConf(key: string): Promise<string | undefined> {
    await this.#commands.settled();
    return this.#settings.get(key);
  }
  async activeQueries(): Promise<readonly QueryHandle[]> {
    return this.#queries.active.map((query) => this.#handles.of(query));
  }
  awaitAnyTermination(timeoutMs?: number): Promise<boolean> {
    return this.#queries.awaitAny(timeoutMs);
  }
  resetTerminated(): void {
    this.#queries.reset();
  }
  addListener(listener: QueryListener): void {
    this.#queries.addListener(listener);
  }
  removeListener(listener: QueryListener): void {
    this.#queries.removeListener(listener);
  }
  persist(relation: Relation): void {
    void this.#commands.run(async () => (await this.#open()).persisted.persist(relation));
  }
  unpersist(relation: Relation): Promise<void> {
    return this.#commands.run(async () => (await this.#open()).persisted.unpersist(relation));
  }
  clearCache(): Promise<void> {
    return this.#commands.run(async () => (await this.#open()).persisted.clear());
  }
  async listTables(): Promise<readonly TableInfo[]> {
    await this.#commands.settled();
    const { catalog } = await this.#open();
    return [
      ...catalog.viewNames.map((name) => ({ name, isTemporary: true })),
      ...(await catalog.tableNames()).map((name) => ({ name, isTemporary: false })),
    ];
  }
  async dropTempView(name: string): Promise<boolean> {
    await this.#commands.settled();
    return (await this.#open()).catalog.dropView(name);
  }
  async functionNames(): Promise<readonly string[]> {
    return functionNames.filter((name) => /^[a-z]/.test(name));
  }
  runSql(relation: SQL): void {
    const { zone, keepsEscapes, variable } = this.#settings.dialect;
    const context = {
      zone,
      keepsEscapes: keepsEscapes === true,
      namedArguments: relation.namedArguments,
      posArguments: relation.posArguments,
    };
    let command: SqlCommand | undefined;
    try {
      command = parseCommand(withVariables(relation.query, variable), context);
    } catch {
      // Whoever asks for the frame's rows or schema is told.
      return;
    }
    if (command !== undefined) void this.#commands.run(() => this.#runSqlCommand(command, relation));
  }
  async #runSqlCommand(command: SqlCommand, relation: SQL): Promise<void> {
    const { catalog, persisted } = await this.#open();
    const resolve = (query: Relation): Promise<Plan> => resolvePlan(query, catalog, this.#settings.dialect);
    const result = await runSqlCommand(command, {
      catalog,
      persisted,
      settings: this.#settings,
      view: (query) => this.#view(query, catalog),
      schemaOf: async (query) => schemaOf((await resolve(query)).output),
      explain: async (query) => explainPlan(await resolve(query)),
    });
    catalog.setCommandResult(relation, result);
  }
  registerFunction(definition: UserFunction): Promise<void> {
    return this.#commands.run(async () => (await this.#open()).catalog.setFunction(definition));
  }
  settled(): Promise<void> {
    return this.#commands.settled();
  }
  follow<T>(run: Promise<T>): Promise<T> {
    return this.#commands.follow(run);
  }
  print(text: string): void {
    this.#options.print(text);
  }
  get terminal(): Terminal | undefined {
    return this.#options.terminal;
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#queries.tellOfUnfinished();
    const results = await this.#queries.stopAll();
    if (this.#opening !== undefined) await (await this.#opening).context.kernel.close();
    const failed = results.find((result) => result.status === "rejected");
    if (failed !== undefined) throw failed.reason;
  }

  async #run(command: Exclude<Command, WriteStreamOperationStart>): Promise<void> {
    const { context, catalog } = await this.#open();
    if (command.kind === "createDataframeView") {
      catalog.createView(command.name, await this.#view(command.input, catalog), command.replace);
      return;
    }
    const plan = await resolvePlan(command.input, catalog, this.#settings.dialect);
    if (plan.isStreaming) throw millraceError("CALL_ON_STREAMING_DATASET_UNSUPPORTED", { methodName: "`write`" });
    await writeBatch(plan, command, context);
  }

  async #view(relation: Relation, catalog: SessionCatalog): Promise<View> {
    const { finding, bound } = binding((name) => catalog.view(name));
    await resolvePlan(relation, catalog, this.#settings.dialect, finding);
    return { relation, views: bound };
  }

  async #resolve(relation: Relation): Promise<Plan> {
    await this.#commands.settled();
    const { catalog } = await this.#open();
    return resolvePlan(relation, catalog, this.#settings.dialect);
  }

  async #open(): Promise<Opened> {
    if (this.#stopped) throw millraceError("SESSION_STOPPED");
    const { runtime } = this.#options;
    const memoryLimit = this.#settings.get("millrace.memoryLimit");
    this.#opening ??= Kernel.open(runtime, memoryLimit === undefined ? {} : { memoryLimit }).then((kernel) => {
      const context = { runtime, kernel, settings: this.#settings, terminal: this.#options.terminal };
      const persisted = new PersistedFrames(context);
      return { context, persisted, catalog: new SessionCatalog(runtime, kernel, persisted, this.#settings) };
    });
    return this.#opening;
  }
}
