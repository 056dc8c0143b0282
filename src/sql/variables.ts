/** `${name}` in SQL text: the session's setting of that name, as `spark.sql.variable.substitute` has it. */

const REFERENCE = /\$\{(?:(\w+?):)?(\S+?)\}/g;
/** Before a name they say where it is looked for, which is one place here. */
const SESSION_PREFIXES = new Set(["spark", "sparkconf", "hivevar", "hiveconf"]);

/** What is not set is nothing; what is to come from elsewhere stays as it is written. */
export function withVariables(text: string, setting: ((name: string) => string | undefined) | undefined): string {
  if (setting === undefined) return text;
  return text.replaceAll(REFERENCE, (whole: string, prefix: string | undefined, name: string) =>
    prefix === undefined || SESSION_PREFIXES.has(prefix) ? (setting(name) ?? "") : whole,
  );
}
