/** What holds for every file, whatever is in it. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Dice } from "../../sql/fuzz-dice.ts";
import type { FuzzCase } from "./cases.ts";
import { Fault, outcomeOf, refusedOr, type Outcome } from "./outcome.ts";
import {
  batch,
  CORRUPT,
  DROPPING,
  FAILING,
  inferred,
  KEEPING,
  nameOf,
  PERMISSIVE,
  stream,
  type Place,
  type Way,
} from "./reads.ts";
import { recordCount } from "./record-count.ts";

/** Throws the first fault. `dice` chooses which streams are run, since all would take too long. */
export async function checkCase(fuzzCase: FuzzCase, place: Place, dice: Dice): Promise<void> {
  mkdirSync(place.input, { recursive: true });
  for (const { name, bytes } of fuzzCase.files) writeFileSync(join(place.input, name), bytes);
  const ways = fuzzCase.kind === "text" ? [PERMISSIVE] : [KEEPING, PERMISSIVE, DROPPING, FAILING];
  const found = new Map<Way, Outcome>();
  for (const way of ways) {
    const outcome = await outcomeOf(() => batch(fuzzCase, way, place));
    found.set(way, outcome);
    await checkCount(fuzzCase, way, outcome, place);
  }
  checkRecords(fuzzCase, found.get(PERMISSIVE)!);
  if (fuzzCase.kind !== "text") checkModes(found, fuzzCase.files.length === 1);
  for (const way of [ways[0]!, dice.oneOf(ways)]) {
    const sink = dice.oneOf(["memory", "memory", "parquet"] as const);
    checkStream(found.get(way)!, await stream(fuzzCase, way, sink, place), `${nameOf(way)} into ${sink}`);
  }
  if (fuzzCase.kind !== "text") await outcomeOf(() => inferred(fuzzCase, place));
}

const sizeOf = (outcome: Outcome): string => ("rows" in outcome ? `${outcome.rows.length} rows` : outcome.refused);

/** A count that needs every column sees the rows that are collected; one that needs none sees as many where no row is left out. */
async function checkCount(fuzzCase: FuzzCase, way: Way, outcome: Outcome, place: Place): Promise<void> {
  const names = [...fuzzCase.schema.matchAll(/(?:^|, )(\w+) /g)].map(([, name]) => `\`${name}\``);
  const all = `count(struct(${[...names, ...(way.keeps ? [CORRUPT] : [])].join(", ")})) AS n`;
  const counted = await outcomeOf(() => batch(fuzzCase, way, place).selectExpr(all));
  const wanted = "rows" in outcome ? { rows: [`{"n":"bigint ${outcome.rows.length}"}`] } : outcome;
  if (JSON.stringify(counted) !== JSON.stringify(wanted))
    throw new Fault(
      `count over all columns is not what collect gives, ${nameOf(way)}`,
      `${JSON.stringify(counted)} beside ${sizeOf(outcome)}`,
    );
  const bare = await refusedOr(async () => ({ count: await batch(fuzzCase, way, place).count() }));
  if (way.mode === "PERMISSIVE" && "count" in bare && "rows" in outcome && bare.count !== outcome.rows.length)
    throw new Fault(`count() is not what collect gives, ${nameOf(way)}`, `${bare.count} beside ${sizeOf(outcome)}`);
}

/** As many rows as records; a file that cannot be unpacked is refused. */
function checkRecords(fuzzCase: FuzzCase, outcome: Outcome): void {
  if (fuzzCase.files.some(({ plain }) => plain === undefined)) {
    if (!("refused" in outcome)) throw new Fault("a file that cannot be unpacked was read", sizeOf(outcome));
    return;
  }
  if ("refused" in outcome) {
    if (fuzzCase.kind === "csv" && MAY_REFUSE.has(outcome.refused)) return;
    throw new Fault(`PERMISSIVE refuses ${fuzzCase.kind} with ${outcome.refused}`);
  }
  const counts = fuzzCase.files.map(({ plain }) => recordCount(plain!, fuzzCase));
  const wanted = counts.reduce((sum, count) => (sum === undefined || count === undefined ? undefined : sum + count), 0);
  if (wanted !== undefined && wanted !== outcome.rows.length)
    throw new Fault(
      `${fuzzCase.kind} gives ${wanted > outcome.rows.length ? "fewer" : "more"} rows than records`,
      `${wanted} records, ${sizeOf(outcome)}`,
    );
}

/** More values than a record may have, or characters than a value, and a header that is not the schema's: refused in every mode. */
const MAY_REFUSE: ReadonlySet<string> = new Set(["MALFORMED_CSV_RECORD", "CSV_HEADER_MISMATCH"]);

/** Of several files which comes first is nobody's promise. */
function checkModes(found: ReadonlyMap<Way, Outcome>, isOrdered: boolean): void {
  const [kept, permissive, dropped, failing] = [KEEPING, PERMISSIVE, DROPPING, FAILING].map((way) =>
    found.get(way)!,
  ) as [Outcome, Outcome, Outcome, Outcome];
  if ("refused" in kept) {
    for (const [way, outcome] of found)
      if (!("refused" in outcome))
        throw new Fault(`${nameOf(KEEPING)} refuses what ${nameOf(way)} reads`, kept.refused);
    return;
  }
  for (const [way, outcome] of [
    [PERMISSIVE, permissive],
    [DROPPING, dropped],
  ] as const)
    if ("refused" in outcome) throw new Fault(`${nameOf(way)} refuses what ${nameOf(KEEPING)} reads`, outcome.refused);
  const rows = kept.rows.map((row) => JSON.parse(row) as Record<string, unknown>);
  const without = (list: typeof rows): string[] => list.map((row) => JSON.stringify({ ...row, [CORRUPT]: undefined }));
  const right = rows.filter((row) => row[CORRUPT] === null);
  same("PERMISSIVE's rows are not those it gives beside the malformed record", without(rows), permissive, isOrdered);
  same("DROPMALFORMED leaves other rows than those not marked malformed", without(right), dropped, isOrdered);
  const isBad = right.length < rows.length;
  if (isBad !== "refused" in failing)
    throw new Fault(
      `FAILFAST ${isBad ? "reads what is marked malformed" : "refuses what is not marked malformed"}`,
      sizeOf(failing),
    );
}

function same(cause: string, expected: readonly string[], outcome: Outcome, isOrdered: boolean): void {
  const given = "rows" in outcome ? outcome.rows : [];
  const [wanted, rows] = isOrdered ? [expected, given] : [expected.toSorted(), given.toSorted()];
  const at = wanted.findIndex((row, i) => row !== rows[i]);
  if (at >= 0 || rows.length !== wanted.length)
    throw new Fault(
      cause,
      `${wanted.length} and ${rows.length} rows; at ${at}: ${cut(wanted[at])} and ${cut(rows[at])}`,
    );
}

function checkStream(wanted: Outcome, outcome: Outcome, how: string): void {
  if ("refused" in wanted || "refused" in outcome) {
    if (JSON.stringify(wanted) !== JSON.stringify(outcome) && !("refused" in wanted && "refused" in outcome))
      throw new Fault(
        `a stream is refused or a batch, not both: ${how}`,
        `${sizeOf(wanted)}, streamed ${sizeOf(outcome)}`,
      );
    if ("refused" in wanted && "refused" in outcome && wanted.refused !== outcome.refused)
      throw new Fault(`a stream is refused with ${outcome.refused}, a batch with ${wanted.refused}`, how);
    return;
  }
  same(`a stream gives other rows than a batch: ${how}`, wanted.rows, outcome, false);
}

const cut = (text: string | undefined): string =>
  text === undefined ? "nothing" : text.length > 300 ? `${text.slice(0, 300)}...` : text;
