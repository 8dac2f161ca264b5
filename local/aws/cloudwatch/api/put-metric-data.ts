/** PutMetricData: observations as single values, values with counts, or statistic sets. */
import { type Datum, type DatumHead, datumOfStatistics, datumOfValues, datumProblems } from '../datum.ts';
import type { MetricStore } from '../store.ts';
import { type Json, list, members, metricOf, number, numbers, required, text, time, unitOf } from './parameters.ts';
import { badCombination, invalid } from './wire.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
const MAX_DATA = 1000;
const MAX_VALUES = 150;

const DATUM = [
  'MetricName',
  'Dimensions',
  'Timestamp',
  'Value',
  'Values',
  'Counts',
  'StatisticValues',
  'Unit',
  'StorageResolution',
];
const STATISTICS = ['SampleCount', 'Sum', 'Minimum', 'Maximum'] as const;

const headOf = (namespace: string, datum: Json, now: number): DatumHead => {
  const resolution = number(datum, 'StorageResolution') ?? 60;
  if (resolution !== 1 && resolution !== 60) throw invalid('The parameter StorageResolution must be 1 or 60.');
  const metric = metricOf({ ...datum, Namespace: namespace });
  return { metric, unit: 'None', ...unitOf(datum), at: time(datum, 'Timestamp') ?? now, resolution };
};

const datumOf = (head: DatumHead, datum: Json): Datum => {
  const value = number(datum, 'Value');
  const values = numbers(datum, 'Values');
  const counts = numbers(datum, 'Counts');
  const given = [value, values, datum['StatisticValues']].filter((form) => form !== undefined && form !== null);
  if (given.length !== 1) throw badCombination('A datum takes one of Value, Values and StatisticValues.');
  if (value !== undefined) return datumOfValues(head, [value]);
  if (values !== undefined) {
    if (values.length > MAX_VALUES) throw invalid(`The parameter Values takes at most ${MAX_VALUES} values.`);
    if (counts !== undefined && counts.length !== values.length) throw invalid('Counts and Values differ in length.');
    if (counts?.some((count) => count < 0)) throw invalid('Counts must not be negative.');
    return datumOfValues(head, values, counts);
  }
  const set = members(datum['StatisticValues'], 'StatisticValues', STATISTICS);
  const [count, sum, minimum, maximum] = STATISTICS.map((name) => required(number(set, name), name));
  return datumOfStatistics(head, { count: count!, sum: sum!, minimum: minimum!, maximum: maximum! });
};

export const putMetricData = (store: MetricStore, body: Json, now: number): Json => {
  const request = members(body, 'PutMetricData', ['Namespace', 'MetricData', 'StrictEntityValidation']);
  const namespace = required(text(request, 'Namespace'), 'Namespace');
  if (namespace.startsWith('AWS/')) throw invalid('The value AWS/ for parameter Namespace is invalid.');
  if (namespace.length < 1 || namespace.length > 255 || namespace.startsWith(':'))
    throw invalid('The parameter Namespace must have 1 to 255 characters and not begin with a colon.');
  const items = required(list(request, 'MetricData'), 'MetricData');
  if (items.length > MAX_DATA) throw invalid(`The parameter MetricData takes at most ${MAX_DATA} items.`);
  const data = items.map((item) => {
    const datum = members(item, 'MetricData', DATUM);
    return datumOf(headOf(namespace, datum, now), datum);
  });
  const [problem] = data.flatMap((datum) => datumProblems(datum, now));
  if (problem !== undefined) throw invalid(`MetricData: ${problem}.`);
  store.put(data);
  return {};
};
