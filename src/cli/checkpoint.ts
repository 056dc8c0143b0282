/** `millrace checkpoint`: what a checkpoint holds, in words or as JSON. */
import { examineCheckpoint } from "../embedded/examine-checkpoint.ts";
import { checkpointReport, type CheckpointReport } from "../streaming/checkpoint/report.ts";
import { FIXED_CONF } from "../streaming/query-settings.ts";
import { onlyArgument, parsedArguments } from "./arguments.ts";
import type { Command } from "./command.ts";

const help = `Usage: millrace checkpoint <directory> [--json]

Says what a query's checkpoint holds: how far it has come, its watermark, where each source was read up to, its state, and
which process has it. It may be asked while the query runs. When none runs, it also looks for what the next start would
stumble on, a missing or damaged file, and ends with exit code 1 when it finds something. Nothing is changed.

Options:
  --json   as JSON, for programs
  --help   this text

Examples:
  millrace checkpoint checkpoints/devices
  millrace checkpoint checkpoints/devices --json
`;

export const checkpoint: Command = {
  summary: "say what a query's checkpoint holds",
  help,
  async run(args, runtime) {
    const { values, positionals } = parsedArguments(args, { json: { type: "boolean" } });
    const report = await checkpointReport(
      runtime,
      onlyArgument(positionals, "checkpoint", "the directory to look into"),
    );
    // What a running query writes meanwhile would look wrong.
    const problems = report.lock?.isAlive ? null : await examineCheckpoint(runtime, report.directory);
    const examined: ExaminedReport = { ...report, problems };
    runtime.process.write(values.json ? `${JSON.stringify(examined, undefined, 2)}\n` : inWords(examined));
    if (problems !== null && problems.length > 0) runtime.process.fail();
  },
};

interface ExaminedReport extends CheckpointReport {
  /** What is wrong, in words; null while the query runs. */
  readonly problems: readonly string[] | null;
}

function inWords(report: ExaminedReport): string {
  const { id, latest, batches, stateOperators, lock, conf, problems } = report;
  const lines = [report.directory, `  query       ${id}`];
  if (latest === null || batches === null) lines.push("  batches     none has been planned yet");
  else {
    const state = latest.isCommitted ? "committed" : "planned, not committed: the next start runs it again";
    lines.push(
      `  batches     ${batches.first} to ${batches.last} are kept; batch ${latest.batchId} is ${state}`,
      `  planned at  ${iso(latest.timestampMs)}`,
      `  watermark   ${latest.watermarkMs === 0 ? "none" : iso(latest.watermarkMs)}`,
      ...latest.offsets.map((offset, i) => `  source ${i}    ${offset ?? "no data yet"}`),
    );
  }
  for (const { operatorId, operatorName, version, files, bytes } of stateOperators)
    lines.push(`  state ${operatorId}     ${operatorName}: version ${version}, ${files} files, ${bytes} bytes`);
  if (lock === null) lines.push("  lock        free");
  else
    lines.push(`  lock        process ${lock.pid} on ${lock.host}, ${lock.isAlive ? "running" : "not known to run"}`);
  for (const [key, value] of Object.entries(conf)) if (value !== FIXED_CONF[key]) lines.push(`  ${key} = ${value}`);
  if (problems === null) lines.push("  health      not examined while the query runs");
  else if (problems.length === 0) lines.push("  health      nothing is missing or damaged");
  else lines.push(...problems.map((problem) => `  problem     ${problem.replaceAll("\n", "\n              ")}`));
  return `${lines.join("\n")}\n`;
}

const iso = (ms: number): string => new Date(ms).toISOString();
