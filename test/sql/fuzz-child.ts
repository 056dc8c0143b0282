import { connect, isMillraceError, type Session } from "../../src/index.ts";
import { errorRow } from "../../src/error-table.ts";
import { fuzzText } from "./fuzz-texts.ts";

/** A text whose outcome is neither success nor an error the user can do something about. */
export interface Finding {
  readonly seed: number;
  /** The same for texts that fail in the same way. */
  readonly cause: string;
  readonly detail: string;
  readonly text: string;
}

const SLOW_MS = 5000;

/** Asks the texts of `count` seeds; `tell` hears of each before it begins, and what is wrong with it. */
export async function askTexts(
  from: number,
  count: number,
  tell: (message: { at: number } | Finding) => void,
): Promise<void> {
  const session = await sessionWithTables();
  let stray: unknown;
  const keep = (reason: unknown): void => {
    stray = reason ?? new Error("nothing");
  };
  process.on("unhandledRejection", keep).on("uncaughtException", keep);
  for (let seed = from; seed < from + count; seed++) {
    tell({ at: seed });
    const text = fuzzText(seed);
    const fault = (await faultOf(session, text)) ?? (stray === undefined ? undefined : strayFault(stray));
    stray = undefined;
    if (fault !== undefined) tell({ seed, text, ...fault });
  }
  await session.stop();
}

type Fault = Pick<Finding, "cause" | "detail">;

async function faultOf(session: Session, text: string): Promise<Fault | undefined> {
  const first = await timed(session, text);
  if (first.fault !== undefined || first.ms < SLOW_MS) return first.fault;
  // Once more, since a busy machine is no fault of the text.
  const { ms, stage } = await timed(session, text);
  if (ms < SLOW_MS) return undefined;
  return { cause: `slow ${stage}`, detail: `${stage} took ${Math.round(first.ms)} ms, then ${Math.round(ms)} ms` };
}

async function timed(session: Session, text: string): Promise<{ ms: number; stage: string; fault?: Fault }> {
  const start = performance.now();
  let stage = "analysis";
  const outcome = (fault?: Fault): { ms: number; stage: string; fault?: Fault } => ({
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
    const fault = faultOfError(error);
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

/** What was thrown where nobody listens is a fault whatever it is. */
function strayFault(error: unknown): Fault {
  return { cause: `nobody caught ${general(String(error))}`, detail: String(error) };
}

const INTERNAL = /KERNEL_ERROR|INTERNAL/;

function faultOfError(error: unknown): Fault | undefined {
  if (!isMillraceError(error)) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    // One fault, wherever the stack or the text happened to end.
    if (error instanceof RangeError) return { cause: general(String(error)), detail: stack };
    const place = /src\/([\w/-]+\.ts:\d+)/.exec(stack)?.[1];
    return { cause: `${general(String(error))} at ${place ?? "nowhere"}`, detail: stack };
  }
  const detail = `${error.stack ?? error.message}\ncaused by ${String(error.cause)}`;
  if (INTERNAL.test(error.condition)) return { cause: general(error.message), detail };
  const { message, remedy } = errorRow(error.condition);
  const unsaid = [...`${message} ${remedy}`.matchAll(/<(\w+)>/g)].find(([, name]) => {
    const value = error.parameters[name!] as unknown;
    return typeof value !== "string" || value === "undefined" || value === "[object Object]";
  });
  return unsaid && { cause: `${error.condition} does not say its ${unsaid[0]}`, detail };
}

/** A message without what is particular to one text. */
function general(message: string): string {
  // What follows a second colon tells of the text, but in the kernel's words, which stand behind ours.
  const parts = message.startsWith("[") ? 3 : 2;
  let line = message.split("\n")[0]!.split(" Report it as a defect")[0]!;
  for (let before = ""; before !== line;) {
    before = line;
    line = line.replaceAll(/"[^"]*"|'[^']*'|`[^`]*`|\([^()]*\)/g, "..");
  }
  return line.replaceAll(/\d+/g, "0").split(": ").slice(0, parts).join(": ").slice(0, 160);
}

/** A session that knows the tables the statements speak of. */
async function sessionWithTables(): Promise<Session> {
  const session = await connect({ conf: { "spark.sql.session.timeZone": "Europe/Berlin" }, console: () => undefined });
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
  return session;
}
