import { millraceError } from "../errors.ts";
import type { JoinType } from "../plan/relation.ts";
import { textArgument } from "./arguments.ts";

const JOIN_TYPES: Readonly<Record<string, JoinType>> = {
  inner: "inner",
  cross: "cross",
  outer: "fullOuter",
  full: "fullOuter",
  fullouter: "fullOuter",
  left: "leftOuter",
  leftouter: "leftOuter",
  right: "rightOuter",
  rightouter: "rightOuter",
  semi: "leftSemi",
  leftsemi: "leftSemi",
  anti: "leftAnti",
  leftanti: "leftAnti",
};

/** The join that Spark knows by this word, in any case and with or without its underscores. */
export function joinTypeOf(how: unknown): JoinType {
  const word = textArgument(how, "join", "join type");
  const name = word.toLowerCase().replaceAll("_", "");
  const joinType = Object.hasOwn(JOIN_TYPES, name) ? JOIN_TYPES[name] : undefined;
  if (joinType !== undefined) return joinType;
  throw millraceError("UNSUPPORTED_JOIN_TYPE", { typ: word, supported: Object.keys(JOIN_TYPES).join(", ") });
}
