/** A case as a reader wants it: the query as code, the rows as they come. */
import { aggregateCalls } from "./aggregate-calls.ts";
import { conditionSql, joinSql, timeKeySql, windowSql } from "./build-frame.ts";
import { NOON, type Arrival, type Case } from "./case.ts";
import { cellText, type Cells } from "./cells.ts";
import { computations } from "./expressions.ts";
import type { Plan } from "./plan.ts";

export function shown(of: Case): string {
  return [
    `${of.mode} mode${of.isLate ? ", with late rows" : ""}`,
    ...planLines(of.plan),
    ...(of.static.length === 0 ? [] : ["static:", ...of.static.map((row) => `    ${rowShown(row)}`)]),
    ...arrivalLines(of, of.arrival),
    ...(of.other === undefined ? [] : ["in another way:", ...arrivalLines(of, of.other)]),
  ].join("\n");
}

function planLines(plan: Plan): string[] {
  const under = (input: Plan, call: string): string[] => [...planLines(input), `  .${call}`];
  switch (plan.kind) {
    case "input":
      return [
        plan.delayMs === undefined ? plan.stream : `${plan.stream}.withWatermark("t", "${plan.delayMs} milliseconds")`,
      ];
    case "static":
      return ["static"];
    case "project":
      return under(
        plan.input,
        `selectExpr(${[...plan.keep, ...plan.computed.map(({ name, by, of }) => `${computations[by].sql(of)} AS ${name}`)].join(", ")})`,
      );
    case "filter":
      return under(plan.input, `where(${conditionSql(plan.predicate)})`);
    case "windowed":
      return under(plan.input, `withColumn("${plan.name}", ${windowSql(plan.window)})`);
    case "aggregate": {
      const keys = [...plan.keys, ...(plan.time === undefined ? [] : [`${timeKeySql(plan)} AS ${plan.time.name}`])];
      const calls = plan.calls.map(({ name, by, of }) => `${aggregateCalls[by].sql(of)} AS ${name}`);
      return under(plan.input, `groupBy(${keys.join(", ")}).agg(${calls.join(", ")})`);
    }
    case "deduplicate":
      return under(
        plan.input,
        `${plan.within ? "dropDuplicatesWithinWatermark" : "dropDuplicates"}(${plan.columns.join(", ")})`,
      );
    case "join":
      return [
        ...planLines(plan.left),
        `  .join(`,
        ...planLines(plan.right).map((line) => `    ${line}`),
        `  , ${joinSql(plan)}, "${plan.how}") // ${plan.prefix}*`,
      ];
    case "union":
      return [...planLines(plan.left), "  .union(", ...planLines(plan.right).map((line) => `    ${line}`), "  )"];
    case "top":
      return under(plan.input, `orderBy(${plan.by.join(", ")}).limit(${plan.limit})`);
  }
}

function arrivalLines({ rows }: Case, arrival: Arrival): string[] {
  const most = arrival.maxFilesPerTrigger;
  return [
    ...(most === undefined ? [] : [`maxFilesPerTrigger ${most}`]),
    ...arrival.faults.map(({ batch, when }) => `the sink fails once in batch ${batch}, ${when} it has seen the rows`),
    ...arrival.rounds.flatMap((files, round) => [
      ...(arrival.restarts.includes(round) ? ["restart"] : []),
      `round ${round}`,
      ...files.flatMap(({ stream, rows: places }) => [
        `  a file of ${stream}`,
        ...places.map((place) => `    ${rowShown(rows[stream][place]!)}`),
      ]),
    ]),
  ];
}

/** Times in seconds after noon; what is NULL is left out. */
function rowShown(row: Cells): string {
  return Object.entries(row)
    .filter(([, cell]) => cell !== null)
    .map(([name, cell]) => `${name}: ${name === "t" ? `noon + ${((cell as number) - NOON) / 1000} s` : cellText(cell)}`)
    .join(", ");
}
