/** SQL text, in programs and on the command line. */
import type { Mistake } from "./mistake.ts";

const sqlText = (name: string, text: string): Mistake => ({
  name,
  program: `
await spark.sql("SELECT 1 AS id, 'Anna' AS name, 41 AS age").createOrReplaceTempView("people");
await spark.sql(\`${text}\`).show();`,
});
const readings = { "in/a.json": '{"id":1,"signal":0.5}\n' };

export const sql: readonly Mistake[] = [
  sqlText("sql-misspelt-function", "SELECT uper(name) FROM people"),
  sqlText("sql-wrong-number-of-arguments", "SELECT upper(name, age) FROM people"),
  sqlText("sql-wrong-type-of-argument", "SELECT name, date_add(age, name) FROM people"),
  sqlText("sql-misspelt-table", "SELECT * FROM poeple"),
  sqlText("sql-misspelt-column", "SELECT id,\n  nmae\nFROM people"),
  sqlText("sql-misspelt-column-of-an-alias", "SELECT p.nmae FROM people p"),
  sqlText("sql-misspelt-alias", "SELECT q.name FROM people p"),
  sqlText("sql-unclosed-quote", "SELECT * FROM people\nWHERE name = 'Anna"),
  sqlText("sql-unclosed-parenthesis", "SELECT count(* FROM people"),
  sqlText("sql-missing-comma", "SELECT id name age FROM people"),
  sqlText("sql-missing-from", "SELECT id, name people"),
  sqlText("sql-from-misspelt", "SELECT id, name\nFORM people"),
  sqlText("sql-comma-too-many", "SELECT id, name, FROM people"),
  sqlText("sql-where-after-group-by", "SELECT name, count(*) FROM people GROUP BY name WHERE age > 40"),
  sqlText("sql-double-equals-and-and", "SELECT * FROM people WHERE age == 41 && name = 'Anna'"),
  sqlText("sql-name-in-double-quotes", 'SELECT * FROM people WHERE "age" > 40'),
  sqlText("sql-aggregate-without-group-by", "SELECT name, count(*) FROM people"),
  sqlText("sql-column-not-grouped", "SELECT name, age, count(*) FROM people GROUP BY name"),
  sqlText("sql-aggregate-in-where", "SELECT name FROM people WHERE count(*) > 1 GROUP BY name"),
  sqlText("sql-two-statements", "SELECT 1; SELECT 2"),
  sqlText("sql-empty", ""),
  sqlText("sql-insert", "INSERT INTO people VALUES (2, 'Bert', 30)"),
  sqlText("sql-update", "UPDATE people SET age = 42"),
  sqlText("sql-create-table", "CREATE TABLE t (a INT)"),
  sqlText("sql-type-of-another-database", "SELECT CAST(age AS INT8) FROM people"),
  sqlText("sql-interval", "SELECT current_timestamp() - INTERVAL '5 mintes'"),
  {
    name: "sql-unbound-parameter",
    program: `await spark.sql("SELECT :a + :b AS total", { a: 1 }).show();`,
  },
  { name: "cli-sql-syntax", args: ["sql", "SELEC 1"] },
  { name: "cli-sql-unclosed-quote", args: ["sql", "SELECT 'one"] },
  { name: "cli-sql-without-view", args: ["sql", "SELECT * FROM in"], files: readings },
  { name: "cli-sql-misspelt-view", args: ["sql", "SELECT * FROM rr", "--view", "r=in:json"], files: readings },
  { name: "cli-sql-wrong-path", args: ["sql", "SELECT * FROM r", "--view", "r=inn:json"], files: readings },
  { name: "cli-sql-no-format", args: ["sql", "SELECT * FROM r", "--view", "r=in"], files: readings },
  { name: "cli-sql-misspelt-format", args: ["sql", "SELECT * FROM r", "--view", "r=in:jsn"], files: readings },
  { name: "cli-sql-wrong-schema", args: ["sql", "SELECT * FROM r", "--view", "r=in:json:id BIGNIT"], files: readings },
  {
    name: "cli-sql-option-without-view",
    args: ["sql", "SELECT * FROM r", "--view", "r=in:json", "--option", "header=true"],
    files: readings,
  },
  { name: "cli-sql-misspelt-setting", args: ["sql", "SELECT 1", "--conf", "spark.sql.session.timezone=UTC"] },
  { name: "cli-sql-missing-file", args: ["sql", "-f", "query.sql"] },
  { name: "cli-misspelt-command", args: ["rn", "main.ts"] },
  { name: "cli-run-missing-program", args: ["run", "mian.ts"], program: "await spark.stop();" },
  { name: "cli-run-a-directory", args: ["run", "."], program: "await spark.stop();" },
  { name: "cli-run-option-before-the-program", args: ["run", "--watch", "main.ts"], program: "await spark.stop();" },
  { name: "cli-checkpoint-of-no-checkpoint", args: ["checkpoint", "in"], files: readings },
];
