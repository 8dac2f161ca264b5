/** Takes requests of clients apart into their items, and makes other requests of these. */
import type { Signal } from '../../../src/domain/otlp/wire/model.ts';
import type { Capture } from './captures.ts';
import { messageType } from './wire/descriptor.ts';

const NAMES = {
  traces: ['ExportTraceServiceRequest', 'resourceSpans', 'scopeSpans', 'spans'],
  logs: ['ExportLogsServiceRequest', 'resourceLogs', 'scopeLogs', 'logRecords'],
  metrics: ['ExportMetricsServiceRequest', 'resourceMetrics', 'scopeMetrics', 'metrics'],
} as const satisfies Record<Signal, readonly string[]>;

/** One item with what its frame says about it, as OTLP/JSON or protobufjs has it. */
export interface Item {
  readonly signal: Signal;
  readonly resource: object;
  readonly scope: object;
  readonly item: object;
}

// biome-ignore lint/suspicious/noExplicitAny: requests as untyped JSON
type Untyped = any;

export const itemsOf = ({ body, signal, encoding }: Capture): readonly Item[] => {
  const [type, resources, scopes, items] = NAMES[signal];
  const request: Untyped =
    encoding === 'protobuf'
      ? messageType(type).toObject(messageType(type).decode(body))
      : JSON.parse(Buffer.from(body).toString(), (key, value) =>
          /^(trace|span|parentSpan)Id$/.test(key) ? Buffer.from(String(value), 'hex') : value,
        );
  return request[resources].flatMap((group: Untyped) =>
    group[scopes].flatMap((scope: Untyped) =>
      scope[items].map((item: Untyped) => ({ signal, resource: group.resource, scope: scope.scope, item })),
    ),
  );
};

export const requestOf = (items: readonly Item[], signal: Signal): Uint8Array => {
  const [type, resources, scopes, name] = NAMES[signal];
  const groups = items.map(({ resource, scope, item }) => ({ resource, [scopes]: [{ scope, [name]: [item] }] }));
  return messageType(type)
    .encode(messageType(type).fromObject({ [resources]: groups }))
    .finish();
};
