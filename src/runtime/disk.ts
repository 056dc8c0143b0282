/**
 * What a disk does at one stroke. A crash finds each stroke done or not, and of what was done only what has been synced is sure to be there
 * afterwards: a file's content once the file is, a name once its directory is.
 */
export interface Disk {
  /** Makes a directory and those above it; gives the topmost one it made. */
  makeDirectory(path: string): string | undefined;
  /** A file of this content, made or cut to nothing first, then synced. */
  write(path: string, content: string): Promise<void>;
  /** Writes over what stands at a place of a file; nothing of it is synced. */
  amend(path: string, at: number, content: string): Promise<void>;
  /** A second name for a file; fails when it is taken. */
  link(path: string, name: string): void;
  /** Replaces what had the name. */
  rename(from: string, to: string): void;
  /** Copies a file, or a directory with everything below it; nothing of it is synced. */
  copy(from: string, to: string): Promise<void>;
  unlink(path: string): void;
  /** Removes whatever is there, with everything below it. */
  removeTree(path: string): Promise<void>;
  /** Fails where there is something in it. */
  removeDirectory(path: string): void;
  exists(path: string): boolean;
  syncFile(path: string): Promise<void>;
  syncDirectory(path: string): Promise<void>;
}
