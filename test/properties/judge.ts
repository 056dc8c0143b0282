/** What must hold of a streamed run: law 2, in each output mode. */
import { rowText, type Cells } from "./cells.ts";
import { difference, differenceText, type Difference } from "./compare.ts";
import type { BatchRun } from "./batch-run.ts";
import type { Case } from "./case.ts";
import { aggregateKeys, columnsOf, everyNode, type Aggregate, type Deduplicate, type Plan } from "./plan.ts";
import type { Batches } from "./stream-run.ts";

/** What is wrong, in words; undefined when all is well. */
export async function judge(of: Case, streamed: Batches, batch: BatchRun): Promise<string | undefined> {
  const got = finalRows(of, streamed);
  if (of.plan.kind === "deduplicate") return judgeDeduplicated(of.plan, got, batch);
  // Not even an aggregation of nothing shows before there is a batch.
  if (streamed.size === 0) return undefined;
  const wrong = difference(got, await batch.rowsOf(of.plan));
  if (wrong.extra.length === 0 || of.mode === "complete") return differenceText(wrong);
  return differenceText(await withoutClosing(of.plan, wrong, batch));
}

/** What a reader of the sink has at the end. */
function finalRows({ mode, plan }: Case, streamed: Batches): readonly Cells[] {
  const inOrder = [...streamed].toSorted(([a], [b]) => a - b).map(([, rows]) => rows);
  if (mode === "complete") return inOrder.at(-1) ?? [];
  const aggregate = mode === "update" ? outermostAggregate(plan) : undefined;
  if (aggregate === undefined) return inOrder.flat();
  const keys = aggregateKeys(aggregate).map((key) => key.name);
  return [...new Map(inOrder.flat().map((row) => [rowText(row, keys), row])).values()];
}

const outermostAggregate = (plan: Plan): Aggregate | undefined =>
  everyNode(plan).find((node): node is Aggregate => node.kind === "aggregate");

/** The rows that close the run may show, or not: what they add to a batch run is theirs. */
async function withoutClosing(plan: Plan, wrong: Difference, batch: BatchRun): Promise<Difference> {
  const ofClosing = difference(await batch.closedRowsOf(plan), await batch.rowsOf(plan)).extra;
  return { missing: wrong.missing, extra: difference(wrong.extra, ofClosing).extra };
}

/** By its contract: every row is one of the input's, every key is there, and once (or not again within the delay). */
async function judgeDeduplicated(
  plan: Deduplicate,
  got: readonly Cells[],
  batch: BatchRun,
): Promise<string | undefined> {
  const input = await batch.closedRowsOf(plan.input);
  const strangers = difference(got, input).extra;
  if (strangers.length > 0) return differenceText({ missing: [], extra: strangers });
  const keyOf = (row: Cells): string => rowText(row, plan.columns);
  const groups = Map.groupBy(got, keyOf);
  const missing = (await batch.rowsOf(plan.input)).filter((row) => !groups.has(keyOf(row)));
  const twice = [...groups.values()].flatMap((rows) => tooNear(plan, rows));
  return differenceText({ missing, extra: twice });
}

function tooNear(plan: Deduplicate, rows: readonly Cells[]): readonly Cells[] {
  if (!plan.within) return rows.slice(1);
  const input = everyNode(plan).find((node) => node.kind === "input" && node.delayMs !== undefined);
  const delayMs = input?.kind === "input" ? input.delayMs! : 0;
  const times = rows.toSorted((a, b) => at(plan, a) - at(plan, b));
  return times.slice(1).filter((row, i) => at(plan, row) - at(plan, times[i]!) <= delayMs);
}

function at(plan: Deduplicate, row: Cells): number {
  return row[timeNameOf(plan)] as number;
}

const timeNameOf = (plan: Plan): string => columnsOf(plan).find((column) => column.delayMs !== undefined)!.name;
