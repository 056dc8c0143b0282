/** `*` and `t.*`: the columns they stand for. */
import { millraceError } from "../errors.ts";
import { UnresolvedAttribute, type Expression } from "../plan/expression.ts";
import { quoteName } from "../types/ddl-text.ts";
import type { Attribute } from "./expression.ts";
import type { Scope } from "./expression-resolver.ts";
import { isVisible } from "./hidden-columns.ts";
import { sameName } from "./names.ts";

export function starColumns(attributes: readonly Attribute[], target: string | undefined): readonly Attribute[] {
  if (target === undefined) return attributes.filter(isVisible);
  const name = target.replace(/\.\*$/, "").replaceAll("`", "");
  const ofName = attributes.filter((a) => a.qualifier !== undefined && sameName(a.qualifier, name));
  return [...ofName.filter((a) => !isVisible(a)), ...ofName.filter(isVisible)];
}

/** A call's arguments with its stars spread out; `count(*)` counts rows, which takes none. */
export function withoutStars(
  name: string,
  args: readonly Expression[],
  scope: Scope,
  isDistinct: boolean,
): readonly Expression[] {
  return args.flatMap((arg): readonly Expression[] => {
    if (arg.kind !== "unresolvedStar") return [arg];
    if (name === "count" && arg.unparsedTarget !== undefined && !isDistinct)
      throw millraceError("INVALID_USAGE_OF_STAR_WITH_TABLE_IDENTIFIER_IN_COUNT", {
        tableName: `\`${arg.unparsedTarget.replace(/\.\*$/, "")}\``,
      });
    if (name === "count" && args.length === 1 && !isDistinct) return [];
    return starColumns(scope.attributes, arg.unparsedTarget).map((a) =>
      UnresolvedAttribute.create({ unparsedIdentifier: quoteName(a.name) }),
    );
  });
}
