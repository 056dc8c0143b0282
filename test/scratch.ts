import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { connect, isMillraceError, type ConnectOptions, type MillraceError, type Session } from "../src/index.ts";

/** A directory of the test's own, gone when the test has finished. */
export function scratch(): string {
  const directory = mkdtempSync(join(tmpdir(), "millrace-test-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** A session that is stopped when the test has finished. */
export async function session(options: ConnectOptions = {}): Promise<Session> {
  const spark = await connect(options);
  onTestFinished(() => spark.stop().catch(() => undefined));
  return spark;
}

let written = 0;

/** Writes a file with the lines given, later than every file written before it. */
export function writeLines(file: string, ...lines: (string | object)[]): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n"));
  const time = new Date(1_500_000_000_000 + ++written * 1000);
  utimesSync(file, time, time);
}

/** The Millrace error the action fails with. */
export async function errorOf(action: () => unknown): Promise<MillraceError> {
  try {
    await action();
  } catch (error) {
    if (isMillraceError(error)) return error;
    expect.fail(`not a MillraceError: ${String(error)}`);
  }
  return expect.fail("nothing was thrown");
}

/** The condition of the error the action fails with; of its cause where the error only wraps a broken query's. */
export async function conditionOf(action: () => unknown): Promise<string> {
  const error = await errorOf(action);
  return error.condition === "STREAM_FAILED" && isMillraceError(error.cause) ? error.cause.condition : error.condition;
}
