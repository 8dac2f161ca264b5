/** What identifies a metric, and the units CloudWatch accepts. */

/** A metric is its namespace, its name and its whole set of dimensions: one more dimension is another metric. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** The same text for the same dimensions, in whatever order they were written. */
export const dimensionsKey = (dimensions: Metric['dimensions']): string =>
  JSON.stringify(Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The inverse of `dimensionsKey`. */
export const dimensionsOf = (key: string): Metric['dimensions'] => Object.fromEntries(JSON.parse(key));

/** Most dimensions one metric may have. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html */
export const MAX_DIMENSIONS = 30;

const PER_SECOND = ['Bytes', 'Kilobytes', 'Megabytes', 'Gigabytes', 'Terabytes', 'Bits', 'Kilobits', 'Megabits'];

/** Every value `Unit` may have. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html */
export const UNITS: ReadonlySet<string> = new Set(
  ['Seconds', 'Microseconds', 'Milliseconds', 'Percent', 'Count', 'Count/Second', 'None'].concat(
    [...PER_SECOND, 'Gigabits', 'Terabits'].flatMap((unit) => [unit, `${unit}/Second`]),
  ),
);
