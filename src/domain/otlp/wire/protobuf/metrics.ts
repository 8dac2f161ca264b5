/** Decodes an ExportMetricsServiceRequest. Field numbers are those of opentelemetry/proto/metrics/v1/metrics.proto. */
import type { Gathering } from '../items.ts';
import {
  type Decoded,
  METRIC_FIELDS,
  type MetricType,
  NO_RECORDED_VALUE,
  type OtlpMetric,
  type OtlpPoint,
} from '../model.ts';
import { noAttributes, readKeyValue, type Source } from './any-value.ts';
import { BYTES, FIXED64, VARINT } from './reader.ts';
import { readRequest } from './request.ts';

/** Here what is counted, and may be refused, is a point. @throws AppError `undecodable-body`, `too-large` */
export const metricsFromProtobuf = (bytes: Uint8Array): Decoded<OtlpMetric> => readRequest(bytes, readMetric);

const readMetric = (source: Source, gathering: Gathering<OtlpMetric>): OtlpMetric | undefined => {
  const { reader } = source;
  let name = '';
  let unit = '';
  let data: Omit<OtlpMetric, 'name' | 'unit'> | undefined;
  source.budget.spend();
  reader.message((tag) => {
    if (tag === ((1 << 3) | BYTES)) name = reader.string();
    else if (tag === ((3 << 3) | BYTES)) unit = reader.string();
    else {
      const type = (tag & 7) === BYTES ? METRIC_FIELDS.get(tag >>> 3) : undefined;
      if (type === undefined) return false;
      data = readData(source, gathering, type);
    }
    return true;
  });
  return data === undefined ? undefined : { name, unit, ...data };
};

const readData = (source: Source, gathering: Gathering<OtlpMetric>, type: MetricType) => {
  const { reader } = source;
  const points: OtlpPoint[] = [];
  let temporality = 0;
  let monotonic = false;
  reader.message((tag) => {
    if (tag === ((1 << 3) | BYTES)) {
      const point = gathering.item(() => READERS[type](source));
      if (point !== undefined) points.push(point);
    } else if (tag === ((2 << 3) | VARINT)) temporality = reader.uint32();
    else if (tag === ((3 << 3) | VARINT)) monotonic = reader.bool();
    else return false;
    return true;
  });
  return { type, temporality, monotonic, points };
};

type Draft = { -readonly [Key in keyof OtlpPoint]: OtlpPoint[Key] };

const number = (source: Source): OtlpPoint =>
  readPoint(source, { attributes: 7, flags: 8 }, ({ reader }, point, tag) => {
    if (tag === ((4 << 3) | FIXED64)) point.value = reader.double();
    else if (tag === ((6 << 3) | FIXED64)) point.value = Number(reader.sfixed64());
    else return false;
    return true;
  });

/** Histograms of all three kinds agree on count (4) and sum (5), and differ in where the rest stands. */
const distribution =
  (fields: { readonly attributes: number; readonly flags: number; readonly min: number; readonly max: number }) =>
  (source: Source): OtlpPoint =>
    readPoint(source, fields, ({ reader }, point, tag) => {
      if (tag === ((4 << 3) | FIXED64)) point.count = Number(reader.fixed64());
      else if (tag === ((5 << 3) | FIXED64)) point.sum = reader.double();
      else if (tag === ((fields.min << 3) | FIXED64)) point.min = reader.double();
      else if (tag === ((fields.max << 3) | FIXED64)) point.max = reader.double();
      else return false;
      return true;
    });

const READERS: Readonly<Record<MetricType, (source: Source) => OtlpPoint>> = {
  gauge: number,
  sum: number,
  histogram: distribution({ attributes: 9, flags: 10, min: 11, max: 12 }),
  exponential_histogram: distribution({ attributes: 1, flags: 10, min: 12, max: 13 }),
  // A summary has no minimum or maximum of its own; field 0 never occurs.
  summary: distribution({ attributes: 7, flags: 8, min: 0, max: 0 }),
};

const readPoint = (
  source: Source,
  fields: { readonly attributes: number; readonly flags: number },
  readRest: (source: Source, point: Draft, tag: number) => boolean,
): OtlpPoint => {
  const { reader } = source;
  const attributes = noAttributes();
  const point: Draft = { start: 0n, time: 0n, attributes };
  source.budget.spend();
  reader.message((tag) => {
    if (tag === ((fields.attributes << 3) | BYTES)) return readKeyValue(source, attributes);
    if (tag === ((2 << 3) | FIXED64)) point.start = reader.fixed64();
    else if (tag === ((3 << 3) | FIXED64)) point.time = reader.fixed64();
    else if (tag === ((fields.flags << 3) | VARINT)) {
      if ((reader.uint32() & NO_RECORDED_VALUE) !== 0) point.noValue = true;
    } else return readRest(source, point, tag);
    return true;
  });
  return point;
};
