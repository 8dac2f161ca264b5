/**
 * Encodes what OTLP/HTTP answers, in the encoding of the request: a JSON body in answer to protobuf makes SDKs log a failure
 * for data that arrived.
 * @see https://github.com/open-telemetry/opentelemetry-proto/blob/main/docs/specification.md#otlphttp-response
 */
import type { Encoding } from './decode.ts';
import type { Rejected, Signal } from './model.ts';

/** A body and its content type. */
export interface EncodedResponse {
  readonly contentType: string;
  readonly body: Uint8Array;
}

const REJECTED_FIELD: Readonly<Record<Signal, string>> = {
  traces: 'rejectedSpans',
  logs: 'rejectedLogRecords',
  metrics: 'rejectedDataPoints',
};

/** Reasons named in one message; more would only repeat themselves. */
const REASONS_SHOWN = 3;

/**
 * The answer to an export. Without rejects it is an empty message, which in protobuf is no bytes at all. A `warning` without
 * rejects is allowed: the client logs it.
 */
export const exportResponse = (
  signal: Signal,
  encoding: Encoding,
  rejected: readonly Rejected[],
  warning = '',
): EncodedResponse => {
  const message = [summary(rejected), warning].filter((part) => part !== '').join('; ');
  if (message === '') return encoded(encoding, {}, NO_BYTES);
  return encoded(
    encoding,
    // 64-bit integers are text in protobuf's JSON.
    { partialSuccess: { [REJECTED_FIELD[signal]]: String(rejected.length), errorMessage: message } },
    bytesField(1, concat(varintField(1, rejected.length), bytesField(2, utf8(message)))),
  );
};

/** The numbers of `google.rpc.Code` by HTTP status. @see https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto */
const CODES: ReadonlyMap<number, number> = new Map([
  [400, 3],
  [401, 16],
  [403, 7],
  [404, 5],
  [405, 12],
  [413, 8],
  [415, 3],
  [429, 8],
  [503, 14],
]);
const INTERNAL = 13;

/** A `google.rpc.Status`, the body of every OTLP error. `message` is shown to the client: no value of a field in it. */
export const statusResponse = (encoding: Encoding, httpStatus: number, message: string): EncodedResponse => {
  const code = CODES.get(httpStatus) ?? INTERNAL;
  return encoded(encoding, { code, message }, concat(varintField(1, code), bytesField(2, utf8(message))));
};

const summary = (rejected: readonly Rejected[]): string => {
  if (rejected.length === 0) return '';
  const shown = rejected.slice(0, REASONS_SHOWN).map(({ index, reason }) => `item ${index}: ${reason}`);
  const more = rejected.length - shown.length;
  return `${rejected.length} rejected: ${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
};

const NO_BYTES = new Uint8Array(0);

const encoded = (encoding: Encoding, json: object, protobuf: Uint8Array): EncodedResponse =>
  encoding === 'json'
    ? { contentType: 'application/json', body: utf8(JSON.stringify(json)) }
    : { contentType: 'application/x-protobuf', body: protobuf };

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');

const concat = (...parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts);

const varint = (value: number): Uint8Array => {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return Uint8Array.from([...bytes, rest]);
};

/** Proto3 leaves zeros out. */
const varintField = (field: number, value: number): Uint8Array =>
  value === 0 ? NO_BYTES : concat(varint(field << 3), varint(value));

const bytesField = (field: number, bytes: Uint8Array): Uint8Array =>
  concat(varint((field << 3) | 2), varint(bytes.length), bytes);
