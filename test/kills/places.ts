import { join } from "node:path";

/** Where a run keeps what: everything below one directory of its own. */
export interface Places {
  readonly root: string;
  readonly input: string;
  readonly devices: string;
  readonly devicesCheckpoint: string;
  readonly counts: string;
  readonly countsCheckpoint: string;
}

export function placesIn(root: string): Places {
  return {
    root,
    input: join(root, "input"),
    devices: join(root, "devices"),
    devicesCheckpoint: join(root, "checkpoints", "devices"),
    counts: join(root, "counts"),
    countsCheckpoint: join(root, "checkpoints", "counts"),
  };
}
