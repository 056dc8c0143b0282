#!/usr/bin/env node
/** The command `millrace`. An older Node would fail on the rest with a riddle, so that its version is looked at first. */
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major > 22 || (major === 22 && minor >= 18)) await import("./commands.ts");
else {
  console.error(
    `millrace: Node 22.18 or newer is needed, this is ${process.versions.node}. Install it from https://nodejs.org.`,
  );
  process.exitCode = 1;
}
