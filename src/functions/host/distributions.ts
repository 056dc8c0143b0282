/** What is said of all values of a group at once: weighted percentiles, and histograms whose bins follow the values. */
import { millraceError } from "../../errors.ts";
import { JavaRandom } from "../../types/java-random.ts";
import { host, type HostFunction } from "./host-function.ts";

/** The kernel's text of a list of doubles. */
const numbers = (list: string): number[] =>
  list
    .slice(1, -1)
    .split(", ")
    .filter((item) => item !== "")
    .map((item) => Number(item.replace(/^(-?)inf$/, "$1Infinity").replace(/^-?nan$/, "NaN")));

const listOf = (items: readonly number[]): string =>
  `[${items.map((item) => (Number.isNaN(item) ? "nan" : Object.is(item, -0) ? "-0.0" : String(item).replace("Infinity", "inf"))).join(", ")}]`;

/** NaN is greater than any other. */
const ascending = (a: number, b: number): number =>
  Number.isNaN(a) ? (Number.isNaN(b) ? 0 : 1) : Number.isNaN(b) ? -1 : a - b;

/** The percentiles of values that count as often as their weights say. */
function weightedPercentile(valueList: string, weightList: string, asked: string): string {
  const weights = numbers(weightList);
  const negative = weights.find((weight) => weight < 0);
  if (negative !== undefined)
    throw millraceError("NEGATIVE_VALUES_IN_FREQUENCY_EXPRESSION", {
      frequencyExpression: '"frequency"',
      negativeValue: `${negative}L`,
    });
  const pairs = numbers(valueList)
    .map((value, i) => ({ value, weight: weights[i]! }))
    .toSorted((a, b) => ascending(a.value, b.value));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const at = (place: number): number => {
    let seen = 0;
    return pairs.find(({ weight }) => (seen += weight) > place)?.value ?? Number.NaN;
  };
  return listOf(
    (JSON.parse(asked) as number[]).map((p) => {
      const place = (total - 1) * p;
      const [lower, upper] = [Math.floor(place), Math.ceil(place)];
      const [a, b] = [at(lower), at(upper)];
      return a === b ? a : (upper - place) * a + (place - lower) * b;
    }),
  );
}

interface Bin {
  x: number;
  y: number;
}

/** Values go one by one into bins; where there is one too many, the two nearest become one. */
function histogram(valueList: string, most: number): string {
  const random = new JavaRandom(31183n);
  const bins: Bin[] = [];
  for (const value of numbers(valueList)) {
    const at = bins.findIndex((bin) => bin.x >= value);
    if (at >= 0 && bins[at]!.x === value) bins[at]!.y++;
    else {
      bins.splice(at < 0 ? bins.length : at, 0, { x: value, y: 1 });
      if (bins.length > most) mergeNearest(bins, random);
    }
  }
  return `[${bins.map(({ x, y }) => listOf([x, y])).join(", ")}]`;
}

function mergeNearest(bins: Bin[], random: JavaRandom): void {
  let [nearest, distance, ties] = [0, bins[1]!.x - bins[0]!.x, 1];
  for (let i = 1; i < bins.length - 1; i++) {
    const between = bins[i + 1]!.x - bins[i]!.x;
    if (between < distance) [nearest, distance, ties] = [i, between, 1];
    else if (between === distance && random.nextDouble() <= 1 / ++ties) nearest = i;
  }
  const [left, right] = [bins[nearest]!, bins[nearest + 1]!];
  const height = left.y + right.y;
  bins.splice(nearest, 2, { x: left.x * (left.y / height) + (right.x / height) * right.y, y: height });
}

export const distributionFunctions: readonly HostFunction[] = [
  host("millrace_weighted_percentile", ["VARCHAR", "VARCHAR", "VARCHAR"], "VARCHAR", weightedPercentile),
  host("millrace_histogram", ["VARCHAR", "INTEGER"], "VARCHAR", histogram),
];
