/** The pipelines of a scenario as Spark SQL: the text someone would write who has nothing but `session.sql`. */
import { quoteIfNeeded } from "../../src/types/ddl-text.ts";
import type { Pipeline, PipelineOperation, PipelineStep, PipelineSteps, Scenario } from "./scenario.ts";

/** What a translation needs of a session. */
export interface SqlSession {
  /** The names of the columns that a query gives. */
  columns(query: string): Promise<readonly string[]>;
  createView(name: string, query: string): Promise<unknown>;
}

// Spark keeps a `dedupe` state for them and gives a row at once; of SELECT DISTINCT it makes an aggregation, with its output modes.
const DISTINCT = "SELECT DISTINCT of a stream is an aggregation";

const NO_SQL: Readonly<Partial<Record<PipelineOperation, string>>> = {
  distinct: DISTINCT,
  dropDuplicates: DISTINCT,
  dropDuplicatesWithinWatermark: "no such clause",
  sample: "not put as TABLESAMPLE",
  repartition: "no such clause",
  batch: "an action, no query",
};

/** Why the scenario cannot be asked by SQL text alone; undefined when it can. */
export function notExpressible(scenario: Scenario): string | undefined {
  const configurations = [scenario, ...(scenario.steps ?? []).map((step) => step.start ?? {})];
  const pipelines = configurations.flatMap(({ query = [], views = {} }) => [...Object.values(views), query]);
  const reasons = pipelines.flat().map(withoutSql);
  return reasons.find((reason) => reason !== undefined);
}

function withoutSql(step: PipelineStep): string | undefined {
  const reason = whyWithoutSql(step);
  return reason === undefined ? undefined : `${step[0]}: ${reason}`;
}

function whyWithoutSql(step: PipelineStep): string | undefined {
  const [operation] = step;
  if (operation === "unionByName" && step[2] === true) return "no union fills missing columns";
  // A frame that reads files has it, a view of that frame does not.
  if (operation !== "sql" && JSON.stringify(step).includes("_metadata")) return "_metadata is not seen through a view";
  return NO_SQL[operation];
}

/** Translates the pipelines of one scenario, which see each other's views. */
export class SqlTranslation {
  readonly session: SqlSession;
  /** Views of an aliased frame: a frame keeps its alias under a view's name, SQL has to say it again. */
  readonly #aliases = new Map<string, string>();

  constructor(session: SqlSession) {
    this.session = session;
  }

  async query(pipeline: Pipeline): Promise<string> {
    return queryText(await this.#select(pipeline));
  }

  async createView(name: string, pipeline: Pipeline): Promise<void> {
    await this.name(name, await this.#select(pipeline));
  }

  async name(name: string, select: Select): Promise<Select> {
    await this.session.createView(name, queryText(select));
    if (select.alias === undefined) this.#aliases.delete(name);
    else this.#aliases.set(name, select.alias);
    return select;
  }

  named(name: string): Select {
    const alias = this.#aliases.get(name);
    return { from: { name }, ...(alias === undefined ? {} : { alias }) };
  }

  async #select(pipeline: Pipeline): Promise<Select> {
    let select: Select | undefined;
    for (const [operation, ...args] of pipeline) {
      const translate = translations[operation] as
        | ((translation: SqlTranslation, select: Select | undefined, ...args: unknown[]) => Select | Promise<Select>)
        | undefined;
      if (translate === undefined) throw new Error(`no SQL for the pipeline step "${operation}"`);
      select = await translate(this, select, ...args);
    }
    if (select === undefined) throw new Error("an empty pipeline");
    return select;
  }
}

/** A SELECT that grows clause by clause; without any it is the table or query it reads. */
interface Select extends Partial<Record<Clause, string>> {
  readonly from: { readonly name: string } | { readonly query: string };
}

/** In the order of the text, which is the order in which they act; only the columns' text stands elsewhere. */
const CLAUSES = ["watermark", "alias", "joins", "where", "columns", "groupBy", "orderBy", "offset", "limit"] as const;
type Clause = (typeof CLAUSES)[number];

/** A SELECT in which `clause` and what acts after it are free: the given one, or a new one over it. */
function open(select: Select, clause: Clause): Select {
  const rest = CLAUSES.slice(CLAUSES.indexOf(clause));
  if (rest.every((each) => select[each] === undefined)) return select;
  const isAliased = select.alias !== undefined && select.joins === undefined && select.columns === undefined;
  return { from: { query: queryText(select) }, ...(isAliased && clause !== "alias" ? { alias: select.alias } : {}) };
}

function withClause(select: Select, clause: Clause, text: string): Select {
  return { ...open(select, clause), [clause]: text };
}

function queryText(select: Select): string {
  const isBare = CLAUSES.every((clause) => select[clause] === undefined);
  return isBare && "query" in select.from ? select.from.query : selectText(select);
}

function selectText(select: Select): string {
  const { columns = "*", where, groupBy, orderBy, offset, limit } = select;
  const clauses = [
    where === undefined ? "" : `WHERE ${where}`,
    groupBy === undefined ? "" : `GROUP BY ${groupBy}`,
    orderBy === undefined ? "" : `ORDER BY ${orderBy}`,
    limit === undefined ? "" : `LIMIT ${limit}`,
    offset === undefined ? "" : `OFFSET ${offset}`,
  ];
  return [`SELECT ${columns} FROM ${fromText(select)}`, ...clauses].filter((text) => text !== "").join(" ");
}

function fromText({ from, watermark, alias, joins }: Select): string {
  const source = "name" in from ? quoteIfNeeded(from.name) : `(${from.query})`;
  const clauses = [watermark, alias === undefined ? undefined : `AS ${quoteIfNeeded(alias)}`, joins];
  return [source, ...clauses].filter((text) => text !== undefined).join(" ");
}

type Translations = {
  readonly [Operation in PipelineOperation]?: (
    translation: SqlTranslation,
    select: Select,
    ...args: PipelineSteps[Operation]
  ) => Select | Promise<Select>;
};

const translations: Translations = {
  from: (translation, _, name) => translation.named(name),
  sql: (_, __, query) => ({ from: { query } }),
  createOrReplaceTempView: (translation, select, name) => translation.name(name, select),
  selectExpr: (_, select, expressions) => withClause(select, "columns", expressions.join(", ")),
  where: (_, select, condition) => withClause(select, "where", condition),
  withColumn: async ({ session }, select, name, expression) => {
    const column = `${expression} AS ${quoteIfNeeded(name)}`;
    const names = await session.columns(queryText(select));
    if (!names.some((each) => isSame(each, name))) return withClause(select, "columns", `*, ${column}`);
    const columns = names.map((each) => (isSame(each, name) ? column : quoteIfNeeded(each)));
    return withClause(select, "columns", columns.join(", "));
  },
  drop: async ({ session }, select, names) => {
    const columns = await session.columns(queryText(select));
    const kept = columns.filter((column) => !names.some((name) => isSame(column, name)));
    return withClause(select, "columns", kept.map(quoteIfNeeded).join(", "));
  },
  alias: (_, select, name) => withClause(select, "alias", name),
  withWatermark: (_, select, column, delay) =>
    withClause(select, "watermark", `WATERMARK ${column} DELAY OF INTERVAL ${delay.replace(/^interval\s/i, "")}`),
  groupBy: (_, select, keys, aggregates) => grouped(select, keys, aggregates, (expressions) => expressions),
  rollup: (_, select, keys, aggregates) =>
    grouped(select, keys, aggregates, (expressions) => `ROLLUP (${expressions})`),
  cube: (_, select, keys, aggregates) => grouped(select, keys, aggregates, (expressions) => `CUBE (${expressions})`),
  limit: (_, select, n) => withClause(select, "limit", String(n)),
  offset: (_, select, n) => withClause(select, "offset", String(n)),
  join: (translation, select, other, on, how) => {
    const criteria = typeof on === "string" ? `ON ${on}` : `USING (${on.map(quoteIfNeeded).join(", ")})`;
    return joined(select, `${joinWords(how)} ${fromText(translation.named(other))} ${criteria}`);
  },
  crossJoin: (translation, select, other) => joined(select, `CROSS JOIN ${fromText(translation.named(other))}`),
  union: (translation, select, other) => combined(select, "UNION ALL", translation.named(other)),
  unionByName: async (translation, select, other) => {
    const columns = await translation.session.columns(queryText(select));
    const right = withClause(translation.named(other), "columns", columns.map(quoteIfNeeded).join(", "));
    return combined(select, "UNION ALL", right);
  },
  intersect: (translation, select, other) => combined(select, "INTERSECT", translation.named(other)),
  except: (translation, select, other) => combined(select, "EXCEPT", translation.named(other)),
  orderBy: (_, select, keys) => withClause(select, "orderBy", keys.join(", ")),
};

/** The select list repeats the keys; GROUP BY takes them without their names. */
function grouped(
  select: Select,
  keys: readonly string[],
  aggregates: readonly string[],
  groupBy: (expressions: string) => string,
): Select {
  const projected = withClause(select, "columns", [...keys, ...aggregates].join(", "));
  return keys.length === 0 ? projected : { ...projected, groupBy: groupBy(keys.map(withoutName).join(", ")) };
}

function withoutName(expression: string): string {
  return expression.replace(/\s+AS\s+(?:\w+|`(?:[^`]|``)+`)\s*$/i, "");
}

/** `leftOuter` -> `LEFT OUTER JOIN`. */
function joinWords(how: string): string {
  return `${how.replace(/(?=[A-Z])/, " ").toUpperCase()} JOIN`;
}

/** One join may follow another. */
function joined(select: Select, join: string): Select {
  const left = open(select, "where");
  return { ...left, joins: left.joins === undefined ? join : `${left.joins} ${join}` };
}

function combined(left: Select, word: string, right: Select): Select {
  return { from: { query: `${selectText(open(left, "orderBy"))} ${word} ${selectText(right)}` } };
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
