/** The same plain shape by another way: protobufjs decodes, and this page flattens. */
import protobuf from 'protobufjs';
import { dropAbsent } from '../../../../src/domain/call/facts.ts';
import type { Signal } from '../../../../src/domain/otlp/wire/model.ts';
import { messageType } from './descriptor.ts';

// biome-ignore lint/suspicious/noExplicitAny: protobufjs gives untyped messages
type Message = any;

const REQUESTS: Readonly<Record<Signal, string>> = {
  traces: 'ExportTraceServiceRequest',
  logs: 'ExportLogsServiceRequest',
  metrics: 'ExportMetricsServiceRequest',
};

/** Every item of a request with its resource and scope, as our decoder should give it. */
export const referenceItems = (bytes: Uint8Array, signal: Signal): readonly unknown[] => {
  const { decode } = messageType(REQUESTS[signal]);
  const request: Message = decode.call(messageType(REQUESTS[signal]), bytes);
  const [resources, scopes, items] = {
    traces: ['resourceSpans', 'scopeSpans', 'spans'],
    logs: ['resourceLogs', 'scopeLogs', 'logRecords'],
    metrics: ['resourceMetrics', 'scopeMetrics', 'metrics'],
  }[signal] as [string, string, string];
  const flatten = { traces: span, logs: log, metrics: metric }[signal];
  return request[resources].flatMap((resource: Message) =>
    resource[scopes].flatMap((scope: Message) =>
      scope[items].map((item: Message) => ({
        resource: attributes(resource.resource?.attributes ?? []),
        scope: { name: scope.scope?.name ?? '', version: scope.scope?.version ?? '' },
        item: flatten(item),
      })),
    ),
  );
};

const span = (from: Message) => ({
  traceId: hex(from.traceId),
  spanId: hex(from.spanId),
  ...(from.parentSpanId.length > 0 ? { parentSpanId: hex(from.parentSpanId) } : {}),
  name: from.name,
  kind: from.kind,
  start: nanos(from.startTimeUnixNano),
  end: nanos(from.endTimeUnixNano),
  attributes: attributes(from.attributes),
  droppedAttributes: from.droppedAttributesCount,
  events: from.events.map((event: Message) => ({
    time: nanos(event.timeUnixNano),
    name: event.name,
    attributes: attributes(event.attributes),
  })),
  links: from.links.map((link: Message) => ({
    traceId: hex(link.traceId),
    spanId: hex(link.spanId),
    attributes: attributes(link.attributes),
  })),
  status: from.status?.code ?? 0,
  statusMessage: from.status?.message ?? '',
});

const log = (from: Message) => ({
  time: nanos(from.timeUnixNano),
  observed: nanos(from.observedTimeUnixNano),
  severity: from.severityNumber,
  severityText: from.severityText,
  eventName: from.eventName,
  body: anyValue(from.body),
  attributes: attributes(from.attributes),
  ...(from.traceId.length > 0 ? { traceId: hex(from.traceId) } : {}),
  ...(from.spanId.length > 0 ? { spanId: hex(from.spanId) } : {}),
});

const metric = (from: Message) => {
  const [field, type] = (
    [
      ['gauge', 'gauge'],
      ['sum', 'sum'],
      ['histogram', 'histogram'],
      ['exponentialHistogram', 'exponential_histogram'],
      ['summary', 'summary'],
    ] as const
  ).find(([name]) => from[name] != null) as [string, string];
  const own = (point: Message, name: string): unknown => (Object.hasOwn(point, name) ? point[name] : undefined);
  return {
    name: from.name,
    unit: from.unit,
    type,
    temporality: from[field].aggregationTemporality ?? 0,
    monotonic: from[field].isMonotonic ?? false,
    points: from[field].dataPoints.map((point: Message) =>
      dropAbsent({
        start: nanos(point.startTimeUnixNano),
        time: nanos(point.timeUnixNano),
        attributes: attributes(point.attributes),
        value: own(point, 'asDouble') ?? (own(point, 'asInt') === undefined ? undefined : Number(String(point.asInt))),
        count: own(point, 'count') === undefined ? undefined : Number(String(point.count)),
        sum: own(point, 'sum'),
        min: own(point, 'min'),
        max: own(point, 'max'),
        noValue: (point.flags & 1) !== 0 ? true : undefined,
      }),
    ),
  };
};

const attributes = (list: readonly Message[]): object =>
  list.reduce((map: Record<string, unknown>, { key, value }: Message) => {
    map[key] = anyValue(value);
    return map;
  }, Object.create(null));

const anyValue = (value: Message): unknown => {
  if (value == null) return null;
  const has = (name: string): boolean => Object.hasOwn(value, name) && value[name] != null;
  if (has('stringValue')) return value.stringValue;
  if (has('boolValue')) return value.boolValue;
  if (has('intValue')) {
    const exact = BigInt(value.intValue.toString());
    return Number.isSafeInteger(Number(exact)) ? Number(exact) : exact.toString();
  }
  if (has('doubleValue')) return Number.isFinite(value.doubleValue) ? value.doubleValue : String(value.doubleValue);
  if (has('arrayValue')) return value.arrayValue.values.map(anyValue);
  if (has('kvlistValue')) return attributes(value.kvlistValue.values);
  return has('bytesValue') ? protobuf.util.base64.encode(value.bytesValue, 0, value.bytesValue.length) : null;
};

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

const nanos = (value: Message): bigint => BigInt(value.toString());
