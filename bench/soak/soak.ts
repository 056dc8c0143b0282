/** One soak: starts queries and generator, watches them, and checks what they leave. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { connect, type Session } from "../../src/index.ts";
import { lagCheck, memoryCheck, rowsCheck, type Check } from "./checks.ts";
import { Feed } from "./feed.ts";
import { Follower } from "./follower.ts";
import { Memory } from "./memory.ts";
import { soakQueries, type SoakQuery } from "./queries.ts";
import { SCHEMA } from "./readings.ts";
import { minuteLine, slowestLine } from "./report.ts";

export interface SoakOptions {
  readonly minutes: number;
  readonly seed: number;
  /** An empty directory. */
  readonly root: string;
  /** Ends the soak early: it rejects, with everything stopped. */
  readonly signal: AbortSignal;
}

/** Between two looks; a query's progress reaches back much further. */
const LOOK_MS = 500;
const MINUTE_MS = 60_000;
/** Queries that are not through with the input by then are checked as they are. */
const PATIENCE_MS = 120_000;

export async function soak(options: SoakOptions): Promise<readonly Check[]> {
  const input = join(options.root, "input");
  await mkdir(input);
  const spark = await connect();
  // After the engine's warm-up, or the first files would wait for it.
  await spark.range(1).collect();
  const feed = new Feed(input, options.seed);
  try {
    return await run(spark, feed, options);
  } finally {
    await feed.stop();
    await spark.stop();
  }
}

async function run(spark: Session, feed: Feed, options: SoakOptions): Promise<readonly Check[]> {
  const { minutes, root, signal } = options;
  const queries = soakQueries();
  const followers: Follower[] = [];
  for (const { name, start } of queries) {
    const query = await start(spark.readStream.schema(SCHEMA).json(join(root, "input")), join(root, name));
    followers.push(new Follower(name, query, feed));
  }
  const memory = new Memory();
  await Promise.race([watch(followers, { feed, memory, minutes, signal }), feed.broken]);
  const written = await feed.finish();
  await settle(followers, signal);
  for (const follower of followers) console.log(slowestLine(follower));
  return [
    memoryCheck(memory, minutes * MINUTE_MS),
    ...followers.map(lagCheck),
    ...(await rowsChecks(queries, (query, i) => ({
      spark,
      place: join(root, query.name),
      written,
      rowsIn: followers[i]!.rows,
      dropped: followers[i]!.dropped,
    }))),
  ];
}

/** Looks at everything until the time is up, and prints a line a minute. */
async function watch(
  followers: readonly Follower[],
  over: { readonly feed: Feed; readonly memory: Memory; readonly minutes: number; readonly signal: AbortSignal },
): Promise<void> {
  const began = performance.now();
  let usage = process.cpuUsage();
  for (let minute = 1; performance.now() < began + over.minutes * MINUTE_MS;) {
    await sleep(LOOK_MS, undefined, { signal: over.signal });
    over.memory.sample();
    for (const follower of followers) await follower.look();
    if (performance.now() < began + minute * MINUTE_MS) continue;
    const queries = followers.map((follower) => ({ name: follower.name, worst: follower.worst() }));
    const { user, system } = process.cpuUsage(usage);
    usage = process.cpuUsage();
    const cores = (user + system) / 1000 / MINUTE_MS;
    console.log(minuteLine({ minute, rows: over.feed.rows, cores, queries }));
    minute++;
  }
}

/** Until every query is through with the input, or patience ends. */
async function settle(followers: readonly Follower[], signal: AbortSignal): Promise<void> {
  const processed = Promise.all(followers.map(({ query }) => query.processAllAvailable())).then(() => true);
  const until = performance.now() + PATIENCE_MS;
  for (let isDone = false; !isDone && performance.now() < until;) {
    isDone = await Promise.race([processed, sleep(LOOK_MS, false, { signal })]);
    for (const follower of followers) await follower.look();
  }
}

async function rowsChecks(
  queries: readonly SoakQuery[],
  partsOf: (query: SoakQuery, index: number) => Parameters<typeof rowsCheck>[1],
): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const [i, query] of queries.entries()) checks.push(await rowsCheck(query, partsOf(query, i)));
  return checks;
}
