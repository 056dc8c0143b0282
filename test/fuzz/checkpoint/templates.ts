/** Real checkpoints of the programs: between two batches, and as a crash in the last one leaves it. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Session } from "../../../src/index.ts";
import { output, run, writeInput, type Program } from "./programs.ts";

/** Past ten batches, where logs are compacted and state gets a snapshot. */
const FILES_BEFORE = 12;
const FILES_AFTER = 2;

export interface Template {
  readonly program: Program;
  readonly name: string;
  /** Where the copy lies that a case may spoil: always the same, since the logs name their files by it. */
  readonly live: string;
  /** What the output holds when the program has run on to the end. */
  readonly rows: readonly string[];
  /** Puts everything back as it was. */
  reset(): void;
}

export interface Templates {
  readonly all: readonly Template[];
  remove(): void;
}

export async function makeTemplates(session: Session, programs: readonly Program[]): Promise<Templates> {
  const root = mkdtempSync(join(tmpdir(), "millrace-checkpoints-"));
  const all: Template[] = [];
  for (const program of programs)
    for (const crashed of [false, true]) {
      const name = crashed ? `${program.name}-crashed` : program.name;
      const [live, kept] = [join(root, name), join(root, `${name}-kept`)];
      writeInput(program, live, 0, FILES_BEFORE);
      await run(session, program, live);
      if (crashed) crash(live);
      writeInput(program, live, FILES_BEFORE, FILES_BEFORE + FILES_AFTER);
      cpSync(live, kept, { recursive: true, preserveTimestamps: true });
      const reset = (): void => {
        rmSync(live, { recursive: true, force: true });
        cpSync(kept, live, { recursive: true, preserveTimestamps: true });
      };
      await run(session, program, live);
      all.push({ program, name, live, rows: await output(session, live), reset });
    }
  return { all, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** As if the process had died when the last batch's files had their names, but were in no log. */
function crash(live: string): void {
  const commits = join(live, "checkpoint", "commits");
  const last = Math.max(
    ...readdirSync(commits)
      .filter((name) => /^\d+$/.test(name))
      .map(Number),
  );
  const logged = join(live, "output", "_spark_metadata", String(last));
  const files = readFileSync(logged, "utf8")
    .split("\n")
    .slice(1)
    .filter((line) => line !== "")
    .map((line) => (JSON.parse(line) as { readonly path: string }).path.split("/").at(-1)!);
  unlinkSync(logged);
  unlinkSync(join(commits, String(last)));
  writeFileSync(
    join(live, "checkpoint", "millrace", "intents", String(last)),
    JSON.stringify({ batchId: last, files }),
  );
}
