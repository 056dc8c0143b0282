/** A disk of a test's own, small enough to fill. */
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";

/** Mounts one on a new directory; false where this machine lets nobody mount. */
export function mountDisk(directory: string, size = "1m"): boolean {
  mkdirSync(directory);
  return succeeds("/bin/mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", directory]);
}

export function unmountDisk(directory: string): void {
  // It may not have been mounted.
  succeeds("/bin/umount", [directory]);
}

/** False while somebody has a file open for writing there. */
export function remountDisk(directory: string, access: "ro" | "rw"): boolean {
  return succeeds("/bin/mount", ["-o", `remount,${access}`, directory]);
}

function succeeds(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
