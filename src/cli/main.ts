#!/usr/bin/env node
/** The command `millrace`. An older Node would fail on the rest with a riddle, so that its version is looked at first. */
import { isSupportedNode } from "../runtime/node-version.ts";

if (isSupportedNode(process.versions.node)) await import("./commands.ts");
else {
  console.error(
    `millrace: Node 22.18 or newer is needed, this is ${process.versions.node}. Install it from https://nodejs.org.`,
  );
  process.exitCode = 1;
}
