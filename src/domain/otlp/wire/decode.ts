/** Decodes a body of any signal in either encoding. */
import { type Body, bytesOf } from '../../call/body.ts';
import { logsFromJson } from './json/logs.ts';
import { metricsFromJson } from './json/metrics.ts';
import { tracesFromJson } from './json/traces.ts';
import type { Decoded, OtlpLogRecord, OtlpMetric, OtlpSpan, Signal } from './model.ts';
import { logsFromProtobuf } from './protobuf/logs.ts';
import { metricsFromProtobuf } from './protobuf/metrics.ts';
import { tracesFromProtobuf } from './protobuf/traces.ts';

/** The two encodings of OTLP/HTTP. */
export type Encoding = 'protobuf' | 'json';

/** What an item of each signal is. */
export interface Items {
  readonly traces: OtlpSpan;
  readonly logs: OtlpLogRecord;
  readonly metrics: OtlpMetric;
}

type Decoders<Form> = { readonly [Name in Signal]: (body: Form) => Decoded<Items[Name]> };

const PROTOBUF: Decoders<Uint8Array> = {
  traces: tracesFromProtobuf,
  logs: logsFromProtobuf,
  metrics: metricsFromProtobuf,
};
const JSON_BODY: Decoders<Body> = { traces: tracesFromJson, logs: logsFromJson, metrics: metricsFromJson };

/**
 * Decodes an uncompressed body. Items with bad ids or hostile values are left out and listed; an empty body is an empty request.
 * @throws AppError `undecodable-body` when the body is no such request, `too-large` when it holds too many items
 */
export const decodeBody = <Name extends Signal>(body: Body, signal: Name, encoding: Encoding): Decoded<Items[Name]> =>
  encoding === 'json' ? JSON_BODY[signal](body) : PROTOBUF[signal](bytesOf(body));

/** The encoding that a content type names; undefined when it is neither. */
export const encodingOf = (contentType: string | undefined): Encoding | undefined => {
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  if (type === 'application/x-protobuf' || type === 'application/protobuf') return 'protobuf';
  return type === 'application/json' ? 'json' : undefined;
};
