/** Names: splitting, finding, suggesting. Columns are found in any case. */
import { didYouMean, editDistance } from "../types/nearest-name.ts";
import { millraceError, type ErrorPlace } from "../errors.ts";
import { nameParts, quoteName } from "../types/ddl-text.ts";
import type { Catalog } from "./catalog.ts";
import type { Attribute } from "./expression.ts";
import { isVisible } from "./hidden-columns.ts";

export const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export interface Found {
  readonly attribute: Attribute;
  readonly written: string;
  readonly rest: readonly string[];
}

/** The column a dotted name means: with its frame's alias in front, or without; what remains are fields inside it. */
export function findAttribute(scope: readonly Attribute[], text: string, place: ErrorPlace = {}): Found | undefined {
  const parts = nameParts(text);
  const qualified =
    parts.length > 1
      ? distinct(
          scope.filter(
            (a) => a.qualifier !== undefined && sameName(a.qualifier, parts[0]!) && sameName(a.name, parts[1]!),
          ),
        )
      : [];
  const [matches, used] =
    qualified.length > 0
      ? [qualified, 2]
      : [distinct(scope.filter((a) => isVisible(a) && sameName(a.name, parts[0]!))), 1];
  if (matches.length === 0) return undefined;
  if (matches.length > 1) {
    throw millraceError(
      "AMBIGUOUS_REFERENCE",
      {
        name: quoted(parts),
        referenceNames: `[${matches.map((a) => quoted(a.qualifier ? [a.qualifier, a.name] : [a.name])).join(", ")}]`,
        remedy: remedyForTwo(matches),
      },
      place,
    );
  }
  return { attribute: matches[0]!, written: parts[used - 1]!, rest: parts.slice(used) };
}

/** Written with the alias in front, where there are aliases to tell them apart. */
function remedyForTwo(matches: readonly Attribute[]): string {
  const qualified = new Set(matches.flatMap((a) => (a.qualifier === undefined ? [] : [`${a.qualifier}.${a.name}`])));
  if (qualified.size === matches.length) return `Write ${[...qualified].join(" or ")}.`;
  const { name } = matches[0]!;
  return `Two columns have this name, as after a join. Give the frames names, left.alias("a"), and write a.${name}; or join by the name, left.join(right, "${name}"), which keeps one; or rename one before.`;
}

function distinct(attributes: readonly Attribute[]): readonly Attribute[] {
  return [...new Map(attributes.map((a) => [a.id, a])).values()];
}

export function unresolvedColumn(scope: readonly Attribute[], text: string, place: ErrorPlace = {}): Error {
  const objectName = quoted(nameParts(text));
  const wanted = nameParts(text).at(-1)!.toLowerCase();
  const proposal = scope
    .filter(isVisible)
    .map((a) => ({
      text: quoted(a.qualifier ? [a.qualifier, a.name] : [a.name]),
      distance: editDistance(a.name.toLowerCase(), wanted),
    }))
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, 5)
    .map(({ text: name }) => name)
    .join(", ");
  return proposal === ""
    ? millraceError("UNRESOLVED_COLUMN.WITHOUT_SUGGESTION", { objectName, suggestion: noColumns(place) }, place)
    : millraceError("UNRESOLVED_COLUMN.WITH_SUGGESTION", { objectName, proposal }, place);
}

function noColumns({ text = "" }: ErrorPlace): string {
  return /^\s*select\b/i.test(text) && !/\bfrom\b/i.test(text)
    ? "The query has no FROM: say which table has the column, or put a text in quotes."
    : "There are no columns here.";
}

/** A name that is neither a view's nor a table's: which one may have been meant, or all that there are where they are few. */
export async function unknownTable(
  parts: readonly string[],
  catalog: Pick<Catalog, "names">,
  place: ErrorPlace = {},
): Promise<Error> {
  const names = await catalog.names();
  const all =
    names.length === 0 || names.length > MOST_NAMES ? "" : ` There are ${names.map((n) => `\`${n}\``).join(", ")}.`;
  const suggestion =
    didYouMean(parts.at(-1)!, names, "`") || `Verify the spelling, or create it with createOrReplaceTempView.${all}`;
  return millraceError("TABLE_OR_VIEW_NOT_FOUND", { relationName: quoted(parts), suggestion }, place);
}
const MOST_NAMES = 10;

export const quoted = (parts: readonly string[]): string => parts.map(quoteName).join(".");
