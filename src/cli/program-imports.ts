/** What a program imports: "millrace" is the copy that runs it, and what Node could not import is told with its place. */
import { registerHooks, type ResolveHookContext } from "node:module";
import { dirname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { millraceError } from "../errors.ts";
import type { Files } from "../runtime/runtime.ts";
import { shownPath } from "./report-error.ts";

interface Import {
  readonly module: string;
  /** The file that imports it; undefined for the program itself. */
  readonly importer: string | undefined;
}

export class ProgramImports {
  readonly #runner: string;
  readonly #files: Files;
  readonly #found = new Map<string, Import>();
  readonly #failed = new WeakMap<object, Import>();

  /** `runner` is the URL of the module that imports the program. */
  constructor(runner: string, files: Files) {
    this.#runner = runner;
    this.#files = files;
    const own = ownModules();
    registerHooks({
      resolve: (specifier, context, next) => {
        const url = Object.hasOwn(own, specifier) ? own[specifier] : undefined;
        if (url !== undefined) return { url, shortCircuit: true };
        const wanted = this.#importOf(specifier, context);
        try {
          const resolved = next(specifier, context);
          if (!this.#found.has(resolved.url)) this.#found.set(resolved.url, wanted);
          return resolved;
        } catch (error) {
          // The program may catch it, and look at Node's code: it is told in our words only where nobody does.
          if (error instanceof Error) this.#failed.set(error, wanted);
          throw error;
        }
      },
    });
  }

  /** The same failure with its condition, or undefined where it is none of an import. */
  explained(error: unknown): Promise<Error> | undefined {
    if (!(error instanceof Error)) return undefined;
    const wanted = this.#failed.get(error) ?? this.#found.get(loadedUrl(error) ?? "");
    return wanted === undefined ? undefined : this.#explain(error, wanted);
  }

  async #explain(cause: Error, { module, importer }: Import): Promise<Error> {
    if (importer === undefined)
      return millraceError("NOT_A_PROGRAM", { path: shownPath(fileURLToPath(module)) }, { cause });
    const [reason, remedy] = await reasonAndRemedy(this.#files, cause, { module, importer });
    const parameters = { module, importer: shownPath(importer), reason, remedy };
    const error = millraceError("IMPORT_FAILED", parameters, { cause });
    const place = placeOf(module, (await this.#files.readText(importer)) ?? "");
    // Where the import stands, not where this object was made.
    const frames = (cause.stack ?? "").split("\n").filter((line) => line.startsWith("    at "));
    if (place !== undefined) frames.unshift(`    at ${importer}:${place}`);
    error.stack = [`${error.name}: ${error.message}`, ...frames].join("\n");
    return error;
  }

  #importOf(module: string, { parentURL }: ResolveHookContext): Import {
    const isFile = parentURL?.startsWith("file:") === true && parentURL !== this.#runner;
    return { module, importer: isFile ? fileURLToPath(parentURL) : undefined };
  }
}

/** The program gets the Millrace that runs it: two copies would not know each other's classes. */
function ownModules(): Readonly<Record<string, string>> {
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  return {
    millrace: new URL(`../index.${extension}`, import.meta.url).href,
    "millrace/testing": new URL(`../testing/index.${extension}`, import.meta.url).href,
  };
}

/** What Node found and then could not load, by its message alone. */
function loadedUrl(error: Error): string | undefined {
  const [, path, url, builtin] =
    /^Unknown file extension .* for (.+)$|^Module "(.+?)" needs an import attribute|^No such built-in module: (.+)$/.exec(
      error.message,
    ) ?? [];
  return path === undefined ? (url ?? builtin) : pathToFileURL(path).href;
}

type ReasonAndRemedy = readonly [reason: string, remedy: string];

async function reasonAndRemedy(
  files: Files,
  error: Error & { readonly code?: string },
  { module, importer }: { readonly module: string; readonly importer: string },
): Promise<ReasonAndRemedy> {
  const missing = /^Cannot find package '([^']+)'/.exec(error.message)?.[1];
  if (module.startsWith("millrace/"))
    return ["Millrace has no such part", "Import from millrace or from millrace/testing."];
  if (missing !== undefined)
    return [
      `there is no package ${missing}`,
      `Install it: npm install ${missing}. The name of a file begins with ./ or ../.`,
    ];
  if (/^\.{0,2}\//.test(module) && /^(ERR_)?MODULE_NOT_FOUND$/.test(error.code ?? "")) {
    const path = resolve(dirname(importer), module);
    const meant = await withOtherExtension(files, path, module);
    const remedy =
      meant === undefined
        ? "Check the spelling: a relative name begins at the file that imports it."
        : `Write "${meant}", which is there.`;
    return [`there is no file ${shownPath(path)}`, remedy];
  }
  const known = KNOWN[error.code ?? ""];
  // Who imports it is said before it.
  return known ?? [error.message.replace(/ imported from [^]*$/, "").replace(/\nRequire stack:[^]*$/, ""), ""];
}

const KNOWN: Readonly<Record<string, ReasonAndRemedy>> = {
  ERR_UNKNOWN_FILE_EXTENSION: [
    "by its extension it is no module",
    "A module is a .ts, .mts, .cts, .js, .mjs or .cjs file; read data with spark.read.",
  ],
  ERR_IMPORT_ATTRIBUTE_MISSING: ["JSON is imported only on request", 'Write with { type: "json" } after it.'],
  ERR_UNSUPPORTED_DIR_IMPORT: ["it is a directory", "Name the file in it, such as index.ts."],
  ERR_UNKNOWN_BUILTIN_MODULE: ["Node has no such module", "Check the spelling."],
};

/** Node wants the extension that the file has. */
async function withOtherExtension(files: Files, path: string, module: string): Promise<string | undefined> {
  for (const extension of ["ts", "mts", "cts", "js", "mjs", "cjs"]) {
    for (const ending of [/$/, /\.\w+$/]) {
      const candidate = path.replace(ending, `.${extension}`);
      if (candidate !== path && (await files.stat(candidate))?.isDirectory === false)
        return module.replace(ending, `.${extension}`);
    }
  }
  return undefined;
}

/** "line:column" of an import in a text, 1-based, if the name is written there. */
function placeOf(module: string, text: string): string | undefined {
  const name = module.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const match = new RegExp(`\\b(?:from|import|require)\\s*\\(?\\s*(?=(["'\`])${name}\\1)`).exec(text);
  if (match === null) return undefined;
  const before = text.slice(0, match.index + match[0].length).split("\n");
  return `${before.length}:${before.at(-1)!.length + 1}`;
}
