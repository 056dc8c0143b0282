/** What somebody may have meant by a name that is not there. */

/** The name that is most like the one given, in any case; undefined where there is none within `farthest` changes. */
export function nearestName(
  given: string,
  names: readonly string[],
  farthest: number = Number.POSITIVE_INFINITY,
): string | undefined {
  const nearest = names
    .map((name) => ({ name, distance: editDistance(name.toLowerCase(), given.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance)[0];
  return nearest === undefined || nearest.distance > farthest ? undefined : nearest.name;
}

/** Levenshtein distance. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
