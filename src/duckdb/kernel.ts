import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { millraceError } from "../errors.ts";
import { hostFunctions } from "../functions/registry.ts";
import type { UserFunction } from "../plan/user-function.ts";
import type { DataType } from "../types/data-type.ts";
import { userScalarFunction } from "./user-functions.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { KernelConnection } from "./connection.ts";
import { registerHostFunctions } from "./host-functions.ts";
import { kernelError } from "./kernel-error.ts";
import { Slots } from "./slots.ts";

export interface KernelOptions {
  /** As DuckDB writes sizes ("2GB"); without it 80 % of the machine's memory. */
  readonly memoryLimit?: string;
  readonly threads?: number;
  /** Statements at work at once; each holds a thread of the pool that files need too. */
  readonly slots?: number;
}

/** The embedded database: one instance, and connections lent to one user at a time. */
export class Kernel {
  readonly #instance: DuckDBInstance;
  /** For registering functions only: it never runs a statement of a query. */
  readonly #control: DuckDBConnection;
  readonly #userFunctions = new Map<UserFunction["evaluate"], Map<string, string>>();
  readonly #runtime: Runtime;
  readonly #temporary: string;
  readonly #slots: Slots;
  readonly #idle: KernelConnection[] = [];
  readonly #all = new Set<KernelConnection>();
  /** Connections that are being made: the instance must not be closed under them. */
  readonly #opening = new Set<Promise<DuckDBConnection>>();
  #closed = false;
  #names = 0;

  private constructor(
    instance: DuckDBInstance,
    control: DuckDBConnection,
    runtime: Runtime,
    temporary: string,
    slots: number,
  ) {
    this.#instance = instance;
    this.#control = control;
    this.#runtime = runtime;
    this.#temporary = temporary;
    this.#slots = new Slots(slots);
  }

  /** Opens with nothing from outside allowed: no extension is fetched, no setting can be changed later, all times are UTC. */
  static async open(runtime: Runtime, options: KernelOptions = {}): Promise<Kernel> {
    // Made by the kernel when it first has to spill, so that a session that is never stopped leaves nothing behind.
    const temporary = `${runtime.files.temporaryRoot}/millrace-${runtime.random.uuid()}`;
    try {
      const instance = await DuckDBInstance.create(":memory:", {
        autoinstall_known_extensions: "false",
        autoload_known_extensions: "false",
        allow_community_extensions: "false",
        temp_directory: runtime.files.nativePath(temporary),
        memory_limit: options.memoryLimit ?? defaultLimit(runtime.process.totalMemory),
        ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
      });
      const first = await instance.connect();
      await first.run("SET GLOBAL TimeZone = 'UTC'");
      await first.run("SET GLOBAL lock_configuration = true");
      registerHostFunctions(first, hostFunctions);
      return new Kernel(instance, first, runtime, temporary, options.slots ?? DEFAULT_SLOTS);
    } catch (error) {
      await runtime.files.removeTree(temporary);
      throw kernelError(error);
    }
  }

  /** A connection of one's own until it is released. */
  async lease(): Promise<KernelConnection> {
    if (this.#closed) throw millraceError("SESSION_STOPPED");
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    const opened = await this.#connect();
    if (this.#closed) {
      opened.closeSync();
      throw millraceError("SESSION_STOPPED");
    }
    const connection = new KernelConnection(
      opened,
      this.#slots,
      (self) => this.#release(self),
      (self) => void this.#all.delete(self),
    );
    this.#all.add(connection);
    return connection;
  }

  async #connect(): Promise<DuckDBConnection> {
    const opening = this.#instance.connect();
    this.#opening.add(opening);
    try {
      return await opening;
    } finally {
      this.#opening.delete(opening);
    }
  }

  /** Runs `action` with a connection that goes back afterwards, whatever happens. */
  async using<T>(action: (connection: KernelConnection) => Promise<T>): Promise<T> {
    const connection = await this.lease();
    try {
      return await action(connection);
    } finally {
      connection.release();
    }
  }

  /** A name no other table of this kernel has. */
  uniqueName(prefix: string): string {
    return `${prefix}_${++this.#names}`;
  }

  /** The name by which generated SQL calls a user's function over arguments of these types. */
  userFunction(definition: UserFunction, types: readonly DataType[]): string {
    const byTypes = this.#userFunctions.get(definition.evaluate) ?? new Map<string, string>();
    this.#userFunctions.set(definition.evaluate, byTypes);
    const key = JSON.stringify([definition.name, definition.outputType, types]);
    let name = byTypes.get(key);
    if (name === undefined) {
      byTypes.set(key, (name = this.uniqueName("millrace_user")));
      this.#control.registerScalarFunction(userScalarFunction(name, definition, types));
    }
    return name;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    // Whoever is still waiting for a connection closes it again when it comes.
    await Promise.allSettled(this.#opening);
    await Promise.all([...this.#all].map((connection) => connection.shutDown()));
    this.#control.closeSync();
    this.#instance.closeSync();
    await this.#runtime.files.removeTree(this.#temporary);
  }

  #release(connection: KernelConnection): void {
    if (this.#closed) return;
    this.#idle.push(connection);
  }
}

/** Past it the kernel works with files: a query's memory must not depend on how large a batch happens to be. */
function defaultLimit(totalMemory: number): string {
  const mebibytes = Math.floor(Math.min(MOST_MEMORY, totalMemory * 0.6) / 1024 ** 2);
  return `${mebibytes}MiB`;
}
const MOST_MEMORY = 2 * 1024 ** 3;

/** The libuv pool has 4 threads by default and files need one or two of them. */
const DEFAULT_SLOTS = 2;
