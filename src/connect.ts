/** The composition root: builds a session from an executor and the world it runs in. */
import { objectArgument } from "./api/arguments.ts";
import { Session } from "./api/session.ts";
import { EmbeddedExecutor } from "./embedded/embedded-executor.ts";
import { millraceError } from "./errors.ts";
import { isSupportedNode } from "./runtime/node-version.ts";
import { realRuntime } from "./runtime/real.ts";
import type { Runtime } from "./runtime/runtime.ts";

export interface ConnectOptions {
  /** Settings, as `spark.conf.set` takes them. */
  readonly conf?: Readonly<Record<string, string>>;
  /** Where `show()` and the console sink print; standard output by default. */
  readonly console?: (text: string) => void;
  /** The world to run in; the real one by default. For tests. */
  readonly runtime?: Runtime;
}

/** A new session of the embedded engine. Nothing has to be started; `session.stop()` frees everything. */
export async function connect(options: ConnectOptions = {}): Promise<Session> {
  if (!isSupportedNode(process.versions.node))
    throw millraceError("UNSUPPORTED_NODE_VERSION", { version: process.versions.node });
  objectArgument(options, "connect", "options");
  if (options.conf !== undefined) objectArgument(options.conf, "connect", "conf");
  const unknown = Object.keys(options).find((name) => !["conf", "console", "runtime"].includes(name));
  if (unknown !== undefined)
    throw millraceError("INVALID_ARGUMENT", {
      argument: unknown,
      method: "connect",
      expected: "one of conf, console, runtime",
      given: "none of them",
      hint: 'Settings go into conf: connect({ conf: { "spark.sql.session.timeZone": "UTC" } }).',
    });
  const runtime = options.runtime ?? realRuntime;
  return new Session(
    new EmbeddedExecutor({
      runtime,
      conf: options.conf ?? {},
      print: options.console ?? ((text) => runtime.process.write(text)),
      terminal: options.console === undefined ? runtime.process.terminal : undefined,
    }),
  );
}
