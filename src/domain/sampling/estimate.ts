/**
 * Figures of all calls estimated from the payloads kept, each weighted by one over its probability of being kept, with the
 * interval that holds the true figure in 95 of 100 cases. Calls of one trace are kept together, so the unit of chance is
 * the trace: two calls of it are both kept with the smaller of their probabilities, which gives the variance below.
 * @see https://doi.org/10.1080/01621459.1952.10483446 (Horvitz and Thompson: sampling without replacement)
 */
import type { TraceId } from '../call/ids.ts';
import type { Fraction } from '../call/units.ts';

/** One kept call with the figure in question. */
export interface KeptValue {
  readonly traceId: TraceId;
  readonly probability: Fraction;
  readonly value: number;
}

/** An estimate with its 95 % confidence interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Kept calls behind it. */
  readonly samples: number;
}

/** The standard normal value that 2.5 % lie above. */
const Z = 1.959963984540054;

/** Estimates the sum over all calls; undefined without any kept. */
export const estimateTotal = (kept: readonly KeptValue[]): Estimate | undefined => {
  if (kept.length === 0) return undefined;
  const value = sum(kept.map((item) => item.value / item.probability));
  return { value, ...intervalAround(value, spreadOf(kept)), samples: kept.length };
};

/** Estimates how many calls there were: a check on the sample, as counters know it exactly. */
export const estimateCount = (kept: readonly KeptValue[]): Estimate | undefined =>
  estimateTotal(kept.map((item) => ({ ...item, value: 1 })));

/** Estimates the mean over all calls; undefined without any kept. */
export const estimateMean = (kept: readonly KeptValue[]): Estimate | undefined => {
  if (kept.length === 0) return undefined;
  const weight = sum(kept.map(({ probability }) => 1 / probability));
  const value = sum(kept.map((item) => item.value / item.probability)) / weight;
  return { value, ...intervalAround(value, residualSpread(kept, value, weight)), samples: kept.length };
};

/**
 * Estimates a share of all calls (values 0 or 1). Its interval is Wilson's, on the number of independent calls that would
 * give as much certainty: near 0 and 1 the symmetric interval is too short and leaves the scale.
 * @see https://doi.org/10.1080/01621459.1927.10502953
 */
export const estimateShare = (kept: readonly KeptValue[]): Estimate | undefined => {
  const mean = estimateMean(kept);
  if (mean === undefined) return undefined;
  const weight = sum(kept.map(({ probability }) => 1 / probability));
  const share = Math.min(1, Math.max(0, mean.value));
  const { variance, freedom } = residualSpread(kept, share, weight);
  const random = kept.filter(({ probability }) => probability < 1);
  if (random.length === 0) return { value: share, low: share, high: share, samples: kept.length };
  // With all values equal the variance says nothing; then the kept calls themselves are the measure of certainty.
  const effective = variance > 0 ? Math.min((share * (1 - share)) / variance, weight) : random.length;
  const z = studentQuantile(freedom);
  const centre = (share + (z * z) / (2 * effective)) / (1 + (z * z) / effective);
  const reach =
    (z / (1 + (z * z) / effective)) * Math.sqrt((share * (1 - share)) / effective + (z * z) / (4 * effective ** 2));
  // The formula can miss an end of the scale by a rounding error.
  const [low, high] = [share === 0 ? 0 : centre - reach, share === 1 ? 1 : centre + reach];
  return { value: share, low: Math.max(0, low), high: Math.min(1, high), samples: kept.length };
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** How uncertain a weighted sum is. */
interface Spread {
  readonly variance: number;
  /** Third central moment: which way chance leans, as a few calls that took long make sums do. */
  readonly skew: number;
  /** How many traces that weigh the same would tell as much of the variance. */
  readonly freedom: number;
}

/** Spread of the mean: that of the deviations from it, which add up to nothing. */
const residualSpread = (kept: readonly KeptValue[], mean: number, weight: number): Spread => {
  const { variance, skew, freedom } = spreadOf(kept.map((item) => ({ ...item, value: item.value - mean })));
  return { variance: variance / weight ** 2, skew: skew / weight ** 3, freedom };
};

/**
 * Variance of the weighted sum: over the pairs of calls of each trace, (1 − max(p, q)) · x/p · y/q. Pairs of different
 * traces are independent and add nothing. The third moment takes each trace as one call with the trace's mean probability.
 */
const spreadOf = (kept: readonly KeptValue[]): Spread => {
  let variance = 0;
  let squares = 0;
  let skew = 0;
  let traces = 0;
  for (const calls of Map.groupBy(kept, ({ traceId }) => traceId).values()) {
    const part = varianceOfTrace(calls);
    const random = calls.filter(({ probability }) => probability < 1);
    if (random.length === 0) continue;
    traces += 1;
    variance += part;
    squares += part * part;
    const probability = sum(random.map((call) => call.probability)) / random.length;
    const weighted = sum(random.map((call) => call.value / call.probability));
    skew += weighted ** 3 * (1 - probability) * (1 - 2 * probability);
  }
  return {
    variance: Math.max(0, variance),
    skew,
    freedom: Math.max(2, squares === 0 ? traces - 1 : (variance * variance) / squares),
  };
};

const varianceOfTrace = (calls: readonly KeptValue[]): number => {
  let variance = 0;
  for (const a of calls) {
    for (const b of calls) {
      const certain = Math.max(a.probability, b.probability);
      variance += (1 - certain) * (a.value / a.probability) * (b.value / b.probability);
    }
  }
  return variance;
};

/**
 * The interval around an estimate, moved towards where a skewed distribution keeps its tail: without that, estimates that
 * missed the few large values come with too short an interval on the wrong side.
 * @see https://doi.org/10.1080/01621459.1978.10480051 (Johnson: modified t tests and confidence intervals)
 */
const intervalAround = (value: number, { variance, skew, freedom }: Spread): Pick<Estimate, 'low' | 'high'> => {
  if (variance === 0) return { low: value, high: value };
  const t = studentQuantile(freedom);
  const reach = t * Math.sqrt(variance);
  // With few traces the third moment is itself a guess; the shift stays within half of the interval.
  const shift = Math.max(-reach / 2, Math.min(reach / 2, (skew / variance) * ((1 + 2 * t * t) / 6)));
  return { low: value + Math.min(0, shift - reach), high: value + Math.max(0, shift + reach) };
};

/**
 * Student's quantile that 2.5 % lie above, by its expansion around the normal one: with 30 degrees of freedom the interval
 * is 4 % wider.
 * @see https://doi.org/10.2307/1266546 (Fisher and Cornish: the percentile points of distributions having known cumulants)
 */
const studentQuantile = (freedom: number): number =>
  Z + (Z ** 3 + Z) / (4 * freedom) + (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / (96 * freedom ** 2);
