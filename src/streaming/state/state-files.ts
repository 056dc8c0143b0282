/** The files of one state log: `<version>.delta.parquet` and `<version>.snapshot.parquet`. */
import { millraceError } from "../../errors.ts";

export interface StateFile {
  readonly name: string;
  readonly version: number;
  readonly kind: string;
}

/** Files of other names are passed over. */
export function stateFiles(names: Iterable<string>): readonly StateFile[] {
  return Array.from(names).flatMap((name) => {
    const match = /^(\d+)\.(delta|snapshot)\.parquet$/.exec(name);
    return match === null ? [] : [{ name, version: Number(match[1]), kind: match[2]! }];
  });
}

/** What restores `version`: the last snapshot up to it, and every delta since. */
export function filesToRestore(directory: string, names: Iterable<string>, version: number): readonly StateFile[] {
  const files = stateFiles(names);
  const base = files
    .filter((file) => file.kind === "snapshot" && file.version <= version)
    .reduce<StateFile | undefined>(
      (last, file) => (last === undefined || file.version > last.version ? file : last),
      undefined,
    );
  const chain: StateFile[] = base === undefined ? [] : [base];
  for (let each = (base?.version ?? 0) + 1; each <= version; each++) {
    const name = `${each}.delta.parquet`;
    const delta = files.find((file) => file.name === name);
    if (delta === undefined) throw millraceError("CHECKPOINT_FILE_MISSING", { checkpoint: directory, file: name });
    chain.push(delta);
  }
  return chain;
}
