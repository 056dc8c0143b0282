/**
 * Every effect Millrace has on the world, as one interface (law 6). Nothing else in `src/` reads a clock, sets a timer, draws a
 * random number or touches a file.
 */
export interface Runtime {
  readonly clock: Clock;
  readonly random: Random;
  readonly files: Files;
  readonly process: ProcessInfo;
  readonly network: Network;
}

export interface Network {
  /**
   * What a server sends from now on, as text, until it hangs up or `signal` is aborted. Rejects with CONNECTION_FAILED when nobody answers, and so
   * does the iteration when the connection breaks.
   */
  connect(host: string, port: number, signal: AbortSignal): Promise<AsyncIterable<string>>;
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds that only grow; for durations. */
  monotonic(): number;
  /** Resolves when everything else that is due has run: long work in the host takes such breaths. */
  breathe(): Promise<void>;
  /** Resolves after `ms`, or at once when `signal` is aborted; never rejects. A pending sleep keeps the process alive. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface Random {
  /** A version-4 UUID. */
  readonly uuid: () => string;
  /** Uniform in [0, 1). */
  readonly next: () => number;
}

/** What tells a process from every other, also from one that gets the same id later. */
export interface ProcessIdentity {
  readonly host: string;
  /** New at every start of the machine; empty where the machine has none. */
  readonly bootId: string;
  readonly pid: number;
  readonly startTime: string;
  /** Tells threads of one process, and copies of this program in it, from each other. */
  readonly instance: string;
}

export interface ProcessInfo {
  readonly identity: ProcessIdentity;
  /** The name of who runs it. */
  readonly user: string;
  /** Bytes of memory that the machine has. */
  readonly totalMemory: number;
  /** Whether a process of this host still runs. */
  isAlive(process: ProcessIdentity): boolean;
  write(text: string): void;
  warn(text: string): void;
  /** Undefined where nobody watches: the output goes to a file or another program. */
  readonly terminal?: Terminal | undefined;
  /** Calls `action` when nothing is left to do and the process is about to end. */
  beforeExit(action: () => void): void;
  /** Calls `action` when somebody asks the process to end (Ctrl-C), and waits for it; what is returned takes that back. */
  onInterrupt(action: () => Promise<void>): () => void;
  /** Makes the process end with code 1. */
  fail(): void;
}

/** Lines at the lower end of a terminal, shown anew in their place, while all that is written otherwise comes above them. */
export interface Terminal {
  /** Shows what `block` gives for the lines it may have, in place of what the same owner has shown. */
  draw(owner: object, block: (height: number, width: number) => readonly string[]): void;
  /** The owner's lines stay where they are, as if written, or go. */
  release(owner: object, end: "keep" | "remove"): void;
}

export interface FileInfo {
  /** The absolute path. */
  readonly path: string;
  readonly size: number;
  /** Modification time in milliseconds since 1970, cut to whole ones. */
  readonly modified: number;
  /** When the file's entry last changed, by whatever: unlike `modified`, nobody can set it. Only from `stat`. */
  readonly changed?: number;
  readonly isDirectory: boolean;
}

export interface DirectoryEntry {
  readonly name: string;
  readonly isDirectory: boolean;
}

/** Files by absolute or working-directory-relative path. A missing file is `undefined` or empty, never an error, unless said. */
export interface Files {
  /** The absolute form of `path`. */
  resolve(path: string): string;
  /** Whether an absolute path is the working directory, or one above it. */
  holdsWorkingDirectory(path: string): boolean;
  /** The path under which the kernel may open the file: the same file, in the form of the machine. */
  nativePath(path: string): string;
  read(path: string): Promise<Uint8Array | undefined>;
  /** A file's bytes piece by piece, in bounded memory: each is good until the next is asked for. A missing file has none. */
  pieces(path: string): AsyncIterable<Uint8Array>;
  readText(path: string): Promise<string | undefined>;
  stat(path: string): Promise<FileInfo | undefined>;
  /** The entries of a directory, sorted by name; undefined when there is no such directory. */
  list(path: string): Promise<readonly FileInfo[] | undefined>;
  /** The entries by name, sorted, and which are directories: far cheaper than `list` where there are many files. */
  entries(path: string): Promise<readonly DirectoryEntry[] | undefined>;
  /** Only the names, sorted. */
  names(path: string): Promise<readonly string[] | undefined>;
  makeDirectory(path: string): Promise<void>;
  /**
   * The names in a directory and in those below it are durable after this call, whoever has left them: a process that was killed may not have come
   * to it. Nothing happens where there is no such directory.
   */
  settle(directory: string): Promise<void>;
  /** Writes `content` so that after this call the file exists whole and durable; false when it existed already. */
  createExclusive(path: string, content: string): Promise<boolean>;
  /** Writes `content`, replacing what was there, whole and durable. */
  replace(path: string, content: string): Promise<void>;
  /** Makes a write-aside file durable and visible under its final name, replacing what was there: fsync, rename, directory fsync. */
  publish(aside: string, final: string): Promise<void>;
  /** Several files at once: one fsync each, then the renames, then one fsync per directory. */
  publishAll(pairs: readonly { readonly aside: string; readonly final: string }[]): Promise<void>;
  /** Writes over what stands at a place of a write-aside file; durable when it is published. */
  amend(path: string, at: number, content: string): Promise<void>;
  sync(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  copy(from: string, to: string): Promise<void>;
  /** Removes a file, and never a directory: for what may be the user's. No error when it is gone already. */
  remove(path: string): Promise<void>;
  /**
   * Removes a file or, with everything below it, a directory: for places that are a query's own, where whatever stands is in the way. No error
   * when it is gone already.
   */
  removeTree(path: string): Promise<void>;
  /** Removes a directory that has nothing in it: another writer may be at work there. */
  removeEmpty(directory: string): Promise<void>;
  /** Removes files, and no crash brings them back: one fsync per directory. */
  removeAll(paths: readonly string[]): Promise<void>;
  /** The machine's place for temporary files. */
  readonly temporaryRoot: string;
  /** A new directory below the machine's place for temporary files. */
  temporaryDirectory(prefix: string): Promise<string>;
}
