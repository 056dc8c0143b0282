/** Law 2 at the end of the input: the sink holds what the batch over all input gives. */
import type { Session, StructType } from "../../../src/index.ts";
import { difference } from "../../kills/multisets.ts";
import { inputOf } from "../life.ts";
import type { Places } from "../places.ts";
import type { Program, Row } from "../programs/program.ts";
import { loggedBatches } from "./logs.ts";
import { normal, textOf, type Batches } from "./readers.ts";

export interface Oracle {
  readonly rows: readonly string[];
  readonly schema: StructType;
}

export async function oracleOf(spark: Session, program: Program, places: Places): Promise<Oracle> {
  const query = program.oracle ?? ((input) => program.query(input, 0));
  const frame = query(inputOf(spark, program, places, false));
  const schema = await program.query(inputOf(spark, program, places, true), 0).schema();
  const lines = program.batchTime === undefined ? frame : frame.drop(program.batchTime);
  const rows = (await lines.toJSON()).map(normal);
  return { schema, rows: rows.filter((row) => program.isOut?.(JSON.parse(row) as Row) ?? true) };
}

export function answerFaults(program: Program, places: Places, batches: Batches, oracle: Oracle): string[] {
  const rows = finalRows(program, batches);
  const column = program.batchTime;
  const got = column === undefined ? rows : rows.map((row) => without(row, column));
  const all = program.anyRows === undefined ? difference("output", got, oracle.rows) : anyOf(program, got, oracle.rows);
  return [...all, ...timeFaults(program, places, batches), ...earlyRows(program, places, batches)];
}

function finalRows({ sink, asFirst }: Program, batches: Batches): readonly string[] {
  const same = (line: string): string => (asFirst === undefined ? line : textOf(asFirst(JSON.parse(line) as Row)));
  const inOrder = [...batches.keys()].toSorted((a, b) => a - b).map((id) => batches.get(id)!.map(same));
  if (sink.kind !== "batches" || sink.mode === "append") return inOrder.flat();
  if (sink.mode === "complete") return inOrder.at(-1) ?? [];
  const last = new Map<string, string>();
  for (const line of inOrder.flat()) {
    const row = JSON.parse(line) as Row;
    last.set(JSON.stringify(sink.keys!.map((key) => row[key])), line);
  }
  return [...last.values()];
}

function anyOf({ anyRows }: Program, got: readonly string[], all: readonly string[]): string[] {
  const extra = difference("", got, all).filter((text) => !text.includes("; 0 too many"));
  return [
    ...(got.length === anyRows ? [] : [`output: ${got.length} rows instead of ${anyRows}`]),
    ...extra.map((text) => `output: rows nobody asked for${text}`),
  ];
}

/** `current_timestamp` is the logged time of the row's batch, however often that ran. */
function timeFaults({ batchTime }: Program, places: Places, batches: Batches): string[] {
  if (batchTime === undefined) return [];
  const logged = loggedBatches(places);
  return [...batches].flatMap(([id, rows]) => {
    const wrong = rows.find(
      (row) => Date.parse((JSON.parse(row) as Row)[batchTime] as string) !== logged.get(id)?.time,
    );
    return wrong === undefined ? [] : [`batch ${id}: ${wrong} has not its batch's time`];
  });
}

/** No row comes out before its batch's watermark allows. */
function earlyRows({ closesAt }: Program, places: Places, batches: Batches): string[] {
  if (closesAt === undefined) return [];
  const logged = loggedBatches(places);
  return [...batches].flatMap(([id, rows]) => {
    const watermark = logged.get(id)?.watermark ?? Number.POSITIVE_INFINITY;
    const early = rows.find((row) => closesAt(JSON.parse(row) as Row) > watermark);
    return early === undefined ? [] : [`batch ${id}: ${early} came before the watermark ${watermark}`];
  });
}

function without(line: string, column: string): string {
  const { [column]: _, ...rest } = JSON.parse(line) as Row;
  return textOf(rest);
}
