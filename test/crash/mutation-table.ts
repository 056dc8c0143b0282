/** Ways to break the protocol: each takes away one thing that law 4 rests on. */
export interface Mutation {
  readonly name: string;
  readonly patches: readonly Patch[];
  /** The program that tells soonest, where it takes two losses at the right places. */
  readonly program?: string;
}

interface Patch {
  /** Below `src/`. */
  readonly file: string;
  /** Stands there exactly once. */
  readonly from: string;
  readonly to: string;
}

const patch = (file: string, from: string, to = ""): Patch => ({ file, from, to });

export const mutations: readonly Mutation[] = [
  {
    name: "skip the data fsync of published files",
    patches: [
      patch("runtime/durable-writes.ts", "for (const { aside } of pairs) await this.#disk.syncFile(aside);"),
      patch("connectors/file/sink.ts", "...made.map(({ aside }) => files.sync(aside))"),
    ],
  },
  {
    name: "skip the data fsync of logs",
    // The real disk writes and syncs through one descriptor; the simulated one makes two strokes of it.
    patches: [patch("runtime/simulated-disk.ts", "await this.syncFile(path);")],
  },
  {
    name: "skip the directory fsync of logs",
    patches: [
      patch(
        "runtime/durable-writes.ts",
        "await this.#disk.syncDirectory(dirname(path));\n    return true;",
        "return true;",
      ),
    ],
  },
  {
    name: "skip the directory fsync of published files",
    patches: [
      patch(
        "runtime/durable-writes.ts",
        "for (const directory of directories) await this.#disk.syncDirectory(directory);",
      ),
    ],
  },
  {
    name: "trust what a killed process had not synced",
    patches: [
      patch("embedded/start-stream.ts", "await checkpoint.settle();", ""),
      patch("connectors/file/sink.ts", "await files.settle(this.#log.directory);", ""),
    ],
  },
  {
    name: "take a directory that is there for durable",
    patches: [
      patch("runtime/durable-writes.ts", "if (!isNew && this.#settled.has(each)) return;", "if (!isNew) return;"),
    ],
  },
  {
    name: "skip the fsync of a new directory's parent",
    patches: [patch("runtime/durable-writes.ts", "await this.#syncNames(dirname(each), isNew);")],
  },
  {
    name: "write logs under their final names",
    patches: [
      patch(
        "runtime/durable-writes.ts",
        "const aside = await this.#writeAside(path, content);",
        "if (this.#disk.exists(path)) return false;\n    await this.directory(dirname(path));\n    await this.#disk.write(path, content);\n    await this.#disk.syncDirectory(dirname(path));\n    return true;\n    const aside = '';",
      ),
    ],
  },
  {
    name: "commit before write",
    patches: [
      patch(
        "streaming/query-execution.ts",
        "const result = await asBatchOf(this, this.#stopping.signal, () =>",
        "await this.#parts.checkpoint.writeCommit(plan.batchId, this.#watermark.current);\n    const result = await asBatchOf(this, this.#stopping.signal, () =>",
      ),
      patch(
        "streaming/query-execution.ts",
        "await checkpoint.writeCommit(plan.batchId, this.#watermark.current);\n",
        "",
      ),
    ],
  },
  {
    name: "publish the output before its batch is logged",
    patches: [
      patch("streaming/query-execution.ts", "await checkpoint.writeBatch(plan);", "this.#late = plan;"),
      patch(
        "streaming/query-execution.ts",
        "await this.#commit(plan, result);",
        "if (this.#late !== undefined) await this.#parts.checkpoint.writeBatch(this.#late);\n    await this.#commit(plan, result);\n    this.#late = undefined;",
      ),
      patch(
        "streaming/query-execution.ts",
        "#wantsNoDataBatch = false;",
        "#wantsNoDataBatch = false;\n  #late: BatchPlan | undefined;",
      ),
    ],
  },
  {
    name: "forget the batch that was logged",
    patches: [patch("streaming/recovery.ts", "      planned: plan,", "      planned: undefined,")],
  },
  {
    name: "reuse a batch id after a restart",
    patches: [patch("streaming/recovery.ts", "batchId: last + 1,", "batchId: last,")],
  },
  {
    name: "run a batch again at another time",
    patches: [
      patch(
        "streaming/query-execution.ts",
        "return this.#position.planned;",
        "return { ...this.#position.planned, timestampMs: clock.now() };",
      ),
    ],
  },
  {
    name: "run a batch again from the beginning of the input",
    patches: [
      patch("streaming/recovery.ts", "before?.offsets ?? plan.offsets.map(", "plan.offsets.map("),
      patch("streaming/recovery.ts", "const before = last", "const before = last > 0 ? undefined : last"),
    ],
  },
  {
    name: "restore the latest state, whatever its version",
    patches: [
      patch(
        "streaming/state/state-log.ts",
        "async restore(connection: KernelConnection, version: number): Promise<void> {",
        "async restore(connection: KernelConnection, wanted: number): Promise<void> {\n    let version = wanted;",
      ),
      patch(
        "streaming/state/state-log.ts",
        "    // What an attempt that was never committed left behind",
        "    for (const file of stateFiles(names)) version = Math.max(version, file.version);\n    // What an attempt that was never committed left behind",
      ),
    ],
  },
  {
    name: "make the state durable after the commit",
    patches: [
      patch(
        "streaming/batch-runner.ts",
        "await operator.persist(batch);",
        "this.late.push(() => operator.persist(batch));",
      ),
      patch(
        "streaming/batch-runner.ts",
        "async run(input: BatchInput): Promise<BatchResult> {",
        "late: (() => Promise<void>)[] = [];\n  async run(input: BatchInput): Promise<BatchResult> {",
      ),
      patch(
        "streaming/query-execution.ts",
        "await this.#commit(plan, result);",
        "await this.#commit(plan, result);\n    for (const persist of this.#runner.late.splice(0)) await persist();",
      ),
    ],
  },
  {
    name: "skip the sink's intent list",
    patches: [patch("connectors/file/sink.ts", "this.#intents.write(batch.batchId, names),")],
  },
  {
    name: "write the intent list after the renames",
    program: "etl-changed",
    patches: [
      patch("connectors/file/sink.ts", "this.#intents.write(batch.batchId, names),"),
      patch(
        "connectors/file/sink.ts",
        "await this.#publish(made);",
        "await this.#publish(made);\n    await this.#intents.write(batch.batchId, names);",
      ),
    ],
  },
  {
    name: "list files in the sink log before they have their names",
    patches: [
      patch("connectors/file/sink.ts", "    await this.#publish(made);\n"),
      patch(
        "connectors/file/sink.ts",
        "listed.push(await this.#sinkFile(`${this.#path}/${name}`));",
        "listed.push(sinkFile(`${this.#path}/${name}`, 1, 1));",
      ),
      patch(
        "connectors/file/sink.ts",
        "await this.#list(batch.batchId, listed);",
        "await this.#list(batch.batchId, listed);\n    await this.#publish(made);",
      ),
    ],
  },
  {
    name: "write a batch again that the sink log has",
    patches: [patch("connectors/file/sink.ts", "if (batch.batchId <= last) {", "if (batch.batchId < 0) {")],
  },
  {
    name: "skip the directory fsync of removed files",
    program: "etl-changed",
    patches: [
      patch(
        "runtime/durable-writes.ts",
        "if (this.#disk.exists(directory)) await this.#disk.syncDirectory(directory);",
        "void directory;",
      ),
    ],
  },
  {
    name: "let the files of an earlier attempt be",
    patches: [
      patch(
        "connectors/file/sink.ts",
        "if (isUnlisted && intended >= batchId) await this.#removeUnlisted(await this.#intents.read(intended));",
      ),
    ],
  },
  {
    name: "forget each input's own watermark at a restart",
    patches: [
      patch("streaming/recovery.ts", "inputWatermarksMs: inputs?.watermarksMs", "inputWatermarksMs: undefined"),
    ],
  },
  {
    name: "forget at a restart that a batch without data is due",
    patches: [
      patch(
        "streaming/query-execution.ts",
        "if (batchId > 0 && planned === undefined) this.#wantsNoDataBatch = this.#noDataBatchWanted(evictionWatermark);",
        "void [batchId, planned, evictionWatermark];",
      ),
    ],
  },
  {
    name: "forget at a restart what the watermark had closed",
    patches: [
      patch(
        "streaming/state/state-log.ts",
        "if (closed !== undefined) await this.drop(connection, closed);",
        "void closed;",
      ),
    ],
  },
  {
    name: "clean files away before their batch is committed",
    patches: [patch("streaming/query-execution.ts", "const offset = committed[i];", "const offset = offsets[i];")],
  },
  {
    name: "put bad records aside anew in every attempt",
    patches: [patch("formats/bad-records.ts", "part-${origin.queryId}-", "part-${process.hrtime.bigint()}-")],
  },
  {
    name: "forget batches that a restart needs",
    patches: [
      patch(
        "streaming/query-execution.ts",
        "checkpoint.purge(plan.batchId, settings.minBatchesToRetain)",
        "checkpoint.purge(plan.batchId, 0)",
      ),
    ],
  },
  {
    name: "remove a log's entries before the compacted one is there",
    patches: [
      patch("connectors/file/source-log.ts", "await this.#log.dropBefore(id - COMPACT_INTERVAL);"),
      patch(
        "connectors/file/source-log.ts",
        "this.#forget(id - REPLAYED, oldest);",
        "this.#forget(id - REPLAYED, oldest);\n      await this.#log.dropBefore(id);",
      ),
    ],
  },
  {
    name: "go on when the commit cannot be written",
    patches: [
      patch(
        "streaming/query-execution.ts",
        "await checkpoint.writeCommit(plan.batchId, this.#watermark.current);",
        "await checkpoint.writeCommit(plan.batchId, this.#watermark.current).catch(() => undefined);",
      ),
    ],
  },
  {
    name: "judge what is late by the batch's own watermark when it runs again",
    program: "aggregate-just-in-time",
    patches: [patch("streaming/recovery.ts", "before?.watermarkMs ?? 0", "plan.watermarkMs")],
  },
];
