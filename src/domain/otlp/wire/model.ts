/**
 * OTLP's three signals as plain objects, the same from protobuf and from JSON. Only what a stage reads is kept.
 * @see https://github.com/open-telemetry/opentelemetry-proto
 */
import type { SpanId, TraceId } from '../../call/ids.ts';
import type { Json } from '../../call/json.ts';

/** Nanoseconds since the Unix epoch, exact; 0 when the client left it out. */
export type Nanos = bigint;

/**
 * Attributes by name. Has no prototype, as names come from outside. A 64-bit integer beyond 2^53 is its decimal text, bytes
 * are base64.
 */
export type Attributes = Readonly<Record<string, Json>>;

export type Signal = 'traces' | 'logs' | 'metrics';

/** Everything that one scope of one resource sent in one request. */
export interface Batch<Item> {
  readonly resource: Attributes;
  readonly scope: Scope;
  readonly items: readonly Item[];
}

/** The library that made the items. */
export interface Scope {
  readonly name: string;
  readonly version: string;
}

/** An item that is left out, by its running number in the request; the answer's `partial_success` tells the client. */
export interface Rejected {
  readonly index: number;
  /** What is wrong, by field; it never quotes a value. */
  readonly reason: string;
}

/** A decoded request. */
export interface Decoded<Item> {
  readonly batches: readonly Batch<Item>[];
  readonly rejected: readonly Rejected[];
}

export interface OtlpSpan {
  readonly traceId: TraceId;
  readonly spanId: SpanId;
  readonly parentSpanId?: SpanId;
  readonly name: string;
  /** 1 internal, 2 server, 3 client, 4 producer, 5 consumer; 0 unspecified. */
  readonly kind: number;
  readonly start: Nanos;
  readonly end: Nanos;
  readonly attributes: Attributes;
  /** Attributes that the client's SDK dropped at its own limit: a flattened dialect has lost messages. */
  readonly droppedAttributes: number;
  readonly events: readonly OtlpEvent[];
  readonly links: readonly OtlpLink[];
  /** 0 unset, 1 ok, 2 error. */
  readonly status: number;
  readonly statusMessage: string;
}

export interface OtlpEvent {
  readonly time: Nanos;
  readonly name: string;
  readonly attributes: Attributes;
}

/** A pointer to another span; ids as they came, in hex. */
export interface OtlpLink {
  readonly traceId: string;
  readonly spanId: string;
  readonly attributes: Attributes;
}

export interface OtlpLogRecord {
  readonly time: Nanos;
  readonly observed: Nanos;
  /** 1–24; from 17 on an error. 0 unspecified. */
  readonly severity: number;
  readonly severityText: string;
  readonly eventName: string;
  readonly body: Json;
  readonly attributes: Attributes;
  readonly traceId?: TraceId;
  readonly spanId?: SpanId;
}

export type MetricType = 'gauge' | 'sum' | 'histogram' | 'exponential_histogram' | 'summary';

/** The kinds of metric by their field number in a Metric message. */
export const METRIC_FIELDS: ReadonlyMap<number, MetricType> = new Map([
  [5, 'gauge'],
  [7, 'sum'],
  [9, 'histogram'],
  [10, 'exponential_histogram'],
  [11, 'summary'],
]);

/** The bit of a point's flags that says that there was no measurement. */
export const NO_RECORDED_VALUE = 1;

export interface OtlpMetric {
  readonly name: string;
  readonly unit: string;
  readonly type: MetricType;
  /** 0 unspecified, 1 delta, 2 cumulative. */
  readonly temporality: number;
  readonly monotonic: boolean;
  readonly points: readonly OtlpPoint[];
}

/** One measurement: `value` for gauges and sums, `count` and `sum` for the rest. Buckets are not kept. */
export interface OtlpPoint {
  readonly start: Nanos;
  readonly time: Nanos;
  readonly attributes: Attributes;
  readonly value?: number;
  readonly count?: number;
  readonly sum?: number;
  readonly min?: number;
  readonly max?: number;
  /** The client said that there was no measurement. */
  readonly noValue?: boolean;
}
