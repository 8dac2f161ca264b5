/** Writes OTLP requests as clients would, and reads them as the service does. */
import { createHash } from 'node:crypto';
import type { SpanId, TraceId } from '../../../src/domain/call/ids.ts';
import type { RawSpan } from '../../../src/domain/call/span.ts';
import { normaliseSpan } from '../../../src/domain/normalise/normalise-span.ts';
import { type DecodedRequest, decodeRequest } from '../../../src/domain/otlp/decode-request.ts';
import type { DerivedIds } from '../../../src/domain/otlp/dialects/ids.ts';
import type { Encoding } from '../../../src/domain/otlp/wire/decode.ts';
import type { Signal } from '../../../src/domain/otlp/wire/model.ts';

/** A minute after the moment at which the spans written here start. */
export const RECEIVED_AT = Date.parse('2026-11-21T10:01:00Z');
export const STARTED_AT = RECEIVED_AT - 60_000;

export const TRACE_ID = '0af7651916cd43dd8448eb211c80319c' as TraceId;
export const SPAN_ID = 'b7ad6b7169203331' as SpanId;

const digest = (text: string, length: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, length);

/** Ids as the service derives them, with a hash in place of the keyed digest. */
export const derivedIds: DerivedIds = {
  traceId: (seed) => digest(`trace ${seed}`, 32) as TraceId,
  spanId: (seed) => digest(`span ${seed}`, 16) as SpanId,
};

type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

const anyValue = (value: Plain): object => {
  if (value === null) return {};
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number') return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(anyValue) } };
  return { kvlistValue: { values: keyValues(value as Record<string, Plain>) } };
};

const keyValues = (map: Readonly<Record<string, Plain>>): readonly object[] =>
  Object.entries(map).map(([key, value]) => ({ key, value: anyValue(value) }));

const nanos = (ms: number): string => String(BigInt(Math.round(ms * 1000)) * 1000n);

/** A span to write. Durations default to a second. */
export interface SpanToWrite {
  readonly attributes?: Readonly<Record<string, Plain>>;
  readonly events?: readonly {
    readonly name: string;
    readonly attributes?: Readonly<Record<string, Plain>>;
    readonly afterMs?: number;
  }[];
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly resource?: Readonly<Record<string, Plain>>;
  readonly scope?: string;
  readonly name?: string;
  readonly traceId?: string;
  readonly spanId?: string;
  readonly parentSpanId?: string;
  readonly durationMs?: number;
  readonly status?: { readonly code: number; readonly message?: string };
}

export const tracesRequest = (...spans: readonly SpanToWrite[]): Uint8Array =>
  Buffer.from(
    JSON.stringify({
      resourceSpans: spans.map((span) => ({
        resource: { attributes: keyValues(span.resource ?? {}) },
        scopeSpans: [
          {
            scope: { name: span.scope ?? 'app' },
            spans: [
              {
                traceId: span.traceId ?? TRACE_ID,
                spanId: span.spanId ?? SPAN_ID,
                parentSpanId: span.parentSpanId ?? '',
                name: span.name ?? 'step',
                startTimeUnixNano: nanos(STARTED_AT),
                endTimeUnixNano: nanos(STARTED_AT + (span.durationMs ?? 1000)),
                attributes: keyValues(span.attributes ?? {}),
                events: (span.events ?? []).map((event) => ({
                  name: event.name,
                  timeUnixNano: nanos(STARTED_AT + (event.afterMs ?? 0)),
                  attributes: keyValues(event.attributes ?? {}),
                })),
                links: span.links ?? [],
                status: span.status ?? {},
              },
            ],
          },
        ],
      })),
    }),
  );

/** A log record to write. */
export interface RecordToWrite {
  readonly attributes?: Readonly<Record<string, Plain>>;
  readonly body?: Plain;
  readonly eventName?: string;
  readonly traceId?: string;
  readonly spanId?: string;
  readonly scope?: string;
  readonly resource?: Readonly<Record<string, Plain>>;
  readonly afterMs?: number;
}

export const logsRequest = (...records: readonly RecordToWrite[]): Uint8Array =>
  Buffer.from(
    JSON.stringify({
      resourceLogs: records.map((record) => ({
        resource: { attributes: keyValues(record.resource ?? {}) },
        scopeLogs: [
          {
            scope: { name: record.scope ?? 'app' },
            logRecords: [
              {
                timeUnixNano: nanos(STARTED_AT + (record.afterMs ?? 0)),
                eventName: record.eventName ?? '',
                body: anyValue(record.body ?? null),
                attributes: keyValues(record.attributes ?? {}),
                traceId: record.traceId ?? '',
                spanId: record.spanId ?? '',
              },
            ],
          },
        ],
      })),
    }),
  );

/** Decodes a request as the service does. */
export const read = (body: Uint8Array, signal: Signal, encoding: Encoding = 'json'): DecodedRequest =>
  decodeRequest({ signal, encoding, body, ids: derivedIds });

/** The same, with the spans normalised. */
export const readNormalised = (
  body: Uint8Array,
  signal: Signal,
  encoding: Encoding = 'json',
  receivedAt = RECEIVED_AT,
): DecodedRequest => {
  const request = read(body, signal, encoding);
  return { ...request, spans: request.spans.map((span) => normaliseSpan(span, { receivedAt })) };
};

/** The record of one span, as it is after normalising. */
export const spanOf = (span: SpanToWrite): RawSpan => {
  const [only] = readNormalised(tracesRequest(span), 'traces').spans;
  if (only === undefined) throw new Error('the span was not kept');
  return only;
};
