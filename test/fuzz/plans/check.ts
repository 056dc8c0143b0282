/** A text is taken for a plan or refused with a condition; a plan that was taken is analysed and run, or refused with a condition. */
import { Session } from "../../../src/api/session.ts";
import { EmbeddedExecutor } from "../../../src/embedded/embedded-executor.ts";
import { attribute } from "../../../src/plan/expression.ts";
import { planFromJson, planToJson, type Plan } from "../../../src/plan/json.ts";
import { Filter, Limit, Project, Read, type Relation } from "../../../src/plan/relation.ts";
import { realRuntime } from "../../../src/runtime/real.ts";
import { eachSeed, type SeededFinding, type Tell } from "../../seeded-run.ts";
import { makeTables } from "../../sql/fuzz-child.ts";
import { errorFault, strayFault, type ErrorFault } from "../error-fault.ts";
import { planText } from "./cases.ts";

export interface Finding extends SeededFinding {
  readonly text: string;
}

export async function checkPlans(
  from: number,
  count: number,
  tell: Tell<Finding>,
): Promise<{ readonly taken: number }> {
  const executor = new EmbeddedExecutor({
    runtime: realRuntime,
    conf: { "spark.sql.session.timeZone": "Europe/Berlin", "millrace.memoryLimit": "500MB" },
    print: () => undefined,
  });
  const session = new Session(executor);
  await makeTables(session);
  let taken = 0;
  const finding = (seed: number, fault: ErrorFault): Finding => ({ seed, text: planText(seed), ...fault });
  await eachSeed(
    from,
    count,
    tell,
    async (seed) => {
      const text = planText(seed);
      let stage = "planFromJson";
      try {
        const plan = planFromJson(text);
        taken++;
        stage = "planToJson";
        const again = planToJson(plan);
        if (planToJson(planFromJson(again)) !== again)
          return finding(seed, { cause: "another plan comes back", detail: again });
        stage = "analysis";
        const relation = relationOf(plan);
        await executor.analyse(relation);
        stage = "collect";
        if (!mayGrow(text)) await executor.collect(Limit.create({ input: relation, limit: 100 }));
      } catch (error) {
        const fault = errorFault(error);
        return fault && finding(seed, { ...fault, cause: `${stage}: ${fault.cause}` });
      }
      return undefined;
    },
    (seed, error) => finding(seed, strayFault(error)),
  );
  await session.stop();
  return { taken };
}

const T = Read.create({ isStreaming: false, namedTable: { unparsedIdentifier: "t", options: {} } });

/** What a plan computes: of a command its input, since it might write anywhere; of an expression a column of it. */
function relationOf(plan: Plan): Relation {
  if (isCommand(plan)) return plan.input;
  if (isRelation(plan)) return plan;
  const input = Filter.create({ input: T, condition: attribute("flag") });
  return Project.create({ input, expressions: [plan] });
}

const COMMANDS: ReadonlySet<string> = new Set(["createDataframeView", "writeOperation", "writeStreamOperationStart"]);
const isCommand = (plan: Plan): plan is Extract<Plan, { kind: `${"create" | "write"}${string}` }> =>
  COMMANDS.has(plan.kind);
const RELATIONS: ReadonlySet<string> = new Set(
  "inlineTable naturalJoin lateralJoin unresolvedTableValuedFunction qualify selectGroups lateralView read sql localRelation cachedRemoteRelation range project filter join setOp sort limit offset tail aggregate deduplicate distinct sample subqueryAlias repartition toDf withColumnsRenamed withColumns drop hint withWatermark collectMetrics toSchema".split(
    " ",
  ),
);
const isRelation = (plan: Plan): plan is Relation => RELATIONS.has(plan.kind);

/** Whether what it asks for may rightly be too much: a number that says how many. */
const mayGrow = (text: string): boolean =>
  /range|repeat|sequence|space|pad|format_number|round/i.test(text) && /\d{5}|\de/i.test(text);
