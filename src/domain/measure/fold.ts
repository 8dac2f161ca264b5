/** Folds the values of a distribution into few values with counts, so that a line of a hundred calls stays short. */

/** Each value with how often it stands for one, in ascending order. */
export interface Folded {
  readonly values: readonly number[];
  readonly counts: readonly number[];
}

/**
 * How true a fold is. A `distribution` keeps every value within its bin, 10 % at most and a few per cent as a rule; an
 * `outline` keeps least, greatest and mean and only roughly what lies between. Both keep the mean to three digits. AWS's own
 * agent folds in bins of 10 % as well.
 * @see https://github.com/aws/amazon-cloudwatch-agent/blob/main/metric/distribution/seh1/seh1_distribution.go
 */
export type Precision = 'distribution' | 'outline';

/** The finest bins: each is this much wider than the one before. */
const FINEST = 1.012;
/** Bins are doubled in width until they are few; eight of the finest make 10 %, the widest that a distribution may have. */
const DOUBLINGS = { distribution: 3, outline: 20 } as const;
/** As many values as need no coarser bins; 24 values and counts are some 160 bytes, 1.6 a call at a hundred calls. */
const ENOUGH = { distribution: 24, outline: 5 } as const;

const LOG_FINEST = Math.log(FINEST);
/** Below every bin of a positive number. */
const BIN_OF_ZERO = -(2 ** 20);

interface Bin {
  sum: number;
  count: number;
}

/**
 * Values that a metric takes: nearer to zero counts as zero, and beyond is no measurement. CloudWatch refuses a whole line
 * for one value outside 2^-360 to 2^360.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html
 */
const SMALLEST = 1e-9;
const LARGEST = 1e15;

/** Folds values of zero and above; others, and what is no finite number, are left out. */
export const fold = (all: readonly number[], precision: Precision): Folded => {
  const taken = all.filter((value) => value >= 0 && value <= LARGEST);
  // Not `Float64Array.from`, which goes by iterators: ten times slower, and a request folds a handful of distributions.
  const ascending = new Float64Array(taken.map((value) => (value < SMALLEST ? 0 : value))).sort();
  if (ascending.length <= ENOUGH[precision]) return merged([...ascending].map((sum) => ({ sum, count: 1 })));
  const bins = new Int32Array(ascending.length);
  for (let at = 0; at < bins.length; at += 1) {
    const value = ascending[at]!;
    bins[at] = value === 0 ? BIN_OF_ZERO : Math.floor(Math.log(value) / LOG_FINEST);
  }
  let doublings = 0;
  while (doublings < DOUBLINGS[precision] && distinct(bins, doublings) > ENOUGH[precision]) doublings += 1;
  return merged(gather(ascending, bins, doublings));
};

/** How many bins hold anything once they are doubled so often; the values stand in ascending order. */
const distinct = (bins: Int32Array, doublings: number): number => {
  let count = 1;
  for (let index = 1; index < bins.length; index += 1) {
    if (bins[index]! >> doublings !== bins[index - 1]! >> doublings) count += 1;
  }
  return count;
};

/** The bins with their sums, the two ends apart from them, so that least and greatest stay what they are. */
const gather = (ascending: Float64Array, bins: Int32Array, doublings: number): readonly Bin[] => {
  const gathered: Bin[] = [];
  const last = ascending.length - 1;
  for (let index = 0; index <= last; index += 1) {
    const isApart = index <= 1 || index === last || bins[index]! >> doublings !== bins[index - 1]! >> doublings;
    if (isApart) gathered.push({ sum: 0, count: 0 });
    const bin = gathered.at(-1)!;
    bin.sum += ascending[index]!;
    bin.count += 1;
  }
  return gathered;
};

/** Bins whose values read the same in three digits are one. */
const merged = (bins: readonly Bin[]): Folded => {
  const values: number[] = [];
  const counts: number[] = [];
  for (const { sum, count } of bins) {
    const value = threeDigits(sum / count);
    if (values.at(-1) === value) counts[counts.length - 1]! += count;
    else {
      values.push(value);
      counts.push(count);
    }
  }
  return { values, counts };
};

/** Three significant digits: what a person reads, and 5 bytes where a double has 17. */
const threeDigits = (value: number): number => {
  if (Number.isInteger(value) && value < 1_000) return value;
  if (value >= 100 && value < 1e15) {
    const step = 10 ** (Math.floor(Math.log10(value)) - 2);
    return Math.round(value / step) * step;
  }
  return Number(value.toPrecision(3));
};
