/**
 * Writes CloudWatch's embedded metric format: one JSON line in a log, from which CloudWatch extracts metrics at the price of
 * the log line.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
import type { EpochMs } from '../call/units.ts';
import type { BoundedName, DimensionName } from './bounded-names.ts';
import { METRICS, type MetricName } from './catalogue.ts';
import { fold } from './fold.ts';

/** Most members of a metric's value array; a line with more is refused as a whole (`EMFValidationErrors`). */
export const MAX_VALUES_PER_METRIC = 100;
/** Most metrics of one directive. The catalogue is far smaller; a test says so. */
export const MAX_METRICS_PER_DIRECTIVE = 100;

/** What was measured: totals as a number, distributions as every value seen. */
export type Measured = { readonly [Name in MetricName]?: number | readonly number[] };

/** Metrics and the dimension sets that they are published under; an empty set is the total over everything. */
export interface Directive {
  readonly dimensions: readonly (readonly DimensionName[])[];
  readonly measured: Measured;
}

/** One line to be. */
export interface Line {
  readonly namespace: string;
  readonly at: EpochMs;
  readonly names: { readonly [Dimension in DimensionName]?: BoundedName };
  readonly directives: readonly Directive[];
}

/** Units that are left out: they say nothing, and CloudWatch takes a metric without unit as what it is, a number. */
const IMPLIED_UNITS: ReadonlySet<string> = new Set(['Count', 'Count/Second', 'None']);

/** `{"Name":"Latency","Unit":"Milliseconds"}` by metric, written once. */
const DEFINITIONS: { readonly [name: string]: string } = Object.fromEntries(
  Object.entries(METRICS).map(([name, { unit }]) => [
    name,
    JSON.stringify(IMPLIED_UNITS.has(unit) ? { Name: name } : { Name: name, Unit: unit }),
  ]),
);

/**
 * Values as JSON, in the shorter of two forms: a list that names each as often as it occurs, or values with their counts. The
 * specification names numbers and lists of numbers; the other form, with the meaning it has in PutMetricData, is what AWS's own
 * writers use for distributions.
 * @see https://github.com/awslabs/metrique (metrique-writer-format-emf)
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/pull/22626 (awsemfexporter)
 */
const targetOf = (values: readonly number[], counts: readonly number[]): string => {
  if (values.length === 1 && counts[0] === 1) return String(values[0]);
  const counted = `{"Values":[${values}],"Counts":[${counts}]}`;
  if (counts.reduce((sum, count) => sum + count, 0) > MAX_VALUES_PER_METRIC) return counted;
  const listed = `[${values
    .map((value, at) => `${value},`.repeat(counts[at] ?? 1))
    .join('')
    .slice(0, -1)}]`;
  return listed.length < counted.length ? listed : counted;
};

/** What a metric comes to, as JSON: nothing when there is nothing to say, several parts when one line may not hold all values. */
const partsOf = (name: MetricName, measured: number | readonly number[]): readonly string[] => {
  if (typeof measured === 'number') return measured === 0 || !Number.isFinite(measured) ? [] : [String(measured)];
  if (measured.length === 0) return [];
  const { values, counts } = fold(measured, METRICS[name].shape === 'outline' ? 'outline' : 'distribution');
  const parts: string[] = [];
  for (let from = 0; from < values.length; from += MAX_VALUES_PER_METRIC) {
    const to = from + MAX_VALUES_PER_METRIC;
    parts.push(targetOf(values.slice(from, to), counts.slice(from, to)));
  }
  return parts;
};

interface Written {
  readonly name: MetricName;
  readonly parts: readonly string[];
}

/**
 * The lines of one log event: one, as a rule; as many as the longest value array needs when it is over the limit. Metrics
 * that are zero are left out, as an absent metric costs nothing and our alarms read absent as none.
 */
export const writeLines = ({ namespace, at, names, directives }: Line): readonly string[] => {
  const head = `{"_aws":{"Timestamp":${Math.floor(at)},"CloudWatchMetrics":[`;
  const dimensions = JSON.stringify(names).slice(1, -1);
  const prefix = `{"Namespace":${JSON.stringify(namespace)},"Dimensions":`;
  const written = directives.map(({ dimensions: sets, measured }) => ({
    start: `${prefix}${JSON.stringify(sets)},"Metrics":[`,
    metrics: writtenOf(measured),
  }));
  const count = written.reduce(
    (most, { metrics }) => metrics.reduce((max, { parts }) => Math.max(max, parts.length), most),
    0,
  );
  return Array.from({ length: count }, (_, index) => {
    const present = written
      .map(({ start, metrics }) => ({ start, metrics: metrics.filter(({ parts }) => index < parts.length) }))
      .filter(({ metrics }) => metrics.length > 0);
    const stated = present.map(({ start, metrics }) => `${start}${metrics.map(({ name }) => DEFINITIONS[name])}]}`);
    const members = present.flatMap(({ metrics }) => metrics.map(({ name, parts }) => `"${name}":${parts[index]}`));
    return `${head}${stated}]},${[...(dimensions === '' ? [] : [dimensions]), ...members]}}`;
  });
};

const writtenOf = (measured: Measured): readonly Written[] => {
  const written: Written[] = [];
  for (const name of Object.keys(measured) as MetricName[]) {
    const parts = partsOf(name, measured[name] ?? 0);
    if (parts.length > 0) written.push({ name, parts });
  }
  return written;
};
