/** CloudWatch's statistics: reading their names, and computing them from what a period holds. */
import type { StatisticSet } from './datum.ts';

/** Everything seen in one period; `values` ascending, empty unless a distribution was asked for. */
export interface PeriodContents extends StatisticSet {
  readonly values: readonly (readonly [value: number, count: number])[];
}

/** A statistic ready to compute. Asked for what a period cannot tell (percentiles of statistic sets), it gives nothing. */
export interface Statistic {
  readonly name: string;
  /** Whether it needs the single values, which costs another query. */
  readonly needsValues: boolean;
  /** The p of pNN as a share of 1, for alarms that ignore small samples. */
  readonly percentile?: number;
  compute(contents: PeriodContents): number | undefined;
}

interface Bounds {
  readonly percent: boolean;
  readonly lower: number;
  readonly upper: number;
}

const SIMPLE: Readonly<Record<string, (contents: PeriodContents) => number>> = {
  Sum: ({ sum }) => sum,
  Average: ({ sum, count }) => sum / count,
  Minimum: ({ minimum }) => minimum,
  Maximum: ({ maximum }) => maximum,
  SampleCount: ({ count }) => count,
};

/** The names of the statistics an alarm's `Statistic` may have; the others go into `ExtendedStatistic`. */
export const SIMPLE_STATISTICS = Object.keys(SIMPLE);

/**
 * Nearest rank: the smallest value that at least `share` of the samples do not exceed. CloudWatch interpolates inside
 * its own histogram, so its answer may differ a little.
 */
const percentileOf = ({ values, count }: PeriodContents, share: number): number => {
  let seen = 0;
  for (const [value, times] of values) {
    seen += times;
    if (seen >= share * count - 1e-9) return value;
  }
  return values.at(-1)![0];
};

/** What lies between two bounds; a sample on a percentage bound counts with the part of it that is inside. */
const between = ({ values, count }: PeriodContents, bounds: Bounds): { sum: number; count: number } => {
  let seen = 0;
  const kept = { sum: 0, count: 0 };
  for (const [value, times] of values) {
    const share = bounds.percent
      ? Math.min(seen + times, bounds.upper * count) - Math.max(seen, bounds.lower * count)
      : value > bounds.lower && value <= bounds.upper
        ? times
        : 0;
    seen += times;
    if (share <= 0) continue;
    kept.sum += value * share;
    kept.count += share;
  }
  return kept;
};

const TRIMMED: Readonly<Record<string, (contents: PeriodContents, bounds: Bounds) => number | undefined>> = {
  tm: (contents, bounds) => {
    const { sum, count } = between(contents, bounds);
    return count === 0 ? undefined : sum / count;
  },
  tc: (contents, bounds) => between(contents, bounds).count,
  ts: (contents, bounds) => between(contents, bounds).sum,
  pr: (contents, bounds) => (100 * between(contents, bounds).count) / contents.count,
};

const NUMBER = String.raw`\d+(?:\.\d{1,10})?`;
const SHORT = new RegExp(`^(p|tm|tc|ts)(${NUMBER})$`);
const RANGE = new RegExp(`^(TM|TC|TS|PR)\\((?:(${NUMBER})(%?))?:(?:(${NUMBER})(%?))?\\)$`);

const shortForm = (name: string): Statistic['compute'] | undefined => {
  const [, kind, number] = SHORT.exec(name) ?? [];
  if (kind === undefined || Number(number) > 100) return undefined;
  const share = Number(number) / 100;
  return kind === 'p'
    ? (contents) => percentileOf(contents, share)
    : (contents) => TRIMMED[kind]!(contents, { percent: true, lower: 0, upper: share });
};

const rangeForm = (name: string): Statistic['compute'] | undefined => {
  const [, kind, lower, lowerSign, upper, upperSign] = RANGE.exec(name) ?? [];
  if (kind === undefined || (lower === undefined && upper === undefined)) return undefined;
  const percent = lowerSign === '%' || upperSign === '%';
  const mixed = lower !== undefined && upper !== undefined && lowerSign !== upperSign;
  if (mixed || (percent && kind === 'PR')) return undefined;
  const scale = percent ? 100 : 1;
  const bounds: Bounds = {
    percent,
    lower: lower === undefined ? (percent ? 0 : Number.NEGATIVE_INFINITY) : Number(lower) / scale,
    upper: upper === undefined ? (percent ? 1 : Number.POSITIVE_INFINITY) : Number(upper) / scale,
  };
  return (contents) => TRIMMED[kind.toLowerCase()]!(contents, bounds);
};

/** CloudWatch computes no distribution over negative values, nor where it was given statistics instead of values. */
const ofDistribution =
  (compute: Statistic['compute']): Statistic['compute'] =>
  (contents) =>
    contents.minimum < 0 || contents.values.reduce((total, [, times]) => total + times, 0) < contents.count - 1e-9
      ? undefined
      : compute(contents);

/**
 * Reads a statistic's name: Sum, Average, Minimum, Maximum, SampleCount, pNN.N, tmNN, tcNN, tsNN, TM(a:b), TM(a%:b%),
 * TC, TS, PR(a:b), IQM. Winsorised means are not computed here. An unknown name gives undefined.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
export const parseStatistic = (name: string): Statistic | undefined => {
  const simple = Object.hasOwn(SIMPLE, name) ? SIMPLE[name] : undefined;
  if (simple !== undefined) return { name, needsValues: false, compute: simple };
  const compute = name === 'IQM' ? rangeForm('TM(25%:75%)') : (shortForm(name) ?? rangeForm(name));
  if (compute === undefined) return undefined;
  return {
    name,
    needsValues: true,
    ...(name.startsWith('p') ? { percentile: Number(name.slice(1)) / 100 } : {}),
    compute: ofDistribution(compute),
  };
};
