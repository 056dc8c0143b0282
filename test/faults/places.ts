import { join } from "node:path";

/** Where a job keeps what: below one directory, or where a test puts it. */
export interface Places {
  readonly root: string;
  readonly left: string;
  readonly right: string;
  readonly output: string;
  readonly checkpoint: string;
}

export function placesIn(root: string, moved: Partial<Places> = {}): Places {
  return {
    root,
    left: join(root, "left"),
    right: join(root, "right"),
    output: join(root, "output"),
    checkpoint: join(root, "checkpoint"),
    ...moved,
  };
}
