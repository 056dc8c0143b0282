/** Readers that are Python programs: started once, since that is what takes long, and asked a line at a time. */
import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ddlOf, type Answer, type Question } from "./question.ts";

/** What has not answered by then hangs: a first question waits for Spark to start. */
const PATIENCE_MS = 120_000;
/** As much of what a program complained of as is worth printing. */
const COMPLAINT_LENGTH = 4000;

export class PythonReaders {
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  readonly #waiting: ((answer: Answer) => void)[] = [];
  #stderr = "";
  #end: string | undefined;

  constructor(python: string, program: "table_readers.py" | "spark_reader.py") {
    // No compiled modules among the sources.
    const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1", PYSPARK_PYTHON: python };
    this.#child = spawn(python, [join(import.meta.dirname, program)], { env, stdio: ["pipe", "pipe", "pipe"] });
    const { stdin, stdout, stderr } = this.#child;
    // A question to a child that has died is answered by its end.
    stdin!.on("error", () => undefined);
    createInterface({ input: stdout! }).on("line", (line) => {
      if (line.startsWith("{")) this.#waiting.shift()?.(JSON.parse(line) as Answer);
    });
    stderr!.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-COMPLAINT_LENGTH);
    });
    this.#ended = new Promise((settle) => {
      const end = (how: string): void => {
        this.#end ??= `${program} ${how}:\n${this.#stderr.trimEnd()}`;
        for (const answer of this.#waiting.splice(0)) answer({ error: this.#end });
        settle();
      };
      this.#child.on("error", (error) => end(`does not start (${error.message})`));
      this.#child.on("close", (code, signal) => end(`ended with ${signal ?? code}`));
    });
  }

  /** `reader` is a name that the program knows. */
  async ask(reader: string, question: Question): Promise<Answer> {
    if (this.#end !== undefined) return { error: this.#end };
    const answered = new Promise<Answer>((settle) => this.#waiting.push(settle));
    this.#child.stdin!.write(`${JSON.stringify({ reader, ddl: ddlOf(question), ...question })}\n`);
    const patience = setTimeout(() => this.#child.kill("SIGKILL"), PATIENCE_MS);
    const answer = await answered;
    clearTimeout(patience);
    return answer;
  }

  async close(): Promise<void> {
    this.#child.stdin!.end();
    await this.#ended;
  }
}
