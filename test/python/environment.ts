/** Where the Python comes from that others read our files with: virtual environments, made once and used again. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A program and how to call it, or why it cannot be had. */
export type Python = { readonly program: string } | { readonly missing: string };

const TABLE_READERS = ["pyarrow==26.0.1", "polars==2.1.0"];
const SPARK = ["pyspark==4.3.0"];
/** Names a Python that has pyspark already: Spark is large, and where it is at hand there is no need to install it again. */
const SPARK_PYTHON = "MILLRACE_SPARK_PYTHON";

/** A registry that has not answered by then is not there. */
const PATIENCE_MS = 300_000;

/** In CI all can be had: what is missing there has failed, elsewhere it is skipped. */
export const mustBeThere = (): boolean => process.env["CI"] === "true";

/** With pyarrow and Polars. */
export const pythonWithTableReaders = (): Python => environment("tables", TABLE_READERS);

/** With Spark itself, which runs in Java. */
export function pythonWithSpark(): Python {
  const java = failureOf("java", "-version");
  if (java !== undefined) return { missing: java };
  const named = process.env[SPARK_PYTHON];
  if (named === undefined) return environment("spark", SPARK);
  const [wanted] = SPARK;
  const { stdout } = spawnSync(named, ["-c", "import pyspark; print('pyspark==' + pyspark.__version__)"], {
    encoding: "utf8",
  });
  const found = stdout?.trim() ?? "";
  if (found === wanted) return { program: named };
  return { missing: `${SPARK_PYTHON} names ${named}, which has ${found === "" ? "no pyspark" : found}, not ${wanted}` };
}

/** One for each list of packages, so that a new version is a new environment. */
function environment(name: string, packages: readonly string[]): Python {
  const all = join(tmpdir(), "millrace-python");
  const home = join(all, [name, ...packages.map((each) => each.split("==")[1]!)].join("-"));
  const program = join(home, "bin", "python");
  if (existsSync(program)) return { program };
  // Under another name first: two suites may start at once, and one may be stopped halfway.
  const aside = `${home}.${process.pid}`;
  mkdirSync(all, { recursive: true });
  try {
    const failure =
      failureOf("python3", "-m", "venv", aside) ??
      failureOf(join(aside, "bin", "python"), "-m", "pip", "install", "--quiet", ...packages);
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

function failureOf(program: string, ...args: string[]): string | undefined {
  const { status, stderr, error } = spawnSync(program, args, { encoding: "utf8", timeout: PATIENCE_MS });
  if (error === undefined && status === 0) return undefined;
  const reason = error?.message ?? stderr.trim().split("\n").at(-1);
  return `\`${[program, ...args].join(" ")}\` failed: ${reason}`;
}
