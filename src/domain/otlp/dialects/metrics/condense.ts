/** What is kept of a request's metrics: each series once an hour with its points, without labels, which people like to put ids into. */
import { dropAbsent } from '../../../call/facts.ts';
import type { Redacted } from '../../../call/redacted.ts';
import { type EpochMs, HOUR_MS } from '../../../call/units.ts';
import type { ResourceFigure } from './meanings.ts';
import type { RawMetricPoint } from './read-metrics.ts';

/** One measurement of a series: its time, and a value (gauges and sums) or the count and sum of a distribution. */
export interface KeptPoint {
  readonly at: EpochMs;
  readonly value?: number;
  readonly count?: number;
  readonly sum?: number;
  /** Since when a running total counts. */
  readonly since?: EpochMs;
}

/** One series of one request within one hour. */
export interface KeptSeries {
  /** A keyed digest of the source, the metric and its labels: tells series apart and tells nothing of them. */
  readonly series: Redacted;
  readonly name: Redacted;
  readonly unit?: Redacted;
  readonly service?: Redacted;
  readonly environment?: Redacted;
  /** The machine's figure that this is, in percent or megabytes. */
  readonly figure?: ResourceFigure;
  /** Points repeat all that was counted since `since`: only differences may be added up. */
  readonly isCumulative?: boolean;
  readonly isGauge?: boolean;
  readonly points: readonly KeptPoint[];
}

/** How texts become such as may be kept. */
export interface Condensing {
  readonly label: (text: string) => Redacted;
  readonly seriesId: (text: string) => Redacted;
}

/** Points of one request that are kept at most; an SDK sends some hundred a minute. */
export const MAX_POINTS = 5_000;

/** The series of a request by the hour that their points fall into. The same request gives the same. */
export const condense = (
  points: readonly RawMetricPoint[],
  { label, seriesId }: Condensing,
): ReadonlyMap<EpochMs, readonly KeptSeries[]> => {
  const hours = new Map<EpochMs, Map<string, { series: Omit<KeptSeries, 'points'>; points: KeptPoint[] }>>();
  for (const point of points.slice(0, MAX_POINTS)) {
    const { at, value, count, sum, since } = point;
    if (!(at > 0)) continue;
    const hour = Math.floor(at / HOUR_MS) * HOUR_MS;
    const held = hours.get(hour) ?? new Map();
    hours.set(hour, held);
    const known = held.get(point.series) ?? { series: describe(point, { label, seriesId }), points: [] };
    held.set(point.series, known);
    known.points.push(dropAbsent({ at, value, count, sum, since: point.isCumulative === true ? since : undefined }));
  }
  return new Map(
    [...hours].map(([hour, held]) => [hour, [...held.values()].map(({ series, points }) => ({ ...series, points }))]),
  );
};

const describe = (point: RawMetricPoint, { label, seriesId }: Condensing): Omit<KeptSeries, 'points'> => {
  const text = (raw: string | undefined): Redacted | undefined => (raw === undefined ? undefined : label(raw));
  return dropAbsent({
    series: seriesId(point.series),
    name: label(point.name),
    unit: text(point.unit),
    service: text(point.service),
    environment: text(point.environment),
    figure: point.figure,
    isCumulative: point.isCumulative,
    isGauge: point.isGauge,
  });
};
