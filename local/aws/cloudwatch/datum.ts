/** One observation on its way into the store, and the checks CloudWatch makes on it whichever way it arrives. */
import { MAX_DIMENSIONS, type Metric, UNITS } from './metric.ts';

export interface StatisticSet {
  readonly sum: number;
  readonly count: number;
  readonly minimum: number;
  readonly maximum: number;
}

export interface Datum extends StatisticSet {
  readonly metric: Metric;
  readonly unit: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Seconds one stored point covers: 1 for a high-resolution metric. */
  readonly resolution: 1 | 60;
  /** The single values with how often each was seen; empty when only their statistics are known. */
  readonly values: readonly (readonly [value: number, count: number])[];
}

/** What is known of an observation besides its numbers. */
export type DatumHead = Pick<Datum, 'metric' | 'unit' | 'at' | 'resolution'>;

/** Makes a datum from single values; `counts[i]` is how often `values[i]` was seen, once if not given. */
export const datumOfValues = (head: DatumHead, values: readonly number[], counts?: readonly number[]): Datum => {
  const pairs = values.map((value, index) => [value, counts?.[index] ?? 1] as const).filter(([, count]) => count > 0);
  return {
    ...head,
    sum: pairs.reduce((sum, [value, count]) => sum + value * count, 0),
    count: pairs.reduce((total, [, count]) => total + count, 0),
    minimum: pairs.reduce((least, [value]) => Math.min(least, value), Number.POSITIVE_INFINITY),
    maximum: pairs.reduce((most, [value]) => Math.max(most, value), Number.NEGATIVE_INFINITY),
    values: pairs,
  };
};

/**
 * Makes a datum from statistics alone. Its percentiles are unknown unless all values are equal, as in CloudWatch.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
 */
export const datumOfStatistics = (head: DatumHead, set: StatisticSet): Datum => ({
  ...head,
  ...set,
  values: set.minimum === set.maximum ? [[set.minimum, set.count]] : [],
});

const DAY_MS = 86_400_000;
/** CloudWatch takes values within ±2^360. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html */
const LARGEST = 2 ** 360;

const numberProblems = (datum: Datum): string[] =>
  [datum.sum, datum.minimum, datum.maximum].some((value) => !Number.isFinite(value) || Math.abs(value) > LARGEST)
    ? [`${datum.metric.name} has a value that is not a number between -2^360 and 2^360`]
    : [];

const dimensionProblems = ({ name, dimensions }: Metric): string[] => {
  const entries = Object.entries(dimensions);
  return [
    ...(entries.length > MAX_DIMENSIONS
      ? [`${name} has ${entries.length} dimensions; CloudWatch takes ${MAX_DIMENSIONS}`]
      : []),
    ...entries.flatMap(([dimension, value]) => [
      ...(dimension.length < 1 || dimension.length > 255 || dimension.startsWith(':')
        ? [`${name} has a dimension name that is empty, longer than 255 or begins with a colon`]
        : []),
      ...(value.trim().length < 1 || value.length > 1024
        ? [`${name} has an empty or over-long value for its dimension ${dimension}`]
        : []),
    ]),
  ];
};

/**
 * Says why CloudWatch would refuse the datum; empty when it would not. Names and dimensions are quoted, values never.
 * Timestamps may lie two weeks back and two hours ahead.
 */
export const datumProblems = (datum: Datum, now: number): readonly string[] => [
  ...(datum.metric.name.length < 1 || datum.metric.name.length > 255
    ? ['a metric name is empty or longer than 255']
    : []),
  ...(UNITS.has(datum.unit) ? [] : [`${datum.metric.name} has the unknown unit ${datum.unit}`]),
  ...(datum.at < now - 14 * DAY_MS || datum.at > now + 2 * 3_600_000
    ? [`${datum.metric.name} has a timestamp more than two weeks ago or two hours ahead`]
    : []),
  ...(datum.count > 0 ? [] : [`${datum.metric.name} has no samples`]),
  ...numberProblems(datum),
  ...dimensionProblems(datum.metric),
];
