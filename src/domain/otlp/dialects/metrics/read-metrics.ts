/** Brings a request's metrics to a small form: one row per point, resource figures in our units, the rest as they are. */
import { cutText } from '../../../call/cut-text.ts';
import { dropAbsent } from '../../../call/facts.ts';
import type { EpochMs } from '../../../call/units.ts';
import type { Attributes, Batch, OtlpMetric, OtlpPoint } from '../../wire/model.ts';
import { resourceOf } from '../resource.ts';
import { toEpochMs } from '../times.ts';
import { asText } from '../values.ts';
import { figureOf, inOurUnit, isKept, type ResourceFigure } from './meanings.ts';

/** One measurement. Texts are raw. */
export interface RawMetricPoint {
  readonly name: string;
  readonly unit?: string;
  readonly at: EpochMs;
  /** Since when a sum or distribution counts. */
  readonly since?: EpochMs;
  /** The value of a gauge or sum. */
  readonly value?: number;
  /** Of a distribution. */
  readonly count?: number;
  readonly sum?: number;
  readonly min?: number;
  readonly max?: number;
  /**
   * Each point repeats all that was counted since `since`: only differences may be added up (difference.ts). Points that are
   * neither this nor a gauge are amounts of their own.
   */
  readonly isCumulative?: boolean;
  readonly isGauge?: boolean;
  /** The machine's figure that this is, with `value` in its unit. */
  readonly figure?: ResourceFigure;
  readonly labels: Readonly<Record<string, string>>;
  readonly service?: string;
  readonly environment?: string;
  /** The same for all points of one time series. Holds label values: as raw as they are. */
  readonly series: string;
}

/** Most labels of one point that are kept. */
const MAX_LABELS = 16;
/** Labels are words; what is longer is cut. */
const MAX_LABEL_LENGTH = 128;

/** Labels that are never kept: people and conversations don't belong in metrics. */
const NEVER =
  /^(?:user|enduser|session|gen_ai\.conversation|prompt|organization|terminal)[._]|^(?:user_id|session_id|prompt_id)$/;

export interface ReadMetrics {
  readonly points: readonly RawMetricPoint[];
  /** Points of metrics that are not kept here, or that hold no measurement. */
  readonly ignored: number;
}

/** Reads all points of a request. */
export const readMetrics = (batches: readonly Batch<OtlpMetric>[]): ReadMetrics => {
  const points: RawMetricPoint[] = [];
  let ignored = 0;
  for (const { resource, scope, items } of batches) {
    const { service, environment } = resourceOf(resource);
    const source = JSON.stringify([
      scope.name,
      service ?? '',
      asText(resource['service.instance.id'] ?? null) ?? '',
      asText(resource['host.id'] ?? null) ?? '',
    ]);
    for (const metric of items) {
      for (const point of metric.points) {
        const read = isKept(metric.name) && point.noValue !== true ? readPoint(metric, point) : undefined;
        if (read === undefined) ignored += 1;
        else
          points.push(
            dropAbsent({
              ...read,
              service,
              environment,
              series: `${source} ${JSON.stringify([metric.name, Object.entries(read.labels)])}`,
            }),
          );
      }
    }
  }
  return { points, ignored };
};

/** Temporality as OTLP numbers it. */
const CUMULATIVE = 2;

const readPoint = (metric: OtlpMetric, point: OtlpPoint): Omit<RawMetricPoint, 'series'> | undefined => {
  const { name, unit } = metric;
  const figure = figureOf(name);
  const isNumber = point.value !== undefined;
  if (isNumber ? !Number.isFinite(point.value) : point.count === undefined) return undefined;
  const isFigure = figure !== undefined && isNumber;
  return dropAbsent({
    name,
    unit: unit === '' ? undefined : unit,
    at: toEpochMs(point.time),
    since: point.start === 0n ? undefined : toEpochMs(point.start),
    value: isFigure ? inOurUnit(figure, point.value as number, { name, unit }) : point.value,
    count: point.count,
    sum: finite(point.sum),
    min: finite(point.min),
    max: finite(point.max),
    isCumulative: metric.temporality === CUMULATIVE && (metric.monotonic || !isNumber) ? true : undefined,
    // A sum that may fall (active conversations) is a level, as a gauge is.
    isGauge:
      metric.type === 'gauge' || (metric.type === 'sum' && !metric.monotonic && metric.temporality === CUMULATIVE)
        ? true
        : undefined,
    figure: isFigure ? figure : undefined,
    labels: labelsOf(point.attributes),
  });
};

const finite = (value: number | undefined): number | undefined => (Number.isFinite(value) ? value : undefined);

const labelsOf = (attributes: Attributes): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(attributes)
      .flatMap(([name, value]) => {
        const text = NEVER.test(name) ? undefined : asText(value);
        return text === undefined ? [] : [[cutText(name, MAX_LABEL_LENGTH), cutText(text, MAX_LABEL_LENGTH)] as const];
      })
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .slice(0, MAX_LABELS),
  );
