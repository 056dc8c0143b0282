/** SQL statements that are no queries, and the rows they give. */
import { unknownTable } from "../analysis/names.ts";
import { literal, type Literal } from "../plan/expression.ts";
import { Limit, LocalRelation, Project, type Relation } from "../plan/relation.ts";
import type { View } from "../analysis/views.ts";
import { functionNames } from "../functions/registry.ts";
import type { SqlCommand } from "../sql/command-parser.ts";
import { BOOLEAN, STRING, type StructType } from "../types/data-type.ts";
import { simpleString } from "../types/ddl-text.ts";
import type { PersistedFrames } from "./persisted.ts";
import type { SessionCatalog } from "./session-catalog.ts";
import type { SessionSettings } from "./settings.ts";

export interface CommandContext {
  readonly catalog: SessionCatalog;
  readonly settings: SessionSettings;
  readonly persisted: PersistedFrames;
  readonly schemaOf: (relation: Relation) => Promise<StructType>;
  /** The relation with the views it names, once it is known to be valid. */
  readonly view: (relation: Relation) => Promise<View>;
  readonly explain: (relation: Relation) => Promise<string>;
}

const text = (value: string | null): Literal => literal(STRING, value);
const flag = (value: boolean): Literal => literal(BOOLEAN, value);
/** No rows of no columns: what a command without an answer gives. */
const nothing = (): Relation => Limit.create({ input: Project.create({ expressions: [] }), limit: 0 });

/** Runs the command and gives what it answers, as rows. */
export async function runSqlCommand(command: SqlCommand, context: CommandContext): Promise<Relation> {
  const { catalog, settings, persisted } = context;
  switch (command.kind) {
    case "createView":
      catalog.createView(command.name, await context.view(command.query), command.replace);
      return nothing();
    case "dropView":
      if (!catalog.dropView(command.name) && !command.ifExists) throw await unknownTable([command.name], catalog);
      return nothing();
    case "show":
      return show(command, catalog);
    case "showColumns": {
      const schema = await context.schemaOf(named(command.table));
      return LocalRelation.create({ schema: "col_name STRING", data: schema.fields.map((f) => [text(f.name)]) });
    }
    case "describe": {
      const { fields } = await context.schemaOf(command.relation);
      return LocalRelation.create({
        schema: "col_name STRING, data_type STRING, comment STRING",
        data: fields.map((f) => [text(f.name), text(simpleString(f.dataType)), text(null)]),
      });
    }
    case "set":
      return set(command, settings);
    case "reset":
      settings.reset(command.key);
      return nothing();
    case "explain":
      return LocalRelation.create({ schema: "plan STRING", data: [[text(await context.explain(command.query))]] });
    case "cache": {
      if (command.query !== undefined) catalog.createView(command.name, await context.view(command.query), true);
      const view = catalog.view(command.name);
      if (view === undefined) throw await unknownTable([command.name], catalog);
      persisted.persist(view.relation);
      return nothing();
    }
    case "uncache": {
      const view = catalog.view(command.name);
      if (view !== undefined) await persisted.unpersist(view.relation);
      return nothing();
    }
    case "clearCache":
      await persisted.clear();
      return nothing();
  }
}

const named = (name: string): Relation => ({
  kind: "read",
  isStreaming: false,
  namedTable: { unparsedIdentifier: name, options: {} },
});

/** Names by Spark's pattern: `*` is anything, `|` parts alternatives. */
function matching(names: readonly string[], pattern: string | undefined): readonly string[] {
  if (pattern === undefined) return names;
  const alternatives = pattern.split("|").map((each) =>
    each
      .trim()
      .replaceAll(/[.+?^${}()[\]\\]/g, "\\$&")
      .replaceAll("*", ".*"),
  );
  const regexp = new RegExp(`^(?:${alternatives.join("|")})$`, "i");
  return names.filter((name) => regexp.test(name));
}

async function show(
  { what, pattern }: Extract<SqlCommand, { kind: "show" }>,
  catalog: SessionCatalog,
): Promise<Relation> {
  if (what === "functions") {
    const names = matching([...functionNames].filter((name) => /^[a-z]/.test(name)).sort(), pattern);
    return LocalRelation.create({ schema: "function STRING NOT NULL", data: names.map((name) => [text(name)]) });
  }
  const views = matching(catalog.viewNames, pattern).map((name) => [text(""), text(name), flag(true)]);
  const tables =
    what === "views"
      ? []
      : matching(await catalog.tableNames(), pattern).map((name) => [text("default"), text(name), flag(false)]);
  const nameColumn = what === "views" ? "viewName" : "tableName";
  return LocalRelation.create({
    schema: `namespace STRING NOT NULL, ${nameColumn} STRING NOT NULL, isTemporary BOOLEAN NOT NULL`,
    data: [...tables, ...views],
  });
}

function set({ key, value }: Extract<SqlCommand, { kind: "set" }>, settings: SessionSettings): Relation {
  if (key !== undefined && value !== undefined) settings.set(key, value);
  const entries: readonly (readonly [string, string])[] =
    key === undefined ? settings.entries() : [[key, settings.get(key) ?? "<undefined>"]];
  return LocalRelation.create({
    schema: "key STRING NOT NULL, value STRING NOT NULL",
    data: entries.map(([name, current]) => [text(name), text(current)]),
  });
}
