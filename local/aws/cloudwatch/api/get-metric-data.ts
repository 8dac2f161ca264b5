/** GetMetricData: many metrics, and math over them, in one request. */

import { notImplemented } from '../../aws-error.ts';
import { evaluateQueries, type MathQuery, queryProblems } from '../math/evaluate.ts';
import { MathError, parseExpression } from '../math/parse.ts';
import type { Value } from '../math/value.ts';
import type { Grid, MetricStore, Slots } from '../store.ts';
import { nextToken, offsetOf } from './paging.ts';
import {
  flag,
  type Json,
  list,
  members,
  metricOf,
  number,
  oneOf,
  periodOf,
  required,
  statisticOf,
  text,
  time,
  unitOf,
} from './parameters.ts';
import { badCombination, invalid } from './wire.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const MAX_QUERIES = 500;
const MAX_DATAPOINTS = 100_800;

const REQUEST = ['MetricDataQueries', 'StartTime', 'EndTime', 'NextToken', 'ScanBy', 'MaxDatapoints'];

interface Query {
  readonly query: MathQuery;
  readonly period: number | undefined;
  readonly label: string;
  readonly returned: boolean;
}

const readQuery = (item: unknown): Query => {
  const body = members(item, 'MetricDataQueries', ['Id', 'MetricStat', 'Expression', 'Label', 'ReturnData', 'Period']);
  const id = required(text(body, 'Id'), 'Id');
  if (!/^[a-z][A-Za-z0-9_]*$/.test(id)) throw invalid(`The query id ${id} must begin with a small letter.`);
  const expression = text(body, 'Expression');
  const label = text(body, 'Label');
  if (label?.includes('${')) throw notImplemented('a dynamic label');
  const returned = flag(body, 'ReturnData') ?? true;
  if ((expression === undefined) === (body['MetricStat'] === undefined))
    throw badCombination(`The query ${id} needs either MetricStat or Expression.`);
  if (expression !== undefined) {
    const period = body['Period'] === undefined ? undefined : periodOf(body);
    return { query: { id, expression: parse(id, expression) }, period, label: label ?? id, returned };
  }
  const stat = members(body['MetricStat'], 'MetricStat', ['Metric', 'Period', 'Stat', 'Unit']);
  const metric = metricOf(members(stat['Metric'], 'Metric', ['Namespace', 'MetricName', 'Dimensions']));
  const statistic = statisticOf(required(text(stat, 'Stat'), 'Stat'));
  const query: MathQuery = { id, reading: { metric, statistic, ...unitOf(stat) } };
  return { query, period: periodOf(stat), label: label ?? metric.name, returned };
};

const parse = (id: string, expression: string) => {
  try {
    return parseExpression(expression);
  } catch (error) {
    if (error instanceof MathError) throw invalid(`Error in expression '${id}': ${error.message}`);
    throw error;
  }
};

/** Periods are aligned to the clock: the start goes down to the beginning of its period, the end is left out. */
const gridOf = (start: number, end: number, period: number): Grid => {
  const from = Math.floor(start / 1000 / period) * period;
  return { from, period, slots: Math.max(0, Math.ceil((end / 1000 - from) / period)) };
};

interface Result {
  readonly id: string;
  readonly label: string;
  readonly points: readonly (readonly [seconds: number, value: number])[];
}

const pointsOf = (slots: Slots, grid: Grid, descending: boolean): Result['points'] => {
  const points = slots.flatMap((value, slot) =>
    value === undefined ? [] : [[grid.from + slot * grid.period, value] as const],
  );
  return descending ? points.reverse() : points;
};

/** An array of time series is several results with the same id, labelled by the series. */
const resultsOf = ({ query, label }: Query, value: Value, grid: Grid, descending: boolean): readonly Result[] => {
  const one = (slots: Slots, shown: string) => ({
    id: query.id,
    label: shown,
    points: pointsOf(slots, grid, descending),
  });
  if (value.kind === 'scalar') throw invalid(`Error in expression '${query.id}': a result must be a time series`);
  if (value.kind === 'series') return [one(value.slots, label)];
  return value.items.map(({ slots, name }) => one(slots, `${label} ${name}`));
};

const compute = (store: MetricStore, queries: readonly Query[], start: number, end: number, descending: boolean) => {
  const [period, ...others] = new Set(queries.flatMap((query) => query.period ?? []));
  const all = queries.map(({ query }) => query);
  const hasMath = all.some((query) => 'expression' in query);
  if (hasMath && others.length > 0) throw notImplemented('metric math over different periods');
  if (period === undefined) throw invalid('A request needs at least one metric with a Period.');
  const [problem] = queryProblems(
    all,
    all.map(({ id }) => id),
  );
  if (problem !== undefined) throw invalid(`Error in expression '${problem}'`);
  return queries
    .filter(({ returned }) => returned)
    .flatMap((query) => {
      const grid = gridOf(start, end, query.period ?? period);
      const [value] = evaluateQueries(all, [query.query.id], grid, store.read);
      return resultsOf(query, value!, grid, descending);
    });
};

export const getMetricData = (store: MetricStore, body: Json): Json => {
  const request = members(body, 'GetMetricData', REQUEST);
  const items = required(list(request, 'MetricDataQueries'), 'MetricDataQueries');
  if (items.length > MAX_QUERIES) throw invalid(`MetricDataQueries takes at most ${MAX_QUERIES} queries.`);
  const queries = items.map(readQuery);
  if (new Set(queries.map(({ query }) => query.id)).size < queries.length)
    throw invalid('The values for parameter id in MetricDataQueries are not unique.');
  const start = required(time(request, 'StartTime'), 'StartTime');
  const end = required(time(request, 'EndTime'), 'EndTime');
  if (start >= end) throw invalid('The parameter StartTime must be less than the parameter EndTime.');
  const descending = oneOf(request, 'ScanBy', ['TimestampAscending', 'TimestampDescending']) !== 'TimestampAscending';
  const size = Math.min(number(request, 'MaxDatapoints') ?? MAX_DATAPOINTS, MAX_DATAPOINTS);

  const results = compute(store, queries, start, end, descending);
  const from = offsetOf(text(request, 'NextToken'));
  const total = results.reduce((sum, { points }) => sum + points.length, 0);
  let begins = 0;
  const paged = results.map(({ id, label, points }) => {
    const page = points.slice(Math.max(0, from - begins), Math.max(0, from + size - begins));
    begins += points.length;
    return {
      Id: id,
      Label: label,
      Timestamps: page.map(([seconds]) => seconds),
      Values: page.map(([, value]) => value),
      StatusCode: begins <= from + size ? 'Complete' : 'PartialData',
    };
  });
  return { MetricDataResults: paged, Messages: [], ...nextToken(from + size, total) };
};
