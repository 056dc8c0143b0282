import { join } from "node:path";

/** Where a trial keeps what: everything on one simulated disk. */
export interface Places {
  readonly root: string;
  readonly checkpoint: string;
  /** The file sink's directory, or the table's. */
  readonly output: string;
  /** Where the program's own function writes. */
  readonly target: string;
  readonly badRecords: string;
  readonly archive: string;
  readonly warehouse: string;
  input(name: string): string;
}

export const TABLE = "answers";

export function placesIn(root: string, isTable: boolean): Places {
  return {
    root,
    checkpoint: join(root, "checkpoint"),
    output: isTable ? join(root, "warehouse", TABLE) : join(root, "output"),
    target: join(root, "target"),
    badRecords: join(root, "bad"),
    archive: join(root, "archive"),
    warehouse: join(root, "warehouse"),
    input: (name) => join(root, "input", name),
  };
}
