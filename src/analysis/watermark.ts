/** `withWatermark`: which column is event time, and how late rows may be. */
import { millraceError } from "../errors.ts";
import type * as unresolved from "../plan/relation.ts";
import { sqlTypeText } from "../types/ddl-text.ts";
import { intervalMicros, parseInterval } from "../types/interval-text.ts";
import { findAttribute, unresolvedColumn } from "./names.ts";
import type { Attribute } from "./expression.ts";
import type { Plan } from "./plan.ts";

export function watermark(relation: unresolved.WithWatermark, input: Plan): Plan {
  const found = findAttribute(input.output, relation.eventTime);
  if (found === undefined) throw unresolvedColumn(input.output, relation.eventTime);
  if (found.rest.length > 0)
    throw millraceError("EVENT_TIME_MUST_BE_TOP_LEVEL_COLUMN", { eventExpr: relation.eventTime });
  const delay = intervalMicros(parseInterval(relation.delayThreshold, "the delay of withWatermark()"));
  if (delay < 0n) throw millraceError("INVALID_NEGATIVE_DELAY", { delay: relation.delayThreshold });
  const type = found.attribute.dataType;
  const isWindow = type.kind === "struct" && type.fields[1]?.dataType.kind === "timestamp";
  if (type.kind !== "timestamp" && !isWindow) {
    throw millraceError("EVENT_TIME_IS_NOT_ON_TIMESTAMP_TYPE", {
      eventName: `\`${found.attribute.name}\``,
      eventType: `"${sqlTypeText(type)}"`,
    });
  }
  const attribute = { ...found.attribute, delay };
  // A watermark set anew takes the place of the one before.
  const output = input.output.map((a) => (a.id === attribute.id ? { ...attribute, name: a.name } : withoutDelay(a)));
  return {
    kind: "watermark",
    nodeId: nodeIdOf(relation),
    input,
    attribute,
    delay,
    output,
    isStreaming: input.isStreaming,
  };
}

function withoutDelay(attribute: Attribute): Attribute {
  const rest: { -readonly [K in keyof Attribute]: Attribute[K] } = { ...attribute };
  delete rest.delay;
  return rest;
}

/** One number for one relation, however often it is resolved. */
function nodeIdOf(relation: object): number {
  const known = NODE_IDS.get(relation) ?? nextNodeId++;
  NODE_IDS.set(relation, known);
  return known;
}
const NODE_IDS = new WeakMap<object, number>();
let nextNodeId = 0;
