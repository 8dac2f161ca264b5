/** Decodes an ExportMetricsServiceRequest from OTLP/JSON. */
import type { Body } from '../../../call/body.ts';
import { dropAbsent } from '../../../call/facts.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../call/json.ts';
import { BadItem, type Budget } from '../limits.ts';
import { type Decoded, type MetricType, NO_RECORDED_VALUE, type OtlpMetric, type OtlpPoint } from '../model.ts';
import { attributesAt, doubleAt, get, integerAt, listAt, nanosAt, textAt } from './any-value.ts';
import { readRequest } from './request.ts';

const FRAME = { resources: 'resourceMetrics', scopes: 'scopeMetrics', items: 'metrics' };

const TYPES: Readonly<Record<string, MetricType>> = {
  gauge: 'gauge',
  sum: 'sum',
  histogram: 'histogram',
  exponentialHistogram: 'exponential_histogram',
  summary: 'summary',
};

const TEMPORALITIES = { AGGREGATION_TEMPORALITY_DELTA: 1, AGGREGATION_TEMPORALITY_CUMULATIVE: 2 };

/** Here what is counted, and may be refused, is a point. @throws AppError `undecodable-body`, `too-large` */
export const metricsFromJson = (body: Body): Decoded<OtlpMetric> =>
  readRequest(body, FRAME, (value, budget, gathering) => {
    const metric = gathering.part(() => readMetric(value, budget));
    if (metric === undefined) return undefined;
    const points = metric.points
      .map((point) => gathering.item(() => readPoint(point, budget)))
      .filter((point) => point !== undefined);
    return { ...metric, points };
  });

const readMetric = (value: Json, budget: Budget) => {
  if (!isJsonObject(value)) throw new BadItem('a metric must be an object');
  budget.spend();
  const field = Object.keys(TYPES).find((name) => isJsonObject(get(value, name)));
  if (field === undefined) return undefined;
  const data = value[field] as JsonObject;
  return {
    name: textAt(value, 'name'),
    unit: textAt(value, 'unit'),
    type: TYPES[field] as MetricType,
    temporality: integerAt(data, 'aggregationTemporality', TEMPORALITIES),
    monotonic: get(data, 'isMonotonic') === true,
    points: listAt(data, 'dataPoints'),
  };
};

const readPoint = (value: Json, budget: Budget): OtlpPoint => {
  if (!isJsonObject(value)) throw new BadItem('a data point must be an object');
  budget.spend();
  return dropAbsent({
    start: nanosAt(value, 'startTimeUnixNano'),
    time: nanosAt(value, 'timeUnixNano'),
    attributes: attributesAt(value, 'attributes', budget),
    value: doubleAt(value, 'asDouble') ?? doubleAt(value, 'asInt'),
    count: doubleAt(value, 'count'),
    sum: doubleAt(value, 'sum'),
    min: doubleAt(value, 'min'),
    max: doubleAt(value, 'max'),
    noValue: (integerAt(value, 'flags') & NO_RECORDED_VALUE) !== 0 ? true : undefined,
  });
};
