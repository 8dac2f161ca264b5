/** Folds the values of a distribution into few values with counts, so that a line of a hundred calls stays short. */

/** Each value with how often it stands for one, in ascending order. */
export interface Folded {
  readonly values: readonly number[];
  readonly counts: readonly number[];
}

/**
 * How true a fold is. A `distribution` keeps every value within its bin, 10 % at most and a few per
 * cent as a rule; an `outline` keeps least, greatest and mean and
 * only roughly what lies between. Both keep the mean to three digits. AWS's own agent folds in bins of 10 % as well.
 * @see https://github.com/aws/amazon-cloudwatch-agent/blob/main/metric/distribution/seh1/seh1_distribution.go
 */
export type Precision = 'distribution' | 'outline';

/** Widths of bins to try, finest first, as the ratio of their ends. */
const WIDTHS = [1.0125, 1.025, 1.05, 1.1, 1.2, 1.5, 2, 4, 16, 256, 65_536] as const;
/** A distribution's bins are never wider than this; each is told by its mean. */
const WIDEST_OF_DISTRIBUTION = 1.1;
/** As many values as need no coarser bins; 24 values and counts are some 160 bytes, 1.6 a call at a hundred calls. */
const ENOUGH = { distribution: 24, outline: 5 } as const;

/** Three significant digits: what a person reads, and 5 bytes where a double has 17. */
const threeDigits = (value: number): number => Number(value.toPrecision(3));

interface Bin {
  sum: number;
  count: number;
}

const inBins = (ascending: readonly number[], width: number): readonly Bin[] => {
  const logWidth = Math.log(width);
  const bins: Bin[] = [];
  let current = Number.NaN;
  for (const value of ascending) {
    const index = value === 0 ? Number.NEGATIVE_INFINITY : Math.floor(Math.log(value) / logWidth);
    if (index !== current || bins.length === 0) bins.push({ sum: 0, count: 0 });
    current = index;
    const bin = bins.at(-1)!;
    bin.sum += value;
    bin.count += 1;
  }
  return bins;
};

/** Keeps the two ends out of the bins, so that least and greatest stay what they are. */
const withEnds = (ascending: readonly number[], width: number): readonly Bin[] => [
  { sum: ascending[0]!, count: 1 },
  ...inBins(ascending.slice(1, -1), width),
  { sum: ascending.at(-1)!, count: 1 },
];

/** Folds values of zero and above; others, and what is no finite number, are left out. */
export const fold = (all: readonly number[], precision: Precision): Folded => {
  const ascending = all.filter((value) => Number.isFinite(value) && value >= 0).sort((a, b) => a - b);
  if (ascending.length === 0) return { values: [], counts: [] };
  const widths = precision === 'outline' ? WIDTHS : WIDTHS.filter((width) => width <= WIDEST_OF_DISTRIBUTION);
  let bins: readonly Bin[] = ascending.map((value) => ({ sum: value, count: 1 }));
  for (const width of widths) {
    if (bins.length <= ENOUGH[precision]) break;
    bins = withEnds(ascending, width);
  }
  return merged(bins);
};

/** Bins whose values read the same in three digits are one. */
const merged = (bins: readonly Bin[]): Folded => {
  const countByValue = new Map<number, number>();
  for (const { sum, count } of bins) {
    const value = threeDigits(sum / count);
    countByValue.set(value, (countByValue.get(value) ?? 0) + count);
  }
  const pairs = [...countByValue].sort(([a], [b]) => a - b);
  return { values: pairs.map(([value]) => value), counts: pairs.map(([, count]) => count) };
};
