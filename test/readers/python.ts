/** Readers that are Python programs: where their Python comes from, and how they are asked. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Cells } from "./cells.ts";
import { ddlOf } from "./outputs.ts";
import type { Written } from "./write.ts";

const PYARROW = "26.0.1";
const SPARK = "4.3.0";
/** Names a Python that has pyspark; without it the `python3` of the path is asked. */
const SPARK_PYTHON = "MILLRACE_SPARK_PYTHON";

/** A registry that has not answered by then is not there. */
const PATIENCE_MS = 300_000;

/** A program and how to call it, or why it cannot be had. */
export type Python = { readonly program: string } | { readonly missing: string };

/** A virtual environment with pyarrow, made once and used again. */
export function pythonWithPyarrow(): Python {
  const home = join(tmpdir(), "millrace-readers", `pyarrow-${PYARROW}`);
  const program = join(home, "bin", "python");
  if (existsSync(program)) return { program };
  // Under another name first: two suites may start at once, and one may be stopped halfway.
  const aside = `${home}.${process.pid}`;
  mkdirSync(join(tmpdir(), "millrace-readers"), { recursive: true });
  try {
    const failure =
      failureOf("python3", "-m", "venv", aside) ??
      failureOf(join(aside, "bin", "python"), "-m", "pip", "install", "--quiet", `pyarrow==${PYARROW}`);
    if (failure !== undefined) return { missing: failure };
    try {
      renameSync(aside, home);
    } catch (error) {
      if (!existsSync(program)) throw error;
    }
    return { program };
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

export function pythonWithSpark(): Python {
  const java = failureOf("java", "-version");
  if (java !== undefined) return { missing: java };
  const program = process.env[SPARK_PYTHON] ?? "python3";
  const { stdout } = spawnSync(program, ["-c", "import pyspark; print(pyspark.__version__)"], { encoding: "utf8" });
  const version = stdout?.trim() ?? "";
  if (version === SPARK) return { program };
  const found = version === "" ? "no pyspark" : `pyspark ${version}`;
  return { missing: `${program} has ${found}, not ${SPARK}; ${SPARK_PYTHON} can name a Python that has it` };
}

function failureOf(program: string, ...args: string[]): string | undefined {
  const { status, stderr, error } = spawnSync(program, args, { encoding: "utf8", timeout: PATIENCE_MS });
  if (error === undefined && status === 0) return undefined;
  const reason = error?.message ?? stderr.trim().split("\n").at(-1);
  return `\`${[program, ...args].join(" ")}\` failed: ${reason}`;
}

export type Answer = { readonly rows: readonly Cells[] } | { readonly error: string };

/** Asks the reader for all outputs at once: starting it is what takes long. */
export async function askPython(
  program: string,
  reader: "pyarrow_reader.py" | "spark_reader.py",
  outputs: readonly Written[],
): Promise<ReadonlyMap<string, Answer>> {
  const questions = outputs.map(({ output, path }) => ({
    name: output.name,
    format: output.format,
    path,
    ddl: ddlOf(output),
    columns: Object.fromEntries(Object.entries(output.columns).map(([name, { type }]) => [name, type])),
    partitionBy: output.partitionBy,
    options: output.readOptions,
  }));
  // No compiled modules among the sources.
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1", PYSPARK_PYTHON: program };
  const child = spawn(program, [join(import.meta.dirname, reader)], { env, stdio: ["pipe", "pipe", "pipe"] });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  child.stdin.end(JSON.stringify(questions));
  const exitCode = await new Promise((settle, fail) => child.on("error", fail).on("close", settle));
  const answers = stdout.split("\n").filter((line) => line.startsWith("{"));
  if (exitCode !== 0 || answers.length !== outputs.length)
    throw new Error(`${reader} exited with ${String(exitCode)} after ${answers.length} answers:\n${stderr.trimEnd()}`);
  return new Map(
    answers.map((line) => {
      const { name, ...answer } = JSON.parse(line) as Answer & { readonly name: string };
      return [name, answer];
    }),
  );
}
