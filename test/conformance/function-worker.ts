/** A process of its own for the statements of one family: one may crash it, and the runner goes on behind that one. */
import process from "node:process";
import { connect, isMillraceError, type Session } from "../../src/index.ts";
import { simpleString } from "../../src/types/ddl-text.ts";
import { readFamily, type FunctionAnswer, type FunctionCase } from "./function-cases.ts";

/** FUNCTIONS.md, "Settings of every case". */
const COMMON_CONF: Readonly<Record<string, string>> = {
  "spark.sql.session.timeZone": "UTC",
  "spark.sql.ansi.enabled": "true",
  "spark.sql.jsonGenerator.ignoreNullFields": "false",
};

process.on("message", ({ path, from }: { path: string; from: number }) => void answerAll(path, from));
process.on("disconnect", () => process.exit());
process.send?.({ ready: true });

async function answerAll(path: string, from: number): Promise<void> {
  const session = await connect({ conf: COMMON_CONF, console: () => undefined });
  for (const [index, each] of readFamily(path).cases.entries())
    if (index >= from) process.send?.({ index, answer: await answer(session, each) });
  await session.stop();
  process.send?.({ done: true });
}

async function answer(session: Session, { sql, conf = {} }: FunctionCase): Promise<FunctionAnswer & { text?: string }> {
  try {
    for (const [key, value] of Object.entries(conf)) await session.conf.set(key, value);
    const frame = session.sql(sql);
    return { schema: simpleString(await frame.schema()), rows: await frame.toJSON() };
  } catch (error) {
    const text = error instanceof Error ? error.message.split("\n")[0]! : String(error);
    return { error: { condition: isMillraceError(error) ? error.condition : text }, text };
  } finally {
    for (const key of Object.keys(conf)) {
      const usual = COMMON_CONF[key];
      await (usual === undefined ? session.conf.unset(key) : session.conf.set(key, usual));
    }
  }
}
