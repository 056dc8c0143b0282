/** A mistake that newcomers make: a program, what lies around it, and how it is begun. */
export interface Mistake {
  /** Names the golden file. */
  readonly name: string;
  /** main.ts from its third line on: the import and the `connect()` come by themselves. */
  readonly program?: string;
  /** Files by path below the program's directory. */
  readonly files?: Readonly<Record<string, string>>;
  /** A program that runs before, in the same directory, and does well. */
  readonly before?: string;
  /** What happens to the directory between that and the mistake. */
  readonly between?: (directory: string) => void;
  /** The command line, where it is not `run main.ts`. */
  readonly args?: readonly string[];
  /** A directory of the program's that is a disk of its own, and soon full. */
  readonly smallDisk?: string;
}

/** A program as a file: what it takes from Millrace is imported, and `spark` is there from line 3 on. */
export function programText(body: string): string {
  const names = importable.filter((name) => new RegExp(`(?<![.\\w])${name}\\(`).test(body));
  return `import { ${["connect", ...names].join(", ")} } from "millrace";\nconst spark = await connect();\n${body.trim()}\n`;
}

const importable = "avg col count display expr lit max sessionWindow sum udf upper window".split(" ");
