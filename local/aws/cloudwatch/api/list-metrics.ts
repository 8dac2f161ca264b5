/** ListMetrics: which metrics have data. */
import type { Metric } from '../metric.ts';
import type { MetricStore } from '../store.ts';
import { pageOf } from './paging.ts';
import { dimensionPairs, type Json, members, oneOf, text } from './parameters.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html */
const PAGE = 500;
const RECENT_SECONDS = 3 * 3600;
/** A metric without new data is listed for two weeks. */
const LISTED_SECONDS = 14 * 24 * 3600;

const shown = ({ namespace, name, dimensions }: Metric): Json => ({
  Namespace: namespace,
  MetricName: name,
  Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
});

export const listMetrics = (store: MetricStore, body: Json, now: number): Json => {
  const request = members(body, 'ListMetrics', [
    'Namespace',
    'MetricName',
    'Dimensions',
    'NextToken',
    'RecentlyActive',
  ]);
  const name = text(request, 'MetricName');
  const filters = dimensionPairs(request);
  const recently = oneOf(request, 'RecentlyActive', ['PT3H']);
  const since = now / 1000 - (recently === undefined ? LISTED_SECONDS : RECENT_SECONDS);
  const metrics = store
    .list(text(request, 'Namespace'))
    .filter(({ metric, latest }) => latest >= since && (name ?? metric.name) === metric.name)
    .filter(({ metric: { dimensions } }) =>
      filters.every(([key, value]) => Object.hasOwn(dimensions, key) && (value ?? dimensions[key]) === dimensions[key]),
    )
    .map(({ metric }) => shown(metric));
  const { page, next } = pageOf(metrics, text(request, 'NextToken'), PAGE);
  return { Metrics: page, ...next };
};
