/** The API reference: what `src/index.ts` exports, by its types and doc comments. */
import { join, relative } from "node:path";
import ts from "typescript-5.9";
import { root } from "../processes.ts";

const FUNCTIONS = "src/api/functions/";

interface Entry {
  readonly name: string;
  readonly declaration: ts.Declaration;
  readonly doc: string;
  readonly type: string;
}

/** Pages by their path. */
export function apiPages(): ReadonlyMap<string, string> {
  const entries = exportsOf(checked);
  const isFunction = ({ declaration }: Entry): boolean => sourceOf(declaration).startsWith(FUNCTIONS);
  const isClass = ({ declaration }: Entry): boolean => ts.isClassDeclaration(declaration);
  const classes = entries.filter(isClass);
  const functions = entries.filter((entry) => !isClass(entry) && isFunction(entry) && !isTypeOnly(entry));
  const others = entries.filter(
    (entry) => !classes.includes(entry) && !functions.includes(entry) && !isFunction(entry),
  );
  return new Map([
    ["docs/api/README.md", indexPage(classes, others)],
    ["docs/api/functions.md", functionsPage(functions)],
    ["docs/api/values-and-types.md", othersPage(others)],
    ...classes.map((entry): [string, string] => [`docs/api/${entry.name}.md`, classPage(entry)]),
  ]);
}

const INDEX = join(root, "src", "index.ts");

interface Checked {
  readonly types: ts.TypeChecker;
  readonly module: ts.Symbol;
}

const checked = checkerOf(INDEX);

function checkerOf(file: string): Checked {
  const config = ts.getParsedCommandLineOfConfigFile(
    join(root, "tsconfig.json"),
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: () => undefined,
    },
  )!;
  const program = ts.createProgram([file], config.options);
  const types = program.getTypeChecker();
  return { types, module: types.getSymbolAtLocation(program.getSourceFile(file)!)! };
}

function exportsOf({ types, module }: Checked): readonly Entry[] {
  return types
    .getExportsOfModule(module)
    .map((symbol): Entry => {
      const target = symbol.flags & ts.SymbolFlags.Alias ? types.getAliasedSymbol(symbol) : symbol;
      const declaration = target.declarations![0]!;
      return {
        name: symbol.name,
        declaration,
        doc: docOf(declaration),
        type: types.typeToString(types.getTypeOfSymbolAtLocation(target, declaration)),
      };
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

const isTypeOnly = ({ declaration }: Entry): boolean =>
  ts.isInterfaceDeclaration(declaration) || ts.isTypeAliasDeclaration(declaration);

const sourceOf = (node: ts.Node): string => relative(root, node.getSourceFile().fileName);

function indexPage(classes: readonly Entry[], others: readonly Entry[]): string {
  const line = (entry: Entry, page: string): string => `| [${entry.name}](${page}) | ${firstSentence(entry.doc)} |`;
  return `# API reference

\`import { ... } from "millrace"\`. What a method is not said to do differently, it does as Spark's method of that name does.

| | |
|---|---|
${classes.map((entry) => line(entry, `${entry.name}.md`)).join("\n")}
${others.map((entry) => line(entry, `values-and-types.md#${entry.name.toLowerCase()}`)).join("\n")}

The [functions](functions.md) of columns, and the [errors](../errors.md).
`;
}

function functionsPage(functions: readonly Entry[]): string {
  const rows = functions.map(
    ({ name, type, doc }) => `| \`${name}\` | ${sqlName(name)} | ${cell(resultOf(type), doc)} |`,
  );
  return `# Functions

Each takes columns, or names of columns as texts, and means what Spark's SQL function of that name means; \`expr("...")\` and SQL text know the same
ones and some more (\`spark.catalog.listFunctions()\`). What a function gives is in the last column; an error it may raise is Spark's.

| function | in SQL | gives |
|---|---|---|
${rows.join("\n")}
`;
}

const sqlName = (name: string): string => `\`${name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}\``;

/** Of a type of our own such as Gives<string | null>, what it gives. */
function resultOf(type: string): string {
  const match = /^(?:Gives|Described|Led)<(.*)>$/s.exec(type);
  if (match !== null) return `\`${match[1]!.replaceAll("|", "\\|")}\``;
  if (type === "Same") return "what its argument is";
  if (type === "Listed") return "a list of what its argument is";
  return "";
}

const cell = (gives: string, doc: string): string => [gives, oneLine(doc)].filter((text) => text !== "").join(": ");
const oneLine = (text: string): string =>
  text
    .replaceAll(/```[^]*?```/g, "")
    .replaceAll(/\s+/g, " ")
    .replaceAll("|", "\\|")
    .trim();
const firstSentence = (doc: string): string => /^.*?[.:;](?= |$)/.exec(oneLine(doc))?.[0] ?? oneLine(doc);

function othersPage(others: readonly Entry[]): string {
  const section = ({ name, declaration, doc }: Entry): string =>
    [`## ${name}`, "", ...(doc === "" ? [] : [doc, ""]), "```typescript", signature(declaration), "```"].join("\n");
  return `# Values and types\n\n${others.map(section).join("\n\n")}\n`;
}

function classPage({ name, declaration, doc }: Entry): string {
  const seen = new Map<string, ts.ClassElement[]>();
  for (const member of membersOf(declaration as ts.ClassDeclaration)) {
    const key = member.name?.getText() ?? "constructor";
    seen.set(key, [...(seen.get(key) ?? []), member]);
  }
  const sections = [...seen].map(([member, declarations]) => {
    // The implementation of an overloaded method is nobody's to call.
    const overloads = declarations.filter((each) => !(ts.isMethodDeclaration(each) && each.body !== undefined));
    const shown = overloads.length > 0 ? overloads : declarations;
    const docs = declarations.map(docOf).filter((text) => text !== "");
    return [
      `## ${member}`,
      "",
      "```typescript",
      ...shown.map(signature),
      "```",
      ...docs.flatMap((text) => ["", text]),
    ].join("\n");
  });
  return `# ${name}\n\n${doc}\n\n${sections.join("\n\n")}\n`;
}

/** Also those of a class it extends. */
function membersOf(declaration: ts.ClassDeclaration): readonly ts.ClassElement[] {
  const bases = (declaration.heritageClauses ?? [])
    .flatMap((clause) => (clause.token === ts.SyntaxKind.ExtendsKeyword ? clause.types : []))
    .flatMap((type) => checked.types.getTypeAtLocation(type).symbol?.declarations ?? [])
    .filter((base) => ts.isClassDeclaration(base) && !base.getSourceFile().isDeclarationFile);
  return [...declaration.members, ...bases.flatMap((base) => membersOf(base as ts.ClassDeclaration))].filter(isPublic);
}

const isPublic = (member: ts.ClassElement): boolean =>
  !ts.isConstructorDeclaration(member) &&
  member.name !== undefined &&
  !ts.isPrivateIdentifier(member.name) &&
  !ts.isComputedPropertyName(member.name);

/** A declaration without its body and without doc comments. */
function signature(node: ts.Node): string {
  const body = (node as { body?: ts.Node }).body;
  const initializer = ts.isPropertyDeclaration(node) || ts.isVariableDeclaration(node) ? node.initializer : undefined;
  const end = body?.getStart() ?? (initializer === undefined ? node.getEnd() : initializer.getStart());
  return node
    .getSourceFile()
    .text.slice(node.getStart(), end)
    .replaceAll(/\/\*\*[^]*?\*\/\s*/g, "")
    .replace(/\s*=\s*$/, "")
    .replace(/^export /, "")
    .trim();
}

function docOf(node: ts.Node): string {
  const owner = ts.isVariableDeclaration(node) ? node.parent.parent : node;
  const docs = ts.getJSDocCommentsAndTags(owner).filter(ts.isJSDoc);
  const text = docs.map((doc) => ts.getTextOfJSDocComment(doc.comment) ?? "").join("\n\n");
  const examples = docs.flatMap((doc) => (doc.tags ?? []).filter((tag) => tag.tagName.text === "example"));
  return [
    text.trim(),
    ...examples.map((tag) => `\`\`\`ts\n${(ts.getTextOfJSDocComment(tag.comment) ?? "").trim()}\n\`\`\``),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}
