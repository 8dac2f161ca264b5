/** Reads an AWS::CloudWatch::Alarm of the template, refusing by name whatever the local CloudWatch would not honour. */
import type { AlarmResource, Comparison, MetricAlarm } from './definition.ts';
import { type PropertyReader, readProperties } from './properties.ts';
import { type AlarmQueries, QUERY_MEMBERS, readMath, readSingle, SINGLE_PROPERTIES } from './queries.ts';
import { type AlarmAccount, COMMON_PROPERTIES, readCommon } from './resource.ts';

const PROPERTIES = [
  ...COMMON_PROPERTIES,
  ...SINGLE_PROPERTIES,
  'Metrics',
  'Period',
  'EvaluationPeriods',
  'DatapointsToAlarm',
  'ComparisonOperator',
  'Threshold',
  'ThresholdMetricId',
  'TreatMissingData',
  'EvaluateLowSampleCountPercentile',
];

const NUMBER_COMPARISONS: readonly Comparison[] = [
  'GreaterThanOrEqualToThreshold',
  'GreaterThanThreshold',
  'LessThanThreshold',
  'LessThanOrEqualToThreshold',
];
const BAND_COMPARISONS: readonly Comparison[] = [
  'LessThanLowerOrGreaterThanUpperThreshold',
  'LessThanLowerThreshold',
  'GreaterThanUpperThreshold',
];

const DAY = 86_400;

/** An alarm looks back a day at most, or a week if its period is an hour or more. */
const timingProblems = (period: number, evaluationPeriods: number, datapointsToAlarm: number): readonly string[] => {
  const longest = period >= 3600 ? 7 * DAY : DAY;
  const whole = (value: number): boolean => Number.isInteger(value) && value >= 1;
  return [
    ...([10, 20, 30].includes(period) || (whole(period) && period % 60 === 0)
      ? []
      : [`Period must be 10, 20, 30 or a multiple of 60 seconds, got ${period}`]),
    ...(whole(evaluationPeriods) ? [] : [`EvaluationPeriods must be a whole number, got ${evaluationPeriods}`]),
    ...(whole(datapointsToAlarm) && datapointsToAlarm <= evaluationPeriods
      ? []
      : [`DatapointsToAlarm must be between 1 and EvaluationPeriods, got ${datapointsToAlarm}`]),
    ...(period * evaluationPeriods > longest ? [`Period × EvaluationPeriods must not exceed ${longest} seconds`] : []),
  ];
};

const readThreshold = (reader: PropertyReader, comparison: Comparison | undefined): number | string | undefined => {
  const threshold = reader.number('Threshold');
  const band = reader.text('ThresholdMetricId');
  if ((threshold === undefined) === (band === undefined)) reader.problem('needs either Threshold or ThresholdMetricId');
  if (comparison !== undefined && BAND_COMPARISONS.includes(comparison) !== (band !== undefined))
    reader.problem(`${comparison} does not go with ${band === undefined ? 'Threshold' : 'ThresholdMetricId'}`);
  return threshold ?? band;
};

/** Ten samples beyond the percentile, 1,000 for p99. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/percentiles-with-low-samples.html */
const samplesFor = (percentile: number): number =>
  // A fraction such as 1 − 0.9 is a little too small in binary, which must not ask for one sample more.
  Math.ceil(10 / (percentile >= 0.5 ? 1 - percentile : percentile) - 1e-6);

const readMinSamples = (reader: PropertyReader, read: AlarmQueries | undefined): number | undefined => {
  const low = reader.oneOf('EvaluateLowSampleCountPercentile', ['evaluate', 'ignore']);
  const [query, ...others] = read?.queries ?? [];
  const single = query !== undefined && others.length === 0 && 'reading' in query;
  const percentile = single ? query.reading.statistic.percentile : undefined;
  if (low !== undefined && percentile === undefined)
    reader.problem('EvaluateLowSampleCountPercentile goes only with a percentile of a single metric');
  return low === 'ignore' && percentile !== undefined ? samplesFor(percentile) : undefined;
};

/** DynamoDB's metrics come only with traffic, and CloudWatch ignores their gaps whatever the alarm says. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html */
const alwaysIgnoresMissing = (read: AlarmQueries | undefined): boolean =>
  (read?.queries ?? []).some((query) => 'reading' in query && query.reading.metric.namespace === 'AWS/DynamoDB');

/** Reads the resource; undefined when a problem was noted. */
export const readMetricAlarm = (
  resource: AlarmResource,
  account: AlarmAccount,
  note: (problem: string) => void,
): MetricAlarm | undefined => {
  let sound = true;
  const noted = (problem: string): void => {
    sound = false;
    note(problem);
  };
  const reader = readProperties(resource.logicalId, resource.properties, PROPERTIES, noted, QUERY_MEMBERS);
  const common = readCommon(resource, reader, account);
  const comparison = reader.required(
    reader.oneOf('ComparisonOperator', [...NUMBER_COMPARISONS, ...BAND_COMPARISONS]),
    'ComparisonOperator',
  );
  const threshold = readThreshold(reader, comparison);
  const isMath = 'Metrics' in resource.properties;
  for (const property of isMath ? [...SINGLE_PROPERTIES, 'Period'] : [])
    if (property in resource.properties) reader.problem(`has both Metrics and ${property}`);
  const read = isMath ? readMath(reader, typeof threshold === 'string' ? threshold : undefined) : readSingle(reader);
  const evaluationPeriods = reader.required(reader.number('EvaluationPeriods'), 'EvaluationPeriods') ?? 1;
  const datapointsToAlarm = reader.number('DatapointsToAlarm') ?? evaluationPeriods;
  for (const problem of timingProblems(read?.period ?? 60, evaluationPeriods, datapointsToAlarm))
    reader.problem(problem);
  const treatment = reader.oneOf('TreatMissingData', ['missing', 'ignore', 'breaching', 'notBreaching']) ?? 'missing';
  const missingData = alwaysIgnoresMissing(read) ? 'ignore' : treatment;
  const minSamples = readMinSamples(reader, read);
  if (!sound || read === undefined || comparison === undefined || threshold === undefined) return undefined;
  return {
    ...common,
    kind: 'MetricAlarm',
    ...read,
    evaluationPeriods,
    datapointsToAlarm,
    comparison,
    threshold,
    missingData,
    minSamples,
  };
};
