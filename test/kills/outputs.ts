/** The file outputs of a run, as readers are asked for them. */
import type { Question } from "../readers/question.ts";
import type { Places } from "./places.ts";
import { DEVICE_COLUMNS } from "./queries.ts";
import type { Scenario } from "./scenario.ts";

export const devicesQuestion = ({ devicesFormat }: Scenario, { devices }: Places): Question => ({
  name: "devices",
  format: devicesFormat,
  path: devices,
  columns: DEVICE_COLUMNS,
  partitionBy: [],
  options: {},
});

/** Where the counts go to files of their own accord; undefined where the user's function writes them. */
export function countsQuestion(scenario: Scenario, { counts }: Places): Question | undefined {
  if (scenario.counts !== "append") return undefined;
  return {
    name: "counts",
    format: scenario.countsFormat,
    path: counts,
    columns: { start: "TIMESTAMP", end: "TIMESTAMP", count: "BIGINT", deviceId: "BIGINT" },
    partitionBy: scenario.countsBy,
    options: {},
  };
}
