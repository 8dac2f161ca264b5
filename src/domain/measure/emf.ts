/**
 * Writes CloudWatch's embedded metric format: one JSON line in a log, from which CloudWatch extracts metrics at the price of
 * the log line.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
import type { EpochMs } from '../call/units.ts';
import type { BoundedName, DimensionName } from './bounded-names.ts';
import { METRICS, type MetricName } from './catalogue.ts';
import { type Folded, fold } from './fold.ts';

/** Most members of a metric's value array; a line with more is refused as a whole (`EMFValidationErrors`). */
export const MAX_VALUES_PER_METRIC = 100;
/** Most metrics of one directive. The catalogue is far smaller; a test says so. */
export const MAX_METRICS_PER_DIRECTIVE = 100;
/** Most dimensions of one set; ours have none or one. */
export const MAX_DIMENSIONS_PER_SET = 30;
/** Longest line in bytes: a log event's limit, 1 MB since 2025, 256 KB before and in older regions. */
export const MAX_LINE_BYTES = 256 * 1024;

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

type Target = number | { readonly Values: readonly number[]; readonly Counts: readonly number[] };

/** Units that are left out: they say nothing, and CloudWatch takes a metric without unit as what it is, a number. */
const IMPLIED_UNITS: ReadonlySet<string> = new Set(['Count', 'Count/Second', 'None']);

const definition = (name: MetricName): { readonly Name: string; readonly Unit?: string } => {
  const { unit } = METRICS[name];
  return IMPLIED_UNITS.has(unit) ? { Name: name } : { Name: name, Unit: unit };
};

/**
 * Values with their counts. The specification names numbers and arrays of numbers; this form, with the meaning it has in
 * PutMetricData, is what AWS's own writers use for distributions.
 * @see https://github.com/awslabs/metrique (metrique-writer-format-emf)
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/pull/22626 (awsemfexporter)
 */
const target = ({ values, counts }: Folded): Target =>
  values.length === 1 && counts[0] === 1 ? values[0]! : { Values: values, Counts: counts };

/** What a metric comes to: absent when there is nothing to say, in several parts when it has more values than a line may hold. */
const partsOf = (name: MetricName, measured: number | readonly number[]): readonly Target[] => {
  if (typeof measured === 'number') return measured === 0 || !Number.isFinite(measured) ? [] : [measured];
  const { values, counts } = fold(measured, METRICS[name].shape === 'outline' ? 'outline' : 'distribution');
  const parts: Target[] = [];
  for (let from = 0; from < values.length; from += MAX_VALUES_PER_METRIC) {
    const to = from + MAX_VALUES_PER_METRIC;
    parts.push(target({ values: values.slice(from, to), counts: counts.slice(from, to) }));
  }
  return parts;
};

/**
 * The lines of one log event: one, as a rule; as many as the longest value array needs when it is over the limit. Metrics
 * that are zero are left out, as an absent metric costs nothing and our alarms read absent as none.
 */
export const writeLines = ({ namespace, at, names, directives }: Line): readonly string[] => {
  const metrics = directives.map(({ dimensions, measured }) => ({
    dimensions,
    parts: (Object.entries(measured) as [MetricName, number | readonly number[]][])
      .map(([name, value]) => ({ name, parts: partsOf(name, value) }))
      .filter(({ parts }) => parts.length > 0),
  }));
  const count = Math.max(0, ...metrics.flatMap(({ parts }) => parts.map((metric) => metric.parts.length)));
  return Array.from({ length: count }, (_, index) => {
    const present = metrics
      .map(({ dimensions, parts }) => ({ dimensions, parts: parts.filter((metric) => index < metric.parts.length) }))
      .filter(({ parts }) => parts.length > 0);
    return JSON.stringify({
      _aws: {
        Timestamp: Math.floor(at),
        CloudWatchMetrics: present.map(({ dimensions, parts }) => ({
          Namespace: namespace,
          Dimensions: dimensions,
          Metrics: parts.map(({ name }) => definition(name)),
        })),
      },
      ...names,
      ...Object.fromEntries(present.flatMap(({ parts }) => parts.map((metric) => [metric.name, metric.parts[index]]))),
    });
  });
};
