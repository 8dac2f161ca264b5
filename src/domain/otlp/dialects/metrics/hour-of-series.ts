/** What the kept points of an hour come to, whichever requests brought them, in any order and however often. */
import type { Redacted } from '../../../call/redacted.ts';
import type { KeptPoint, KeptSeries } from './condense.ts';
import { difference } from './difference.ts';
import type { RawMetricPoint } from './read-metrics.ts';

/** A series over an hour: its readings where it is a level, else the amount that was added. */
export interface SeriesHour extends Omit<KeptSeries, 'points'> {
  /** Values of a gauge, by time. */
  readonly readings: readonly number[];
  /** What a counter counted, or the sum of a distribution. */
  readonly amount?: number;
  /** How many events a distribution counted. */
  readonly count?: number;
}

/** Each series once, by its id. A point of one moment counts once. */
export const hourOfSeries = (kept: readonly KeptSeries[]): readonly SeriesHour[] => {
  const bySeries = Map.groupBy(kept, ({ series }) => series);
  return [...bySeries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, reports]) => ofSeries(reports));
};

const ofSeries = (reports: readonly KeptSeries[]): SeriesHour => {
  const { points: _, ...series } = reports.toSorted((a, b) =>
    JSON.stringify(a) < JSON.stringify(b) ? -1 : 1,
  )[0] as KeptSeries;
  const once = new Map(reports.flatMap(({ points }) => points).map((point) => [JSON.stringify(point), point]));
  const points = [...once]
    .sort(([a, one], [b, other]) => one.at - other.at || (a < b ? -1 : 1))
    .map(([, point]) => point);
  if (series.isGauge === true) return { ...series, readings: points.flatMap(({ value }) => value ?? []) };
  return { ...series, readings: [], ...total(points, series) };
};

const total = (
  points: readonly KeptPoint[],
  { series, isCumulative }: { readonly series: Redacted; readonly isCumulative?: boolean },
): { readonly amount?: number; readonly count?: number } => {
  let amount: number | undefined;
  let count: number | undefined;
  // The first running total of the hour says where the counting stood, not what was counted in it, unless it began in the hour.
  points.forEach((point, place) => {
    const before = place === 0 ? undefined : points[place - 1];
    const began = before === undefined && isCumulative === true && !beganWithin(point);
    const added = began
      ? {}
      : difference(rawOf(before, series, isCumulative), rawOf(point, series, isCumulative) as RawMetricPoint);
    const sum = added.value ?? added.sum;
    if (sum !== undefined) amount = (amount ?? 0) + sum;
    if (added.count !== undefined) count = (count ?? 0) + added.count;
  });
  return { ...(amount === undefined ? {} : { amount }), ...(count === undefined ? {} : { count }) };
};

const HOUR_MS = 3_600_000;
const beganWithin = ({ at, since }: KeptPoint): boolean =>
  since !== undefined && since >= Math.floor(at / HOUR_MS) * HOUR_MS;

const rawOf = (
  point: KeptPoint | undefined,
  series: string,
  isCumulative: boolean | undefined,
): RawMetricPoint | undefined =>
  point === undefined
    ? undefined
    : { ...point, name: '', labels: {}, series, ...(isCumulative === true ? { isCumulative } : {}) };
