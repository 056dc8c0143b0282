/** Plans run once over finished inputs. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Session } from "../../src/index.ts";
import { frameOf } from "./build-frame.ts";
import { arriving, closingRow, type Case } from "./case.ts";
import { cellsOf, type Cells } from "./cells.ts";
import { streamsOf } from "./generate-case.ts";
import { writeRows } from "./input-files.ts";
import { columnsOf, INPUT_SCHEMA, STATIC_SCHEMA, type Plan } from "./plan.ts";

export class BatchRun {
  /** The one at the moment: a restart changes it. */
  readonly #session: () => Session;
  readonly #root: string;

  constructor(session: () => Session, of: Case, root: string) {
    this.#session = session;
    this.#root = root;
    for (const stream of ["a", "b"] as const) {
      for (const kind of ["rows", "closed"]) mkdirSync(join(root, kind, stream), { recursive: true });
      writeRows(join(root, "rows", stream, "all.json"), arriving(of, stream));
      writeRows(join(root, "closed", stream, "all.json"), arriving(of, stream));
    }
    for (const stream of streamsOf(of.plan)) writeRows(join(root, "closed", stream, "end.json"), [closingRow(stream)]);
    writeRows(join(root, "static", "all.json"), of.static);
  }

  rowsOf(plan: Plan): Promise<readonly Cells[]> {
    return this.#collect(plan, "rows");
  }
  /** The rows that close the streamed run among the others. */
  closedRowsOf(plan: Plan): Promise<readonly Cells[]> {
    return this.#collect(plan, "closed");
  }

  async #collect(plan: Plan, kind: string): Promise<readonly Cells[]> {
    const spark = this.#session();
    const frame = frameOf(plan, {
      stream: (name) => spark.read.schema(INPUT_SCHEMA).json(join(this.#root, kind, name)),
      static: () => spark.read.schema(STATIC_SCHEMA).json(join(this.#root, "static")),
    });
    const columns = columnsOf(plan);
    return (await frame.collect()).map((row) => cellsOf(row, columns));
  }
}
