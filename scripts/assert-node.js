// Plain JavaScript, so that the Node it refuses can still read it: an older one fails on .ts with a riddle instead.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Millrace needs Node 22.18 or newer, this is ${process.versions.node} (${process.execPath}).\n` +
      "`npm ci` installs a suitable one into node_modules; `npm run …` and `npx …` use it (install scripts must be allowed).",
  );
  process.exit(1);
}
