/** The decoder against a second reading of the protocol, on what real clients sent and on what nobody should send. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { MAX_CONTAINERS } from '../../../../src/domain/call/crowded-json.ts';
import { isAppError } from '../../../../src/domain/call/problem.ts';
import { decodeBody, encodingOf } from '../../../../src/domain/otlp/wire/decode.ts';
import type { Decoded, Signal } from '../../../../src/domain/otlp/wire/model.ts';
import { captures, capturesOf } from '../captures.ts';
import { messageType } from './descriptor.ts';
import { referenceItems } from './reference.ts';

const itemsOf = ({ batches }: Decoded<unknown>) =>
  batches.flatMap(({ resource, scope, items }) => items.map((item) => ({ resource, scope, item })));

for (const { name, body, signal, encoding } of captures.filter((capture) => capture.encoding === 'protobuf')) {
  test(`decodeBody() reads ${name} item by item as protobufjs does`, () => {
    const decoded = decodeBody(body, signal, encoding);

    assert.deepEqual(itemsOf(decoded), referenceItems(body, signal));
    assert.deepEqual(decoded.rejected, []);
  });
}

/** OTLP/JSON into protobuf by way of protobufjs; ids, which it would take for base64, are turned around first. */
const toProtobuf = (json: Uint8Array, type: string): Uint8Array => {
  const body: unknown = JSON.parse(Buffer.from(json).toString(), (key, value) =>
    /^(trace|span|parentSpan)Id$/.test(key) ? Buffer.from(String(value), 'hex').toString('base64') : value,
  );
  return messageType(type)
    .encode(messageType(type).fromObject(body as object))
    .finish();
};

const REQUESTS: Readonly<Record<Signal, string>> = {
  traces: 'ExportTraceServiceRequest',
  logs: 'ExportLogsServiceRequest',
  metrics: 'ExportMetricsServiceRequest',
};

for (const { name, body, signal, encoding } of captures.filter((capture) => capture.encoding === 'json')) {
  test(`decodeBody() reads ${name} as it reads the same request in protobuf`, () => {
    const fromJson = decodeBody(body, signal, encoding);

    const fromProtobuf = decodeBody(toProtobuf(body, REQUESTS[signal]), signal, 'protobuf');
    assert.deepEqual(fromJson, fromProtobuf);
    assert.notEqual(itemsOf(fromJson).length, 0);
  });
}

/** Values of every kind, and the plain value that each must become. */
const anyValue = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constant({}),
    fc.string({ unit: 'grapheme' }).map((stringValue) => ({ stringValue })),
    fc.boolean().map((boolValue) => ({ boolValue })),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => ({ intValue: value.toString() })),
    fc.double().map((doubleValue) => ({ doubleValue })),
    fc.uint8Array().map((bytesValue) => ({ bytesValue })),
    fc.array(tie('value'), { maxLength: 4 }).map((values) => ({ arrayValue: { values } })),
    fc
      .array(fc.record({ key: fc.string(), value: tie('value') }), { maxLength: 4 })
      .map((values) => ({ kvlistValue: { values } })),
  ),
})).value;

test('decodeBody() reads attribute values of every kind and nesting as protobufjs does', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ key: fc.string(), value: anyValue })),
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      (attributes, time) => {
        const type = messageType('ExportTraceServiceRequest');
        const span = {
          traceId: Buffer.alloc(16, 7),
          spanId: Buffer.alloc(8, 7),
          startTimeUnixNano: time.toString(),
          attributes,
        };
        const bytes = type.encode(type.fromObject({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] })).finish();

        assert.deepEqual(itemsOf(decodeBody(bytes, 'traces', 'protobuf')), referenceItems(bytes, 'traces'));
      },
    ),
  );
});

const jsonSpan = (fields: object): object => ({
  traceId: '0AF7651916CD43DD8448EB211C80319C',
  spanId: 'b7ad6b7169203331',
  name: 'n',
  startTimeUnixNano: '1',
  ...fields,
});

const jsonRequest = (...spans: readonly unknown[]): Uint8Array =>
  Buffer.from(JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] }));

const decodeJson = (...spans: readonly unknown[]) => decodeBody(jsonRequest(...spans), 'traces', 'json');

test('decodeBody() sets aside the one span of a thousand that has no valid id and says which and why', () => {
  const spans = Array.from({ length: 1000 }, (_, index) =>
    jsonSpan(index === 417 ? { spanId: '0000000000000000' } : {}),
  );

  const { batches, rejected } = decodeJson(...spans);

  assert.equal(batches[0]?.items.length, 999);
  assert.deepEqual(rejected, [{ index: 417, reason: 'span_id must be 8 bytes, not all zero; got zeros' }]);
});

test('decodeBody() sets aside a protobuf span with a short trace id and keeps its neighbours', () => {
  const type = messageType('ExportTraceServiceRequest');
  const spans = [16, 4, 16].map((length) => ({ traceId: Buffer.alloc(length, 1), spanId: Buffer.alloc(8, 1) }));

  const { batches, rejected } = decodeBody(
    type.encode(type.fromObject({ resourceSpans: [{ scopeSpans: [{ spans }] }] })).finish(),
    'traces',
    'protobuf',
  );

  assert.equal(batches[0]?.items.length, 2);
  assert.deepEqual(rejected, [{ index: 1, reason: 'trace_id must be 16 bytes, not all zero; got 4 bytes' }]);
});

test('decodeBody() keeps the last digits of a JSON time that was written as a number', () => {
  const body = Buffer.from(jsonRequest(jsonSpan({})).toString().replace('"1"', '1795225240460489323'));

  assert.equal(decodeBody(body, 'traces', 'json').batches[0]?.items[0]?.start, 1795225240460489323n);
});

test('decodeBody() leaves alone a text that looks like a JSON time', () => {
  const text = 'see "timeUnixNano": 1795225240460489323';
  const { batches } = decodeJson(jsonSpan({ attributes: [{ key: 'k', value: { stringValue: text } }] }));

  assert.equal(batches[0]?.items[0]?.attributes['k'], text);
});

test('decodeBody() takes ids in base64 and in upper case, and enums by name', () => {
  const base64 = (hex: string) => Buffer.from(hex, 'hex').toString('base64');
  const { batches } = decodeJson(
    jsonSpan({
      traceId: base64('0af7651916cd43dd8448eb211c80319c'),
      spanId: base64('b7ad6b7169203331'),
      kind: 'SPAN_KIND_CLIENT',
      status: { code: 'STATUS_CODE_ERROR' },
    }),
    jsonSpan({}),
  );

  const [byBase64, byHex] = batches[0]?.items ?? [];
  assert.equal(byBase64?.traceId, byHex?.traceId);
  assert.equal(byHex?.traceId, '0af7651916cd43dd8448eb211c80319c');
  assert.deepEqual([byBase64?.kind, byBase64?.status], [3, 2]);
});

test('decodeBody() keeps an attribute named __proto__ from reaching any prototype', () => {
  const { batches } = decodeJson(jsonSpan({ attributes: [{ key: '__proto__', value: { stringValue: 'x' } }] }));

  const attributes = batches[0]?.items[0]?.attributes;
  assert.equal(Object.getPrototypeOf(attributes), null);
  assert.deepEqual(Object.keys(attributes ?? {}), ['__proto__']);
});

const nest = (depth: number): object =>
  depth === 0 ? { stringValue: 'x' } : { arrayValue: { values: [nest(depth - 1)] } };

for (const encoding of ['json', 'protobuf'] as const) {
  test(`decodeBody() refuses a span whose ${encoding} attributes nest too deep, and keeps its neighbour`, () => {
    const spans = [jsonSpan({ attributes: [{ key: 'deep', value: nest(40) }] }), jsonSpan({})];
    const json = jsonRequest(...spans);
    const body = encoding === 'json' ? json : toProtobuf(json, 'ExportTraceServiceRequest');

    const { batches, rejected } = decodeBody(body, 'traces', encoding);

    assert.equal(batches[0]?.items.length, 1);
    assert.deepEqual(rejected, [{ index: 0, reason: 'attribute values must nest at most 32 deep' }]);
  });
}

test('decodeBody() takes an empty body for an empty request', () => {
  for (const encoding of ['json', 'protobuf'] as const) {
    assert.deepEqual(decodeBody(new Uint8Array(0), 'logs', encoding), { batches: [], rejected: [] });
  }
});

test('decodeBody() finds no span in logs that were sent to the traces path', () => {
  const [logs] = capturesOf('otel-contrib-openai-proto').filter(({ signal }) => signal === 'logs');

  let spans: number;
  try {
    spans = itemsOf(decodeBody(logs?.body as Uint8Array, 'traces', 'protobuf')).length;
  } catch (error) {
    assert.ok(isAppError(error));
    spans = 0;
  }

  assert.equal(spans, 0);
});

for (const body of [
  '',
  '[]',
  'null',
  '{"resourceSpans":{}}',
  '{"resourceSpans":[1]}',
  '{"resourceSpans":[{"scopeSpans":[{"spans":{}}]}]}',
  '{',
]) {
  test(`decodeBody() calls the JSON ${JSON.stringify(body)} ${body === '' ? 'an empty request' : 'undecodable'}`, () => {
    const decode = () => decodeBody(Buffer.from(body), 'traces', 'json');

    if (body === '') assert.deepEqual(decode().batches, []);
    else assert.throws(decode, { name: 'AppError', code: 'undecodable-body' });
  });
}

test('decodeBody() stops at a request that holds millions of empty spans', () => {
  const spans = Buffer.alloc(2_000_000, Buffer.from([0x12, 0x00]));
  const framed = (field: number, inner: Buffer): Buffer => {
    const length: number[] = [];
    for (let rest = inner.length; ; rest >>>= 7) {
      if (rest < 0x80) {
        length.push(rest);
        break;
      }
      length.push((rest & 0x7f) | 0x80);
    }
    return Buffer.concat([Buffer.from([(field << 3) | 2, ...length]), inner]);
  };

  assert.throws(() => decodeBody(framed(1, framed(2, spans)), 'traces', 'protobuf'), { code: 'too-large' });
});

test('encodingOf() knows the two encodings of OTLP by their content types', () => {
  assert.equal(encodingOf('application/json; charset=utf-8'), 'json');
  assert.equal(encodingOf('Application/X-Protobuf'), 'protobuf');
  assert.equal(encodingOf('text/plain'), undefined);
  assert.equal(encodingOf(undefined), undefined);
});

test('decodeBody() keeps times exact that a client wrote as bare numbers, and asks for text where it cannot', () => {
  const body = (time: string): Uint8Array =>
    Buffer.from(
      `{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331",${time}}]}]}]}`,
    );
  const startOf = (time: string) => decodeBody(body(time), 'traces', 'json').batches[0]?.items[0]?.start;

  assert.equal(startOf('"startTimeUnixNano":1795225240460489323'), 1795225240460489323n);
  assert.equal(startOf('"startTimeUnixNano" : 1.795225240460489e18'), 1795225240460488960n);
  assert.equal(startOf('"startTimeUnixNano":12'), 12n);
  assert.equal(decodeBody(body('"startTimeUnixNano":1e40'), 'traces', 'json').rejected.length, 1);
  assert.throws(
    () => startOf('"startTimeUnix\\u004eano":1795225240460489323'),
    (error: Error) => /send them as text/.test(error.message),
  );
});

test('decodeBody() refuses a body of JSON that is small and would fill the memory once parsed', () => {
  const crowded = `{"resourceSpans":[],"more":[${'[],'.repeat(MAX_CONTAINERS)}[]]}`;

  assert.throws(() => decodeBody(Buffer.from(crowded), 'traces', 'json'), { code: 'too-large' });
});
