/** The names on the command line, all where there is none. `--help`, or a name that is not known, ends the process with the list of them. */
export function wantedOf(script: string, all: readonly string[]): readonly string[] {
  const given = process.argv.slice(2);
  const unknown = given.find((name) => !all.includes(name));
  if (unknown === undefined) return given.length === 0 ? all : given;
  const usage = `Usage: ${script} [name...]\nNames, without one all of them: ${all.join(", ")}`;
  if (unknown === "--help" || unknown === "-h") {
    console.log(usage);
    process.exit(0);
  }
  console.error(`Nothing here is called "${unknown}".\n${usage}`);
  process.exit(2);
}
