/** `millrace fs`: files by name. */
import { DbutilsFs, type ListedFile } from "../api/dbutils-fs.ts";
import { isMillraceError, millraceError } from "../errors.ts";
import { onlyArgument, parsedArguments, wholeNumber } from "./arguments.ts";
import { UsageError, type Command } from "./command.ts";

const help = `Usage: millrace fs ls <directory>
       millrace fs head <file> [--bytes <n>]
       millrace fs mkdirs <directory>
       millrace fs rm <path> [--recurse]

Looks at files and directories, makes and removes them, as dbutils.fs does in a program.

Options:
  --bytes <n>   head: as many bytes at most (65536)
  --recurse     rm: a directory with all that is in it
  --help        this text

Examples:
  millrace fs ls sensors
  millrace fs head sensors/streaming-sensor_file-0.json --bytes 300
  millrace fs rm checkpoints --recurse
`;

const options = { bytes: { type: "string" }, recurse: { type: "boolean" } } as const;
/** Which command takes which option. */
const TAKES: Readonly<Record<string, readonly string[]>> = { ls: [], head: ["bytes"], mkdirs: [], rm: ["recurse"] };

export const fs: Command = {
  summary: "look at files and directories, make and remove them",
  help,
  async run([name, ...args], { files, process }) {
    const takes = name === undefined || !Object.hasOwn(TAKES, name) ? undefined : TAKES[name]!;
    if (takes === undefined) throw new UsageError(`fs needs one of ${Object.keys(TAKES).join(", ")}`);
    const { values, positionals } = parsedArguments(args, options);
    const wrong = Object.keys(values).find((option) => !takes.includes(option));
    if (wrong !== undefined) throw new UsageError(`fs ${name} has no option --${wrong}`);
    const path = onlyArgument(positionals, `fs ${name}`, "a path");
    const tools = new DbutilsFs(files, (text) => process.warn(text.trimEnd()));
    const most = values.bytes === undefined ? undefined : wholeNumber("bytes", values.bytes, 1);
    try {
      if (name === "ls") for (const entry of await tools.ls(path)) process.write(`${entryLine(entry)}\n`);
      else if (name === "head") process.write(await tools.head(path, most));
      else if (name === "mkdirs") await tools.mkdirs(path);
      else if (!(await tools.rm(path, values.recurse ?? false))) process.warn(`there is no ${path}`);
    } catch (error) {
      throw inOptions(error);
    }
  },
};

/** A program gives arguments where the command line has options. */
function inOptions(error: unknown): unknown {
  const remedy = isMillraceError(error) ? REMEDIES[error.condition] : undefined;
  if (!isMillraceError(error) || remedy === undefined) return error;
  return millraceError(error.condition, error.parameters, { remedy, cause: error.cause });
}

const REMEDIES: Readonly<Record<string, string>> = {
  DIRECTORY_NOT_EMPTY: "Give --recurse to remove what it holds.",
  FILE_ALREADY_EXISTS: "Give another name.",
  IS_A_DIRECTORY: "Name a file.",
};

const entryLine = ({ name, size, modificationTime }: ListedFile): string =>
  `${String(size).padStart(12)}  ${new Date(modificationTime).toISOString()}  ${name}`;
