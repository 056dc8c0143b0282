import { connect, type Session } from "../../src/index.ts";
import { errorFault, strayFault, type ErrorFault } from "../fuzz/error-fault.ts";
import { eachSeed, type SeededFinding, type Tell } from "../seeded-run.ts";
import { fuzzText } from "./fuzz-texts.ts";

/** A text whose outcome is neither success nor an error the user can do something about. */
export interface Finding extends SeededFinding {
  readonly text: string;
}

const SLOW_MS = 5000;

/** Asks the texts of `count` seeds; `tell` hears of each before it begins, and what is wrong with it. */
export async function askTexts(from: number, count: number, tell: Tell<Finding>): Promise<void> {
  const session = await connect({ conf: { "spark.sql.session.timeZone": "Europe/Berlin" }, console: () => undefined });
  await makeTables(session);
  const finding = (seed: number, fault: ErrorFault): Finding => ({ seed, text: fuzzText(seed), ...fault });
  await eachSeed(
    from,
    count,
    tell,
    async (seed) => {
      const fault = await faultOf(session, fuzzText(seed));
      return fault && finding(seed, fault);
    },
    (seed, error) => finding(seed, strayFault(error)),
  );
  await session.stop();
}

async function faultOf(session: Session, text: string): Promise<ErrorFault | undefined> {
  const first = await timed(session, text);
  if (first.fault !== undefined || first.ms < SLOW_MS) return first.fault;
  // Once more, since a busy machine is no fault of the text.
  const { ms, stage } = await timed(session, text);
  if (ms < SLOW_MS) return undefined;
  return { cause: `slow ${stage}`, detail: `${stage} took ${Math.round(first.ms)} ms, then ${Math.round(ms)} ms` };
}

async function timed(session: Session, text: string): Promise<{ ms: number; stage: string; fault?: ErrorFault }> {
  const start = performance.now();
  let stage = "analysis";
  const outcome = (fault?: ErrorFault): { ms: number; stage: string; fault?: ErrorFault } => ({
    ms: performance.now() - start,
    stage,
    ...(fault ? { fault } : {}),
  });
  try {
    const frame = session.sql(text, argumentsOf(text));
    await frame.schema();
    if (mayGrow(text)) return outcome();
    stage = "collect";
    await frame.limit(1000).collect();
    return outcome();
  } catch (error) {
    const fault = errorFault(error);
    return outcome(fault && { ...fault, cause: `${stage}: ${fault.cause}` });
  }
}

/** Whether what the text asks for may rightly be too much: a number that says how many, a date that says until when. */
function mayGrow(text: string): boolean {
  return (
    /\b(range|repeat|array_repeat|sequence|space|[lr]pad|format_number|round|bround)\b/i.test(text) &&
    /\d{5}|9999|0001|\de/i.test(text)
  );
}

function argumentsOf(text: string): Record<string, never> | readonly never[] {
  const values = text.includes(":") ? { low: 1, high: 5, limit: 3, name: "x" } : [1, 2, 3, 4];
  return values as unknown as Record<string, never>;
}

/** Makes the tables that the statements speak of. */
export async function makeTables(session: Session): Promise<void> {
  const view = (name: string, query: string): Promise<void> => session.sql(query).createOrReplaceTempView(name);
  await view(
    "t",
    `SELECT *, named_struct('x', a, 'y', c, 'z', named_struct('w', b)) AS s, array(a, b, NULL) AS xs, map('k', a, 'l', b) AS m
     FROM VALUES
       (1, 10, 'x', 1.5D, TIMESTAMP '2024-03-31 01:59:00', DATE '2024-03-31', true, 1.25BD, X'00ff'),
       (2, 20, 'y%', -0.0D, TIMESTAMP '2024-10-27 02:30:00', DATE '2024-02-29', false, -2.50BD, X''),
       (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)
       AS r(a, b, c, d, time, day, flag, n, bytes)`,
  );
  await view(
    "u",
    "SELECT * FROM VALUES (1, 11, 5, 'p', TIMESTAMP '2024-03-31 02:00:00'), (3, 30, 6, 'q', NULL) AS r(a, b, x, y, time)",
  );
  await view("v", "SELECT * FROM VALUES (1, 'k'), (2, 'l') AS r(a, k)");
  const clicks = await session.memoryStream("user STRING, url STRING, time TIMESTAMP, n INT");
  await clicks.toDF().createOrReplaceTempView("clicks");
}
