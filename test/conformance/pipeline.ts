import { expr, type Column, type DataFrame, type Session } from "../../src/index.ts";
import { inPhase } from "./phase.ts";
import { SqlTranslation } from "./pipeline-sql.ts";
import type { Pipeline, PipelineOperation, PipelineStep, PipelineSteps } from "./scenario.ts";

/** Turns the pipelines of a scenario into DataFrames of one session. */
export class Pipelines {
  readonly session: Session;
  readonly #named = new Map<string, DataFrame>();

  constructor(session: Session) {
    this.session = session;
  }

  /** Building a plan never fails, so the schema is asked for: what is wrong with a frame comes out where Spark says it. */
  async name(name: string, frame: DataFrame): Promise<DataFrame> {
    await frame.schema();
    await frame.createOrReplaceTempView(name);
    this.#named.set(name, frame);
    return frame;
  }

  async view(name: string, pipeline: Pipeline): Promise<void> {
    await this.name(name, await this.build(pipeline));
  }

  frame(name: string): DataFrame {
    return this.#named.get(name) ?? this.session.table(name);
  }

  async build(pipeline: Pipeline): Promise<DataFrame> {
    let frame: DataFrame | undefined;
    for (const step of pipeline) frame = await this.#apply(frame, step);
    if (frame === undefined) throw new Error("an empty pipeline");
    await frame.schema();
    return frame;
  }

  #apply(frame: DataFrame | undefined, [operation, ...args]: PipelineStep): DataFrame | Promise<DataFrame> {
    const apply = operations[operation] as unknown as (
      p: Pipelines,
      frame: DataFrame | undefined,
      ...args: unknown[]
    ) => DataFrame;
    if (apply === undefined) throw new Error(`no pipeline step "${operation}"`);
    return apply(this, frame, ...args);
  }
}

/** The same by SQL text alone: every pipeline becomes one query. */
export class SqlPipelines extends Pipelines {
  readonly #translation = new SqlTranslation({
    columns: (query) => this.session.sql(query).columns(),
    createView: (name, query) => this.name(name, this.session.sql(query)),
  });

  override async view(name: string, pipeline: Pipeline): Promise<void> {
    await this.#translation.createView(name, pipeline);
  }

  override async build(pipeline: Pipeline): Promise<DataFrame> {
    const frame = this.session.sql(await this.#translation.query(pipeline));
    await frame.schema();
    return frame;
  }
}

type Operations = {
  readonly [Operation in PipelineOperation]: (
    pipelines: Pipelines,
    frame: DataFrame,
    ...args: PipelineSteps[Operation]
  ) => DataFrame | Promise<DataFrame>;
};

const operations: Operations = {
  from: (pipelines, _, name) => pipelines.frame(name),
  sql: (pipelines, _, text) => pipelines.session.sql(text),
  createOrReplaceTempView: (pipelines, frame, name) => pipelines.name(name, frame),
  selectExpr: (_, frame, expressions) => frame.selectExpr(...expressions),
  where: (_, frame, condition) => frame.where(condition),
  withColumn: (_, frame, name, expression) => frame.withColumn(name, expr(expression)),
  drop: (_, frame, names) => frame.drop(...names),
  alias: (_, frame, name) => frame.alias(name),
  withWatermark: (_, frame, column, delay) => frame.withWatermark(column, delay),
  groupBy: (_, frame, keys, aggregates) => frame.groupBy(...columns(keys)).agg(...columns(aggregates)),
  rollup: (_, frame, keys, aggregates) => frame.rollup(...columns(keys)).agg(...columns(aggregates)),
  cube: (_, frame, keys, aggregates) => frame.cube(...columns(keys)).agg(...columns(aggregates)),
  dropDuplicates: (_, frame, names) => frame.dropDuplicates(names),
  dropDuplicatesWithinWatermark: (_, frame, names) => frame.dropDuplicatesWithinWatermark(names),
  distinct: (_, frame) => frame.distinct(),
  limit: (_, frame, n) => frame.limit(n),
  offset: (_, frame, n) => frame.offset(n),
  sample: (_, frame, fraction) => frame.sample(fraction, 1),
  repartition: (_, frame, n) => frame.repartition(n),
  join: (pipelines, frame, other, on, how) =>
    typeof on === "string"
      ? frame.join(pipelines.frame(other), expr(on), how)
      : frame.join(pipelines.frame(other), on, how),
  crossJoin: (pipelines, frame, other) => frame.crossJoin(pipelines.frame(other)),
  union: (pipelines, frame, other) => frame.union(pipelines.frame(other)),
  unionByName: (pipelines, frame, other, allowMissing = false) =>
    frame.unionByName(pipelines.frame(other), allowMissing),
  intersect: (pipelines, frame, other) => frame.intersect(pipelines.frame(other)),
  except: (pipelines, frame, other) => frame.except(pipelines.frame(other)),
  orderBy: (_, frame, keys) => frame.orderBy(...keys.map(sortKey)),
  batch: async (_, frame, action) => {
    await frame.schema();
    await inPhase("run", () => batchActions[action](frame));
    return frame;
  },
};

const batchActions: { readonly [Action in PipelineSteps["batch"][0]]: (frame: DataFrame) => Promise<unknown> } = {
  collect: (frame) => frame.collect(),
  count: (frame) => frame.count(),
  show: (frame) => frame.show(),
  write: (frame) => frame.write.format("noop").mode("append").save(),
};

function columns(expressions: readonly string[]): Column[] {
  return expressions.map((expression) => expr(expression));
}

const sortDirections: Readonly<Record<string, (key: Column) => Column>> = {
  ASC: (key) => key.asc(),
  DESC: (key) => key.desc(),
  "ASC NULLS FIRST": (key) => key.ascNullsFirst(),
  "ASC NULLS LAST": (key) => key.ascNullsLast(),
  "DESC NULLS FIRST": (key) => key.descNullsFirst(),
  "DESC NULLS LAST": (key) => key.descNullsLast(),
};

/** An expression, then optionally a direction, then optionally where NULLs go. */
function sortKey(text: string): Column {
  const [, expression = text, direction = "ASC"] =
    /^(.*?)\s*((?:ASC|DESC)(?: NULLS (?:FIRST|LAST))?)?$/s.exec(text) ?? [];
  return sortDirections[direction]!(expr(expression));
}
