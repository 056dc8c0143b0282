/** The README's table of how close to Spark we are: from the recorded answers and the lists of what does not agree yet, which CI holds true. */
import { join } from "node:path";
import { findScenarios, readJson } from "../../test/conformance/corpus.ts";
import { readFamilies } from "../../test/conformance/function-cases.ts";
import { KnownFailures } from "../../test/conformance/known-differences.ts";
import { root } from "../processes.ts";

const BEGIN = "<!-- support: written by npm run docs -->";
const END = "<!-- end of support -->";

const WHAT: Readonly<Record<string, string>> = {
  aggregation: "grouped and global aggregation",
  chained: "several stateful operators in one query",
  csv: "CSV files",
  dedup: "dropDuplicates, dropDuplicatesWithinWatermark",
  errors: "what is refused, with which condition, when",
  joins: "stream-stream and stream-static joins",
  json: "JSON files",
  modes: "append, update, complete",
  restart: "stop, change, start again",
  "sink-text": "JSON, CSV and text as written",
  sql: "SQL over streams",
  stateless: "projections, filters, unions, generators",
  text: "text files",
  watermark: "watermarks and late rows",
  window: "tumbling, sliding and session windows",
};

export function readmeWithSupport(readme: string): string {
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (begin < 0 || end < 0) throw new Error(`README.md has no place for the support table: ${BEGIN} ... ${END}`);
  return `${readme.slice(0, begin + BEGIN.length)}\n${supportTable()}\n${readme.slice(end)}`;
}

function supportTable(): string {
  const home = join(root, "test", "conformance");
  const lists = new KnownFailures(home);
  const failing = new Set([...lists.pending(), ...lists.differences().map(({ name }) => name)]);
  const byCategory = Map.groupBy(findScenarios(join(home, "scenarios")), (file) => file.category);
  const rows = [...byCategory].map(([category, files]) => {
    const same = files.filter(({ name }) => !failing.has(name)).length;
    return `| ${category} | ${WHAT[category] ?? ""} | ${same} of ${files.length} |`;
  });
  const least = (readJson(join(home, "gate.json")) as { functions: Record<string, number> }).functions;
  const families = readFamilies(join(home, "functions"));
  const functions = families.map(({ family, cases }) => `| ${family} | ${least[family] ?? 0} of ${cases.length} |`);
  return [
    "| scenarios | what they ask | as Spark 4.3.0 |",
    "|---|---|---|",
    ...rows,
    "",
    "| expressions | as Spark 4.3.0 |",
    "|---|---|",
    ...functions,
    "",
    ...lists.differences().map(({ name, reason }) => `Different on purpose, \`${name}\`: ${reason}\n`),
  ].join("\n");
}
