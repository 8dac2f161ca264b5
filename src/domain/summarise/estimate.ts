/**
 * Figures of all calls estimated from those that chance picked, each weighted by one over its probability of being picked, with
 * the interval that holds the true figure in 95 of 100 cases. Payloads are kept or left by trace, so the unit of chance is the
 * trace: two calls of it are both there with the smaller of their probabilities, which gives the variance below; where calls
 * were picked one by one it errs on the side of a wider interval.
 *
 * What is kept of the picked calls are sums, so that hours add up to days.
 * @see https://doi.org/10.1080/01621459.1952.10483446 (Horvitz and Thompson: sampling without replacement)
 */
import type { TraceId } from '../call/ids.ts';
import type { Fraction } from '../call/units.ts';
import { counter, exactSum, type Mergeable, record, type ValuesOf } from './mergeable.ts';

/** One picked call with the figure in question, 0 to 1. */
export interface PickedValue {
  readonly traceId: TraceId;
  /** With which the call was picked: above 0 and at most 1. */
  readonly probability: Fraction;
  readonly value: Fraction;
}

const FIELDS = {
  samples: counter,
  /** Traces of which chance might have left calls out: what an interval's certainty comes from. */
  randomTraces: counter,
  /** Weights, and weighted values, in millionths. */
  weight: exactSum,
  total: exactSum,
  /** Variances of those two sums and their covariance, in millionths. */
  weightVariance: exactSum,
  covariance: exactSum,
  totalVariance: exactSum,
  /** Sums of the products of each trace's parts of these three, by their initials: how unevenly the traces make the variance up. */
  products: record({ ww: exactSum, wc: exactSum, wt: exactSum, cc: exactSum, ct: exactSum, tt: exactSum }),
};

/** The sums that an estimate comes from. */
export type Weighed = ValuesOf<typeof FIELDS>;

/** Sums of picked calls as a value that adds up. All calls of a trace must be weighed at once, as chance takes them together. */
export const weighedOf: Mergeable<Weighed> = record(FIELDS);

/** Sums are kept as whole numbers, so that they don't depend on their order. */
const SCALE = 1_000_000;
const scaled = (value: number): bigint => BigInt(Math.round(value * SCALE));
const unscaled = (value: bigint): number => Number(value) / SCALE;

const addTo = <Name extends string>(
  sums: Record<NoInfer<Name>, bigint>,
  parts: Readonly<Record<Name, number>>,
): void => {
  for (const name of Object.keys(parts) as Name[]) sums[name] += scaled(parts[name]);
};

/** The sums of some picked calls. */
export const weigh = (picked: readonly PickedValue[]): Weighed => {
  const sums = weighedOf.zero();
  for (const calls of Map.groupBy(picked, ({ traceId }) => traceId).values()) {
    let [weight, total, weightVariance, covariance, totalVariance] = [0, 0, 0, 0, 0];
    for (const a of calls) {
      weight += 1 / a.probability;
      total += a.value / a.probability;
      for (const b of calls) {
        const spread = (1 - Math.max(a.probability, b.probability)) / (a.probability * b.probability);
        weightVariance += spread;
        covariance += spread * a.value;
        totalVariance += spread * a.value * b.value;
      }
    }
    sums.samples += calls.length;
    sums.randomTraces += weightVariance > 0 ? 1 : 0;
    addTo(sums, { weight, total, weightVariance, covariance, totalVariance });
    addTo(sums.products, {
      ww: weightVariance * weightVariance,
      wc: weightVariance * covariance,
      wt: weightVariance * totalVariance,
      cc: covariance * covariance,
      ct: covariance * totalVariance,
      tt: totalVariance * totalVariance,
    });
  }
  return sums;
};

/** An estimate with its 95 % confidence interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Picked calls behind it. */
  readonly samples: number;
}

/**
 * Estimates the mean of all calls, or the share of those whose value is 1; undefined without any picked. The interval is Wilson's, on
 * the number of independent yes-or-no calls that would give as much certainty: near 0 and 1, where quality scores are, what was not
 * picked can only lie towards the middle, and a symmetric interval is too short on that side.
 * @see https://doi.org/10.1080/01621459.1927.10502953
 */
export const estimateMean = (sums: Weighed): Estimate | undefined => {
  if (sums.samples === 0) return undefined;
  const { samples, randomTraces } = sums;
  const weight = unscaled(sums.weight);
  const value = Math.min(1, unscaled(sums.total) / weight);
  if (randomTraces === 0) return { value, low: value, high: value, samples };
  const variance = spreadAround(sums, value) / weight ** 2;
  // With all values equal the variance says nothing; then the traces themselves are the measure of certainty.
  const effective = variance > 0 ? Math.max(1, (value * (1 - value)) / variance) : randomTraces;
  const z = studentQuantile(freedomOf(sums, value));
  const centre = (value + (z * z) / (2 * effective)) / (1 + (z * z) / effective);
  const reach =
    (z / (1 + (z * z) / effective)) * Math.sqrt((value * (1 - value)) / effective + (z * z) / (4 * effective ** 2));
  // The formula can miss an end of the scale by a rounding error.
  const [low, high] = [value === 0 ? 0 : centre - reach, value === 1 ? 1 : centre + reach];
  return { value, low: Math.max(0, low), high: Math.min(1, high), samples };
};

/** Variance of the weighted sum of deviations from the mean. */
const spreadAround = ({ weightVariance, covariance, totalVariance }: Weighed, mean: number): number => {
  const spread = unscaled(totalVariance) - 2 * mean * unscaled(covariance) + mean ** 2 * unscaled(weightVariance);
  // Rounding to millionths leaves some where there is none.
  return spread < 1e-5 ? 0 : spread;
};

/**
 * How many traces that weigh the same would tell as much of the variance (Satterthwaite): the square of the sum over the traces' parts
 * by the sum of their squares, with each part written out as in `spreadAround`.
 * @see https://doi.org/10.2307/3002019
 */
const freedomOf = (sums: Weighed, mean: number): number => {
  const { ww, wc, wt, cc, ct, tt } = sums.products;
  const squares =
    unscaled(tt) -
    4 * mean * unscaled(ct) +
    mean ** 2 * (4 * unscaled(cc) + 2 * unscaled(wt)) -
    4 * mean ** 3 * unscaled(wc) +
    mean ** 4 * unscaled(ww);
  return squares <= 0 ? sums.randomTraces : Math.max(2, spreadAround(sums, mean) ** 2 / squares);
};

/** The standard normal value that 2.5 % lie above. */
const Z = 1.959963984540054;

/**
 * Student's quantile that 2.5 % lie above, by its expansion around the normal one: with 30 degrees of freedom the interval
 * is 4 % wider.
 * @see https://doi.org/10.2307/1266546 (Fisher and Cornish: the percentile points of distributions having known cumulants)
 */
const studentQuantile = (freedom: number): number =>
  Z + (Z ** 3 + Z) / (4 * freedom) + (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / (96 * freedom ** 2);
