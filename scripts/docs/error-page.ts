/** The page of all errors, from the one table. */
import { ERROR_TABLE, errorRow, type Condition } from "../../src/error-table.ts";

export function errorPage(): string {
  const conditions = (Object.keys(ERROR_TABLE) as Condition[]).toSorted();
  return `# Errors

Every failure that a user can meet has a condition, Spark's where Spark has one. \`error.condition\` and \`error.sqlState\` are for programs
(\`isMillraceError(error, "PATH_NOT_FOUND")\`), \`error.parameters\` are what the message names, and \`error.remedy\` says what to do. \`<...>\` stands
for a parameter. What breaks a running query is the \`cause\` of a STREAM_FAILED.

${conditions.map(section).join("\n")}`;
}

function section(condition: Condition): string {
  const { sqlState, message, remedy, spark } = errorRow(condition);
  const lines = [`## ${condition}`, "", code(message), "", `SQLSTATE ${sqlState}.`];
  if (remedy !== "") lines.push("", `What to do: ${code(remedy)}`);
  if (spark !== undefined) lines.push("", `Spark has no name of its own for it: \`${spark}\`.`);
  return `${lines.join("\n")}\n`;
}

/** Parameters as code: Markdown would take them for HTML. */
const code = (text: string): string => text.replaceAll(/<(\w+)>/g, "`<$1>`");
