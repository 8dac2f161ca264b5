/** GetMetricStatistics: several statistics of one metric. */
import type { Grid, MetricStore } from '../store.ts';
import { type Json, members, metricOf, periodOf, required, statisticOf, texts, time, unitOf } from './parameters.ts';
import { badCombination, invalid, missing } from './wire.ts';

const REQUEST = [
  'Namespace',
  'MetricName',
  'Dimensions',
  'StartTime',
  'EndTime',
  'Period',
  'Statistics',
  'ExtendedStatistics',
  'Unit',
];

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html */
const MAX_DATAPOINTS = 1440;

export const getMetricStatistics = (store: MetricStore, body: Json): Json => {
  const request = members(body, 'GetMetricStatistics', REQUEST);
  const metric = metricOf(request);
  const start = required(time(request, 'StartTime'), 'StartTime');
  const end = required(time(request, 'EndTime'), 'EndTime');
  if (start >= end) throw invalid('The parameter StartTime must be less than the parameter EndTime.');
  const period = periodOf(request);
  const simple = texts(request, 'Statistics') ?? [];
  const extended = texts(request, 'ExtendedStatistics') ?? [];
  if (simple.length + extended.length === 0) throw missing('Statistics');
  const from = Math.floor(start / 1000 / period) * period;
  const grid: Grid = { from, period, slots: Math.ceil((end / 1000 - from) / period) };
  if (grid.slots > MAX_DATAPOINTS)
    throw badCombination(
      `You have requested up to ${grid.slots} datapoints, which exceeds the limit of ${MAX_DATAPOINTS}.`,
    );

  const unit = unitOf(request);
  const read = (names: readonly string[]) =>
    names.map((name) => [name, store.read({ metric, statistic: statisticOf(name), ...unit }, grid)] as const);
  const columns = read(simple);
  const extendedColumns = read(extended);
  const at = (from: typeof columns, slot: number): Json =>
    Object.fromEntries(from.flatMap(([name, slots]) => (slots[slot] === undefined ? [] : [[name, slots[slot]]])));
  const datapoints = Array.from({ length: grid.slots }, (_, slot) => {
    const statistics = at(columns, slot);
    const extendedStatistics = at(extendedColumns, slot);
    if (Object.keys(statistics).length + Object.keys(extendedStatistics).length === 0) return undefined;
    return {
      Timestamp: from + slot * period,
      ...statistics,
      ...(extended.length === 0 ? {} : { ExtendedStatistics: extendedStatistics }),
      Unit: unit.unit ?? 'None',
    };
  });
  return { Label: metric.name, Datapoints: datapoints.filter((datapoint) => datapoint !== undefined) };
};
