/** Reads an alarm's metrics: either one metric with a statistic, or a list of metrics and expressions over them. */

import { bandsIn, type MathQuery, rehearse } from '../math/evaluate.ts';
import { type Expression, MathError, parseExpression } from '../math/parse.ts';
import type { Metric } from '../metric.ts';
import { UNITS } from '../metric.ts';
import { parseStatistic, SIMPLE_STATISTICS } from '../statistic.ts';
import type { Reading } from '../store.ts';
import type { PropertyReader } from './properties.ts';

/** The properties of a single-metric alarm. */
export const SINGLE_PROPERTIES = ['MetricName', 'Namespace', 'Dimensions', 'Statistic', 'ExtendedStatistic', 'Unit'];

/** The members of the objects within an alarm's properties. */
export const QUERY_MEMBERS = {
  Dimensions: ['Name', 'Value'],
  Metrics: ['Id', 'MetricStat', 'Expression', 'Label', 'ReturnData', 'Period'],
  MetricStat: ['Metric', 'Period', 'Stat', 'Unit'],
  Metric: ['MetricName', 'Namespace', 'Dimensions'],
} as const;

export interface AlarmQueries {
  readonly queries: readonly MathQuery[];
  readonly result: string;
  readonly period: number;
}

const MAX_METRICS = 10;

const readMetric = (reader: PropertyReader): Metric => ({
  namespace: reader.required(reader.text('Namespace'), 'Namespace') ?? '',
  name: reader.required(reader.text('MetricName'), 'MetricName') ?? '',
  dimensions: Object.fromEntries(
    reader.objects('Dimensions').map((dimension) => [dimension.text('Name') ?? '', dimension.text('Value') ?? '']),
  ),
});

const readUnit = (reader: PropertyReader): { unit?: string } => {
  const unit = reader.text('Unit');
  if (unit !== undefined && !UNITS.has(unit)) reader.problem(`Unit ${unit} is not a CloudWatch unit`);
  return unit === undefined ? {} : { unit };
};

const readingOf = (reader: PropertyReader, metric: Metric, name: string | undefined): Reading | undefined => {
  const statistic = name === undefined ? undefined : parseStatistic(name);
  if (name === undefined) reader.problem('a statistic is missing');
  else if (statistic === undefined) reader.problem(`the statistic ${name} is not computed locally`);
  return statistic === undefined ? undefined : { metric, statistic, ...readUnit(reader) };
};

/** Reads MetricName, Statistic and so on. Undefined after problems. */
export const readSingle = (reader: PropertyReader): AlarmQueries | undefined => {
  const statistic = reader.oneOf('Statistic', SIMPLE_STATISTICS);
  const extended = reader.text('ExtendedStatistic');
  if (statistic !== undefined && extended !== undefined) reader.problem('has both Statistic and ExtendedStatistic');
  const reading = readingOf(reader, readMetric(reader), statistic ?? extended);
  const period = reader.required(reader.number('Period'), 'Period');
  if (reading === undefined || period === undefined) return undefined;
  return { queries: [{ id: 'm1', reading }], result: 'm1', period };
};

interface ReadQuery {
  readonly query: MathQuery;
  readonly period: number | undefined;
  readonly returned: boolean;
}

const expressionOf = (reader: PropertyReader, source: string): Expression | undefined => {
  try {
    return parseExpression(source);
  } catch (error) {
    if (!(error instanceof MathError)) throw error;
    reader.problem(`Expression: ${error.message}`);
    return undefined;
  }
};

const readQuery = (reader: PropertyReader): ReadQuery | undefined => {
  const id = reader.required(reader.text('Id'), 'Id') ?? '';
  if (!/^[a-z][A-Za-z0-9_]*$/.test(id)) reader.problem(`Id ${id} must begin with a small letter`);
  const stat = reader.object('MetricStat');
  const source = reader.text('Expression');
  const returned = reader.flag('ReturnData') ?? true;
  if ((stat === undefined) === (source === undefined)) {
    reader.problem('needs either MetricStat or Expression');
    return undefined;
  }
  if (source !== undefined) {
    const expression = expressionOf(reader, source);
    return expression === undefined
      ? undefined
      : { query: { id, expression }, period: reader.number('Period'), returned };
  }
  const metric = stat!.required(stat!.object('Metric'), 'Metric');
  const reading = metric === undefined ? undefined : readingOf(stat!, readMetric(metric), stat!.text('Stat'));
  const period = stat!.required(stat!.number('Period'), 'Period');
  return reading === undefined ? undefined : { query: { id, reading }, period, returned };
};

const limitProblems = (queries: readonly MathQuery[], period: number): readonly string[] => {
  const expressions = queries.flatMap((query) => ('expression' in query ? [query.expression] : []));
  const bands = expressions.reduce((sum, expression) => sum + bandsIn(expression), 0);
  const metrics = queries.length - expressions.length;
  return [
    ...(metrics === 0 ? ['Metrics has no metric, only expressions'] : []),
    ...(metrics > MAX_METRICS ? [`Metrics has ${metrics} metrics; an alarm takes ${MAX_METRICS}`] : []),
    ...(bands > 1 ? ['an alarm takes one ANOMALY_DETECTION_BAND'] : []),
    ...(bands > 0 && period < 60 ? ['an anomaly band needs a period of a minute or more'] : []),
  ];
};

/** An alarm compares one time series, with a number or with the two of a band. */
const resultProblems = (queries: readonly MathQuery[], result: string, band: string | undefined): readonly string[] => {
  const problemOf = (id: string, seriesWanted: number): readonly string[] => {
    const value = rehearse(queries, id);
    if ('problem' in value) return [value.problem];
    const found = value.kind === 'list' ? value.items.length : value.kind === 'series' ? 1 : 0;
    return found === seriesWanted ? [] : [`${id} comes to ${found} time series, not ${seriesWanted}`];
  };
  return [...problemOf(result, 1), ...(band === undefined ? [] : problemOf(band, 2))];
};

/**
 * Reads Metrics[]. The query that returns data is the one compared; beside it, only the band named by ThresholdMetricId.
 * Undefined after problems.
 */
export const readMath = (reader: PropertyReader, band: string | undefined): AlarmQueries | undefined => {
  const members = reader.objects('Metrics').map(readQuery);
  const found = members.filter((member) => member !== undefined);
  if (found.length < members.length) return undefined;
  const queries = found.map(({ query }) => query);
  const periods = new Set(found.flatMap(({ period }) => period ?? []));
  const [period] = periods;
  const results = found.filter(({ query, returned }) => returned && query.id !== band).map(({ query }) => query.id);
  const problems = [
    ...(new Set(queries.map(({ id }) => id)).size < queries.length ? ['Metrics has an Id twice'] : []),
    ...(periods.size > 1 ? ['the metrics of an alarm must have the same Period'] : []),
    ...(results.length !== 1 ? [`one of Metrics must have ReturnData, got ${results.join(', ') || 'none'}`] : []),
    ...(band !== undefined && !queries.some(({ id }) => id === band)
      ? [`ThresholdMetricId ${band} is not in Metrics`]
      : []),
    ...limitProblems(queries, period ?? 60),
  ];
  if (problems.length === 0) problems.push(...resultProblems(queries, results[0]!, band));
  for (const problem of problems) reader.problem(problem);
  return problems.length > 0 || period === undefined ? undefined : { queries, result: results[0]!, period };
};
