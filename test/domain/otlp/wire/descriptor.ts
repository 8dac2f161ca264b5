/** OTLP's messages as protobufjs wants them, written off opentelemetry-proto: the decoder is checked against this second reading. */
import protobuf from 'protobufjs';

type Fields = Readonly<Record<string, readonly [type: string, id: number, repeated?: 'repeated']>>;

const MESSAGES: Readonly<Record<string, Fields>> = {
  AnyValue: {
    stringValue: ['string', 1],
    boolValue: ['bool', 2],
    intValue: ['int64', 3],
    doubleValue: ['double', 4],
    arrayValue: ['ArrayValue', 5],
    kvlistValue: ['KeyValueList', 6],
    bytesValue: ['bytes', 7],
  },
  ArrayValue: { values: ['AnyValue', 1, 'repeated'] },
  KeyValueList: { values: ['KeyValue', 1, 'repeated'] },
  KeyValue: { key: ['string', 1], value: ['AnyValue', 2] },
  Resource: { attributes: ['KeyValue', 1, 'repeated'], droppedAttributesCount: ['uint32', 2] },
  InstrumentationScope: { name: ['string', 1], version: ['string', 2], attributes: ['KeyValue', 3, 'repeated'] },
  ExportTraceServiceRequest: { resourceSpans: ['ResourceSpans', 1, 'repeated'] },
  ResourceSpans: { resource: ['Resource', 1], scopeSpans: ['ScopeSpans', 2, 'repeated'], schemaUrl: ['string', 3] },
  ScopeSpans: { scope: ['InstrumentationScope', 1], spans: ['Span', 2, 'repeated'], schemaUrl: ['string', 3] },
  Span: {
    traceId: ['bytes', 1],
    spanId: ['bytes', 2],
    traceState: ['string', 3],
    parentSpanId: ['bytes', 4],
    name: ['string', 5],
    kind: ['int32', 6],
    startTimeUnixNano: ['fixed64', 7],
    endTimeUnixNano: ['fixed64', 8],
    attributes: ['KeyValue', 9, 'repeated'],
    droppedAttributesCount: ['uint32', 10],
    events: ['Event', 11, 'repeated'],
    droppedEventsCount: ['uint32', 12],
    links: ['Link', 13, 'repeated'],
    droppedLinksCount: ['uint32', 14],
    status: ['Status', 15],
    flags: ['fixed32', 16],
  },
  Event: {
    timeUnixNano: ['fixed64', 1],
    name: ['string', 2],
    attributes: ['KeyValue', 3, 'repeated'],
    droppedAttributesCount: ['uint32', 4],
  },
  Link: {
    traceId: ['bytes', 1],
    spanId: ['bytes', 2],
    traceState: ['string', 3],
    attributes: ['KeyValue', 4, 'repeated'],
    droppedAttributesCount: ['uint32', 5],
    flags: ['fixed32', 6],
  },
  Status: { message: ['string', 2], code: ['int32', 3] },
  ExportLogsServiceRequest: { resourceLogs: ['ResourceLogs', 1, 'repeated'] },
  ResourceLogs: { resource: ['Resource', 1], scopeLogs: ['ScopeLogs', 2, 'repeated'], schemaUrl: ['string', 3] },
  ScopeLogs: { scope: ['InstrumentationScope', 1], logRecords: ['LogRecord', 2, 'repeated'], schemaUrl: ['string', 3] },
  LogRecord: {
    timeUnixNano: ['fixed64', 1],
    severityNumber: ['int32', 2],
    severityText: ['string', 3],
    body: ['AnyValue', 5],
    attributes: ['KeyValue', 6, 'repeated'],
    droppedAttributesCount: ['uint32', 7],
    flags: ['fixed32', 8],
    traceId: ['bytes', 9],
    spanId: ['bytes', 10],
    observedTimeUnixNano: ['fixed64', 11],
    eventName: ['string', 12],
  },
  ExportMetricsServiceRequest: { resourceMetrics: ['ResourceMetrics', 1, 'repeated'] },
  ResourceMetrics: {
    resource: ['Resource', 1],
    scopeMetrics: ['ScopeMetrics', 2, 'repeated'],
    schemaUrl: ['string', 3],
  },
  ScopeMetrics: { scope: ['InstrumentationScope', 1], metrics: ['Metric', 2, 'repeated'], schemaUrl: ['string', 3] },
  Metric: {
    name: ['string', 1],
    description: ['string', 2],
    unit: ['string', 3],
    gauge: ['Gauge', 5],
    sum: ['Sum', 7],
    histogram: ['Histogram', 9],
    exponentialHistogram: ['ExponentialHistogram', 10],
    summary: ['Summary', 11],
  },
  Gauge: { dataPoints: ['NumberDataPoint', 1, 'repeated'] },
  Sum: {
    dataPoints: ['NumberDataPoint', 1, 'repeated'],
    aggregationTemporality: ['int32', 2],
    isMonotonic: ['bool', 3],
  },
  Histogram: { dataPoints: ['HistogramDataPoint', 1, 'repeated'], aggregationTemporality: ['int32', 2] },
  ExponentialHistogram: {
    dataPoints: ['ExponentialHistogramDataPoint', 1, 'repeated'],
    aggregationTemporality: ['int32', 2],
  },
  Summary: { dataPoints: ['SummaryDataPoint', 1, 'repeated'] },
  NumberDataPoint: {
    startTimeUnixNano: ['fixed64', 2],
    timeUnixNano: ['fixed64', 3],
    asDouble: ['double', 4],
    asInt: ['sfixed64', 6],
    attributes: ['KeyValue', 7, 'repeated'],
    flags: ['uint32', 8],
  },
  HistogramDataPoint: {
    startTimeUnixNano: ['fixed64', 2],
    timeUnixNano: ['fixed64', 3],
    count: ['fixed64', 4],
    sum: ['double', 5],
    bucketCounts: ['fixed64', 6, 'repeated'],
    explicitBounds: ['double', 7, 'repeated'],
    attributes: ['KeyValue', 9, 'repeated'],
    flags: ['uint32', 10],
    min: ['double', 11],
    max: ['double', 12],
  },
  ExponentialHistogramDataPoint: {
    attributes: ['KeyValue', 1, 'repeated'],
    startTimeUnixNano: ['fixed64', 2],
    timeUnixNano: ['fixed64', 3],
    count: ['fixed64', 4],
    sum: ['double', 5],
    scale: ['sint32', 6],
    zeroCount: ['fixed64', 7],
    flags: ['uint32', 10],
    min: ['double', 12],
    max: ['double', 13],
  },
  SummaryDataPoint: {
    startTimeUnixNano: ['fixed64', 2],
    timeUnixNano: ['fixed64', 3],
    count: ['fixed64', 4],
    sum: ['double', 5],
    attributes: ['KeyValue', 7, 'repeated'],
    flags: ['uint32', 8],
  },
  ExportTraceServiceResponse: { partialSuccess: ['PartialSuccess', 1] },
  PartialSuccess: { rejected: ['int64', 1], errorMessage: ['string', 2] },
  RpcStatus: { code: ['int32', 1], message: ['string', 2] },
};

/** Fields of which the wire tells whether they are there: members of a oneof, and optional ones. The rest may be defaults. */
const PRESENCE = ['Value', 'asDouble', 'asInt', 'count', 'sum', 'min', 'max'];

const hasPresence = (field: string): boolean => PRESENCE.some((end) => field.endsWith(end));

const root = protobuf.Root.fromJSON({
  nested: Object.fromEntries(
    Object.entries(MESSAGES).map(([name, fields]) => [
      name,
      {
        fields: Object.fromEntries(
          Object.entries(fields).map(([field, [type, id, rule]]) => [field, { type, id, ...(rule ? { rule } : {}) }]),
        ),
        oneofs: Object.fromEntries(
          Object.keys(fields)
            .filter(hasPresence)
            .map((field) => [`_${field}`, { oneof: [field] }]),
        ),
      },
    ]),
  ),
});

/** The message type of this name. */
export const messageType = (name: string): protobuf.Type => root.lookupType(name);
