import { restarted, startsByItself, type Configuration, type Pipeline, type Scenario } from "./scenario.ts";

/** What the comparison has to know about the query of one run. */
export interface QueryFacts {
  /** Spark runs the plan of a sorted query twice: its state counters mean nothing. */
  readonly sorts: boolean;
  /** FLOAT and DOUBLE results depend on the order of summation. */
  readonly aggregates: boolean;
  /** How many of the first result columns are plain group keys, to be equal to the letter. */
  readonly keyColumns: number;
  /** No filter, join or limit over the sources, which Spark would push into the reader. */
  readonly countsInputRows: boolean;
  /** With several watermarks Spark reports the statistics of one of them only. */
  readonly oneWatermark: boolean;
}

/** Of an unknown query: nothing is excused, and what may be advisory is not compared. */
export const unknownQuery: QueryFacts = {
  sorts: false,
  aggregates: false,
  keyColumns: 0,
  countsInputRows: false,
  oneWatermark: false,
};

const AGGREGATE_CALL =
  /\b(?:sum|avg|mean|min|max|min_by|max_by|count|stddev\w*|std|variance|var_\w+|corr|covar_\w+|skewness|kurtosis|percentile\w*|approx_\w+|median|mode|regr_\w+|first|last|any_value|collect_\w+)\s*\(/i;
const FILTERS = /\b(?:where|having|join|limit|intersect|except|qualify)\b/i;
const GENERATORS = /\b(?:explode|posexplode|inline)\s*\(/i;
const FILTERING: ReadonlySet<string> = new Set(["where", "join", "crossJoin", "intersect", "except", "limit"]);
const GROUPING: ReadonlySet<string> = new Set(["groupBy", "rollup", "cube"]);
const ROW_KEEPING: ReadonlySet<string> = new Set([
  "where",
  "orderBy",
  "limit",
  "offset",
  "alias",
  "createOrReplaceTempView",
  "repartition",
]);

/** One entry per start of the query. */
export function factsPerRun(scenario: Scenario): QueryFacts[] {
  let current: Configuration = scenario;
  const runs = startsByItself(scenario) ? [queryFacts(current)] : [];
  for (const { start } of scenario.steps ?? []) {
    if (start === undefined) continue;
    current = restarted(current, start);
    runs.push(queryFacts(current));
  }
  return runs;
}

function queryFacts(configuration: Configuration): QueryFacts {
  const { query, views = {} } = configuration;
  const steps = [...Object.values(views).flat(), ...query];
  const operations = steps.map(([operation]) => operation);
  const sqlTexts = steps.flatMap((step) => (step[0] === "sql" ? [withoutLiterals(step[1])] : []));
  const expressions = steps.flatMap((step) => (step[0] === "selectExpr" ? step[1].map(withoutLiterals) : []));
  const watermarks = operations.filter((operation) => operation === "withWatermark").length;
  const watermarkClauses = sqlTexts.flatMap((text) => text.match(/\bwatermark\b/gi) ?? []).length;
  return {
    sorts: operations.includes("orderBy") || sqlTexts.some((text) => /\border\s+by\b/i.test(text)),
    aggregates:
      operations.some((operation) => GROUPING.has(operation)) ||
      [...sqlTexts, ...expressions].some((text) => AGGREGATE_CALL.test(text) || /\bgroup\s+by\b/i.test(text)),
    keyColumns: keyColumns(query),
    // A generator that drops rows without items filters too: Spark pushes that filter into the reader.
    countsInputRows:
      !expressions.some((text) => GENERATORS.test(text)) &&
      !operations.some((operation) => FILTERING.has(operation)) &&
      !sqlTexts.some((text) => FILTERS.test(text)),
    oneWatermark: watermarks + watermarkClauses === 1,
  };
}

/** The group keys when they still lead the result; 0 when a later step may have moved them. */
function keyColumns(query: Pipeline): number {
  const last = query.findLast(([operation]) => !ROW_KEEPING.has(operation));
  return last?.[0] === "groupBy" || last?.[0] === "rollup" || last?.[0] === "cube" ? last[1].length : 0;
}

function withoutLiterals(sql: string): string {
  return sql.replace(/'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`[^`]*`/g, "''");
}
