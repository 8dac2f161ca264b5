/** Reads the embedded metric format: metrics that a function writes as a line of JSON on its standard output. */
import { type Datum, type DatumHead, datumOfStatistics, datumOfValues, datumProblems } from './datum.ts';
import { MAX_DIMENSIONS } from './metric.ts';

/**
 * What one log line turned out to be: no EMF at all, not readable as JSON, or a document with its metrics and the
 * problems of the directives that were left out. One bad directive does not sink the others.
 */
export type EmfReading =
  | { readonly kind: 'other' }
  | { readonly kind: 'unparsable' }
  | { readonly kind: 'document'; readonly data: readonly Datum[]; readonly problems: readonly string[] };

/**
 * The specification's limits.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
const MAX_METRICS = 100;
const MAX_VALUES = 100;
const MAX_LINE_BYTES = 1024 * 1024;

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isNumber = (value: unknown): value is number => typeof value === 'number';
const numbers = (value: unknown): readonly number[] | undefined =>
  Array.isArray(value) && value.every(isNumber) ? value : undefined;

class Invalid extends Error {}
const refuse = (why: string): never => {
  throw new Invalid(why);
};

/**
 * A metric's target member: a number, up to 100 numbers, or the two objects that the specification leaves out but
 * CloudWatch reads, values with counts and a statistic set.
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/exporter/awsemfexporter
 */
const datumOf = (head: DatumHead, target: unknown): Datum => {
  const name = head.metric.name;
  if (isNumber(target)) return datumOfValues(head, [target]);
  const values = numbers(target) ?? (isObject(target) ? numbers(target['Values']) : undefined);
  if (values !== undefined) {
    const counts = isObject(target) && 'Counts' in target ? (numbers(target['Counts']) ?? []) : undefined;
    if (values.length > MAX_VALUES) refuse(`${name} has ${values.length} values; at most ${MAX_VALUES} are taken`);
    if (counts !== undefined && counts.length !== values.length) refuse(`${name} has unequal Values and Counts`);
    return datumOfValues(head, values, counts);
  }
  if (isObject(target)) {
    const { Sum: sum, Count: count, Min: minimum, Max: maximum } = target;
    if (isNumber(sum) && isNumber(count) && isNumber(minimum) && isNumber(maximum))
      return datumOfStatistics(head, { sum, count, minimum, maximum });
  }
  return refuse(`${name} has no member on the root node that is a number or an array of numbers`);
};

const dimensionsFrom = (root: Json, set: unknown): Record<string, string> => {
  if (!Array.isArray(set)) return refuse('a dimension set is not an array');
  if (set.length > MAX_DIMENSIONS)
    refuse(`a dimension set has ${set.length} dimensions; at most ${MAX_DIMENSIONS} are taken`);
  return Object.fromEntries(
    set.map((name) => {
      const value = typeof name === 'string' && Object.hasOwn(root, name) ? root[name] : undefined;
      return [
        name,
        typeof value === 'string' ? value : refuse(`dimension ${String(name)} has no string on the root node`),
      ];
    }),
  );
};

const directiveData = (root: Json, at: number, directive: unknown, now: number): readonly Datum[] => {
  if (!isObject(directive)) return refuse('a metric directive is not an object');
  const { Namespace: namespace, Dimensions: sets, Metrics: metrics } = directive;
  if (typeof namespace !== 'string' || namespace.length < 1 || namespace.length > 255)
    return refuse('Namespace must be a string of 1 to 255 characters');
  if (!Array.isArray(sets) || sets.length === 0) return refuse('Dimensions must be an array of dimension sets');
  if (!Array.isArray(metrics)) return refuse('Metrics must be an array');
  if (metrics.length > MAX_METRICS)
    refuse(`${metrics.length} metrics in one directive; at most ${MAX_METRICS} are taken`);
  const dimensionSets = sets.map((set) => dimensionsFrom(root, set));
  return metrics.flatMap((definition) => {
    if (!isObject(definition) || typeof definition['Name'] !== 'string') return refuse('a metric has no Name');
    const name = definition['Name'];
    const unit = definition['Unit'] ?? 'None';
    const resolution = definition['StorageResolution'] ?? 60;
    if (typeof unit !== 'string') return refuse(`${name} has a Unit that is not a string`);
    if (resolution !== 1 && resolution !== 60)
      return refuse(`${name} has a StorageResolution that is neither 1 nor 60`);
    const target = Object.hasOwn(root, name) ? root[name] : undefined;
    return dimensionSets.map((dimensions) => {
      const datum = datumOf({ metric: { namespace, name, dimensions }, unit, at, resolution }, target);
      const [problem] = datumProblems(datum, now);
      return problem === undefined ? datum : refuse(problem);
    });
  });
};

const documentOf = (line: string): Json | undefined => {
  try {
    // Lambda's text log format puts a timestamp, a request id and a level before what a function writes.
    const root: unknown = JSON.parse(line.slice(line.indexOf('{')));
    return isObject(root) ? root : undefined;
  } catch {
    return undefined;
  }
};

/** Reads one log line; `now` in milliseconds, because timestamps too far from it are refused. */
export const readEmf = (line: string, now: number): EmfReading => {
  if (!line.includes('"_aws"') || !line.includes('"CloudWatchMetrics"')) return { kind: 'other' };
  const root = documentOf(line);
  if (root === undefined) return { kind: 'unparsable' };
  const metadata = root['_aws'];
  if (!isObject(metadata) || !('CloudWatchMetrics' in metadata)) return { kind: 'other' };
  const { Timestamp: at, CloudWatchMetrics: directives } = metadata;
  const unusable = (problem: string): EmfReading => ({ kind: 'document', data: [], problems: [problem] });
  if (Buffer.byteLength(line) > MAX_LINE_BYTES) return unusable('the line is longer than 1 MiB');
  if (!isNumber(at)) return unusable('_aws.Timestamp must be a number of milliseconds');
  if (!Array.isArray(directives)) return unusable('_aws.CloudWatchMetrics must be an array');
  const data: Datum[] = [];
  const problems: string[] = [];
  for (const directive of directives) {
    try {
      data.push(...directiveData(root, at, directive, now));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      problems.push(error.message);
    }
  }
  return { kind: 'document', data, problems };
};
