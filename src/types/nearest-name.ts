/** What somebody may have meant by a name that is not there. */

/** The name that is most like the one given, in any case; undefined where there is none within `farthest` changes. */
export function nearestName(
  given: string,
  names: readonly string[],
  farthest: number = mistakesIn(given),
): string | undefined {
  const nearest = names
    .map((name) => ({ name, distance: editDistance(name.toLowerCase(), given.toLowerCase(), true) }))
    .toSorted((a, b) => a.distance - b.distance)[0];
  // A name of which no letter is right is nobody's.
  const isNear =
    nearest !== undefined &&
    nearest.distance <= farthest &&
    nearest.distance < Math.max(given.length, nearest.name.length);
  return isNear ? nearest.name : undefined;
}

/** The sentence that asks for it; nothing where there is none. */
export function didYouMean(given: string, names: readonly string[], quote = "'"): string {
  const nearest = nearestName(given, names);
  return nearest === undefined ? "" : `Did you mean ${quote}${nearest}${quote}?`;
}

/** How many slips of the hand a name may hold and still be known: one in three letters. */
const mistakesIn = (name: string): number => Math.max(1, Math.floor(name.length / 3));

/** Levenshtein distance; with `swapsAreOne`, two neighbours in each other's place count as one change. */
export function editDistance(a: string, b: string, swapsAreOne = false): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, i) => i)];
  for (let i = 1; i <= a.length; i++) {
    const [above, row] = [rows[i - 1]!, [i]];
    for (let j = 1; j <= b.length; j++) {
      const changed = above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = swapsAreOne && i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? rows[i - 2]![j - 2]! + 1 : changed;
      row.push(Math.min(row[j - 1]! + 1, above[j]! + 1, changed, swapped));
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
